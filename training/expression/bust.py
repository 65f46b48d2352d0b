"""One synthetic person's head, hair and what is worn, as triangles: scenes/ gives the parts, raster.py draws them."""
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scenes"))
import hair as hairs  # noqa: E402
import wear  # noqa: E402
from heads import HAIR_COLOURS, LANDMARKS, Head, linear, turned  # noqa: E402
from raster import triangles  # noqa: E402

LUMA = np.array([.2126, .7152, .0722])
COVERINGS = ("none", "none", "none", "none", "none", "hijab", "hijab", "dupatta", "turban", "helmet")
HIDING = ("mask", "veil", "shades", "visor")  # what no expression can be read through
IRISES = ((46, 28, 18), (70, 48, 30), (96, 84, 60), (90, 110, 130))
BALL = 46, 40  # rows and columns of an eyeball: with 16 rows a lamp's dot on it (shade.py) is as wide as the iris
TEMPLATES = 5  # shells of each kind, fitted to each head by its size


class Shells:
    """Hair and scarves, made once on some heads and fitted to all: a shell of its own takes a second."""

    def __init__(self, ict):
        self.ict = ict

    @lru_cache(maxsize=None)
    def made(self, kind, seed):
        head = Head(self.ict, 900 + seed, 6)
        return head.crown, np.abs(head.neutral[:9409, 0]).max(), hairs.cover(head, kind, seed)

    def fitted(self, head, kind, seed):
        crown, half, shell = self.made(kind, seed % TEMPLATES)
        return shell * (1.03 * np.abs(head.neutral[:9409, 0]).max() / half, 1, 1.02) + (0, head.crown - crown + .15, 0)


@dataclass(frozen=True)
class Same:
    """What a person has on any day, beside the shape of the head. skin: Monk's step; iris: sRGB."""
    skin: int
    sex: str
    age: float
    beard: bool
    bald: bool
    hair: str
    iris: tuple

    @classmethod
    def drawn(cls, draw):
        sex = str(draw.choice(["female", "male"]))
        return cls(int(draw.integers(1, 11)), sex, float(draw.uniform(16, 75)), bool(sex == "male" and draw.random() < .3), bool(sex == "male" and draw.random() < .12),
                   str(draw.choice(list(HAIR_COLOURS), p=[.6, .22, .1, .08])), IRISES[draw.choice(4, p=[.6, .2, .1, .1])])


class Bust:
    """`draw`: a numpy Generator that chooses everything that is not given. same: what it does not choose of somebody who comes again."""

    def __init__(self, ict, shells, seed, draw, hiding=None, plain=False, same=None, brows=None):
        self.skin = int(draw.integers(1, 11))
        sex = str(draw.choice(["female", "female", "male"]))
        self.worn = "none" if plain else str(draw.choice(COVERINGS))
        beard = sex == "male" and draw.random() < .3
        colour = str(draw.choice(list(HAIR_COLOURS), p=[.6, .22, .1, .08]))
        kind = "bald" if sex == "male" and draw.random() < .12 else str(draw.choice(["short", "short", "long", "tied"] if sex == "male" else ["long", "tied", "short"]))
        age = float(draw.uniform(16, 75))
        self.iris = None
        if same:
            self.skin, sex, age, beard, colour, self.iris = same.skin, same.sex, same.age, same.beard, same.hair, same.iris
            kind = "bald" if same.bald else "short" if kind == "bald" else kind
        self.head = Head(ict, seed, self.skin, sex, age, HAIR_COLOURS[colour], kind == "bald", beard, hiding == "mask", brows)
        self.pieces, self.hiding = [], hiding
        hair_rgb = np.array(HAIR_COLOURS[colour], float)
        cloth, hair, cover = draw.uniform(15, 235, 3), *(int(draw.integers(99)) for _ in "hc")
        if kind != "bald" and self.worn in ("none", "dupatta"):
            shell = shells.fitted(self.head, kind, hair)
            streaks = np.tile(hairs.waves(np.linspace(-np.pi, np.pi, hairs.COLUMNS), seed + 3, 6, 20, 70), hairs.ROWS)
            self.pieces.append(wear.even(shell.reshape(-1, 3), hairs.grid_faces(hairs.ROWS, hairs.COLUMNS, True), hair_rgb, "hair", shade=.2 * streaks))
            if self.worn == "none":
                points, faces, shade = hairs.strands(shell, seed, count=260)
                self.pieces.append(wear.even(points, faces, hair_rgb, "hair", shade=.5 * shade))
        if self.worn != "none":
            shell = shells.fitted(self.head, self.worn, cover)
            self.pieces.append(wear.even(shell.reshape(-1, 3), hairs.grid_faces(hairs.ROWS, hairs.COLUMNS, True), cloth, "cloth", shade=.08 * wear.folds(seed).ravel()))
        if not plain and draw.random() < .2:
            self.pieces += wear.glasses(self.head, seed, draw.uniform(5, 120) * np.ones(3))
        if hiding == "mask":
            self.pieces += wear.dust_mask(self.head, seed, draw.choice([[148, 178, 196], [225, 225, 225], [30, 30, 32], [170, 200, 180]]) * draw.uniform(.8, 1.1))
        elif hiding == "veil":
            self.pieces.append(self._sheet(draw, self.head.marks[29, 1] + draw.uniform(-.3, .5), self.head.marks[8, 1] - 6, cloth * draw.uniform(.1, 1), 6.8, .9))
        elif hiding == "shades":
            self.pieces += self._shades(draw)
        elif hiding == "visor":
            self.pieces.append(self._sheet(draw, self.head.marks[19, 1] + 3.5, self.head.marks[8, 1] - draw.uniform(-3, 2), np.ones(3) * draw.uniform(8, 60), 8.2, 1.6))
        self._gather(draw)

    def _sheet(self, draw, top, low, rgb, half, away):
        """A cloth or a visor in front of the face, wrapped about it."""
        angle, height = np.meshgrid(np.linspace(-1.15, 1.15, 31), np.linspace(0, 1, 21))
        front = self.head.marks[30, 2] - .3 + away
        depth = front + 1.5 - self.head.marks[0, 2]
        sag = .25 * hairs.waves(angle * 2, int(draw.integers(999)), 3, 2, 9) * height
        points = np.stack([half * np.sin(angle) / np.sin(1.15), top + (low - top) * height + .5 * np.abs(angle) * (1 - height), front - depth * (1 - np.cos(angle)) + sag], -1)
        return wear.even(points.reshape(-1, 3), hairs.grid_faces(21, 31, False), rgb)

    def _shades(self, draw):
        pieces, m = [], self.head.marks
        tone = np.ones(3) * draw.uniform(6, 40)
        for a, b, k in ((36, 39, -1), (42, 45, 1)):
            middle = (m[a] + m[b]) / 2 + (0, -.2, 0)
            r, turn = np.meshgrid(np.linspace(0, 1, 6), np.linspace(0, 2 * np.pi, 24, endpoint=False), indexing="ij")
            x, y = 2.5 * r * np.cos(turn), 2.0 * r * np.sin(turn)
            pieces.append(wear.even(np.stack([middle[0] + x, middle[1] + y, middle[2] + 1.5 - .04 * (x + k) ** 2], -1).reshape(-1, 3), hairs.grid_faces(6, 24, True), tone, "wet"))
        return pieces + wear.glasses(self.head, 1, tone)

    def _gather(self, draw):
        head = self.head
        faces = [triangles(head.quads("M_Face", "M_BackHead", "M_GumsTongue", "M_Teeth"))]
        albedo = head.colour @ LUMA
        y = head.neutral[:, 1]
        albedo = np.where((y < -12.5) & (np.arange(len(y)) < 14062), float(draw.uniform(.02, .7)), albedo)  # clothes
        albedo[14062:17039] *= .3  # inside of the mouth: little light comes in
        albedo[17039:21451] *= .7
        gloss = np.full(len(albedo), float(draw.uniform(0, .06)))
        self.colours, self.gloss, count = [albedo], [gloss], len(albedo)
        ball = hairs.sphere(*BALL)
        off = np.degrees(np.arccos(ball[:, 2].clip(-1, 1)))[:, None]
        iris = draw.choice(IRISES, p=[.6, .2, .1, .1]) if self.iris is None else self.iris
        eye = linear(np.where(off < 10, (8, 8, 8), np.where(off < 24, iris, np.where(off < 27, (26, 18, 14), (206, 198, 190))))) @ LUMA
        self.ball = ball
        for _ in "LR":
            faces.append(triangles(hairs.grid_faces(*BALL, True)) + count)
            self.colours.append(eye)
            self.gloss.append(np.full(len(eye), .35))
            count += len(eye)
        for piece in self.pieces:
            faces.append(triangles(piece.faces) + count)
            self.colours.append(piece.colour @ LUMA)
            self.gloss.append(np.full(len(piece.points), .12 if piece.material == "wet" else .02))
            count += len(piece.points)
        self.triangles = np.concatenate(faces).astype(np.int32)
        self.albedo = np.concatenate(self.colours).astype(np.float32)
        self.gloss = np.concatenate(self.gloss).astype(np.float32)

    def points(self, weights, yaw, pitch, roll):
        """Every vertex {n, 3} in cm, and the six points {6, 3} in BlazeFace's order, of a head that shows `weights`."""
        own = self.head.points(weights)
        parts = [turned(own, yaw, pitch, roll)]
        for side in ("Left", "Right"):
            centre, radius, ahead = self.head.eye(own, side)
            right = np.cross((0, 1, 0), ahead)
            right /= np.linalg.norm(right)
            parts.append(turned(centre + .985 * radius * self.ball @ np.stack([right, np.cross(ahead, right), ahead]), yaw, pitch, roll))
        parts += [turned(piece.points, yaw, pitch, roll) if piece.turns else piece.points for piece in self.pieces]
        marks = parts[0][LANDMARKS]
        six = np.stack([marks[36:42].mean(0), marks[42:48].mean(0), marks[30], marks[48:68].mean(0), marks[0], marks[16]])
        return np.concatenate(parts).astype(np.float32), six
