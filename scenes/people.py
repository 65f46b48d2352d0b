"""A synthetic person made of parameters: head, body, hair, clothes, things worn and held. Centimetres, y up.

A person is a list of Parts of fixed topology; `points(pose)` gives every vertex for one moment. Read heads.py and bodies.py next.
"""
from dataclasses import dataclass, field

import numpy as np

import bodies as skeletons
import hair as hairs
import hands
import props
import wear
from clothes import COLOURS, KINDS, PATTERNS, garments, rgb, sleeve, used
from hair import grid_faces, sphere
from heads import HAIR_COLOURS, SKULL_MIDDLE, Head, linear, turned

__all__ = ["Person", "Pose", "FEET", "LOOK"]
FEET = -153.0  # height of the ground; points(pose) stands on it
LOOK = {"skin": range(1, 11), "sex": tuple(skeletons.SEXES), "age": range(16, 86), "hair": ("long", "short", "tied", "bald"),
        "hair-colour": tuple(HAIR_COLOURS), "wears": wear.WEARS, "kind": KINDS, "colour": tuple(COLOURS), "pattern": PATTERNS,
        "posture": ("stand", "walk", "scooter", "phone", "crossed")}
AVERAGE = {"female": 1.56, "neither": 1.61, "male": 1.67}  # metres, where a look gives no height


@dataclass
class Pose:
    expression: dict = field(default_factory=dict)  # ICT shape name -> weight
    yaw: float = 0  # of the head against the body, degrees
    pitch: float = 0  # positive looks down
    roll: float = 0
    stride: float = None  # walk cycle in radians; None stands
    hands: dict = field(default_factory=dict)  # "left" or "right" -> (action of hands.ACTIONS, phase)
    posture: str = "stand"  # "stand" keeps the look's posture


@dataclass
class Part:
    faces: np.ndarray  # vertex numbers of quads, -1 where a triangle has no fourth
    colour: np.ndarray  # linear, per vertex
    material: str
    points: object  # Pose -> vertices


class Person:
    """`ict`: the .npz of heads; `bodies`: that of pack_bodies.py; `look`: the dict that docs/scenes/people.md describes."""

    def __init__(self, ict, bodies, look):
        if bodies is None:
            raise ValueError("a person needs a body: pack one with scenes/pack_bodies.py and give its path (docs/scenes/people.md)")
        self.look, self.parts, self._known = look, [], (None, None)
        sex, age, self.seed = look.get("sex", "neither"), look.get("age", 30), int(look.get("identity", 1))
        self.wears, self.posture = list(look.get("wears", ())), look.get("posture", "stand")
        draw = np.random.default_rng([self.seed, 9])
        colour = look.get("hair-colour", "grey" if age > 58 else "black")
        hair_rgb = np.array(HAIR_COLOURS[colour], float)
        self.head = Head(ict, self.seed, look.get("skin", 6), sex, age, hair_rgb, look.get("hair") == "bald", "beard" in self.wears, "dust-mask" in self.wears)
        fat = float(np.clip(draw.normal(-.05 + .006 * (age - 30), .35), -.7, .9))
        body = skeletons.Body(bodies, sex, age, fat)
        tall = look.get("height", AVERAGE[sex])
        natural = self.head.crown - self._soles(body)
        # heads differ less than heights do
        self.height = float((100 * tall / natural) ** .4)
        self.body = body = skeletons.Body(bodies, sex, age, fat, (100 * tall / self.height - self.head.crown) / (natural - self.head.crown))
        self.clothes = dict(look.get("clothes", {}))
        self._head_parts()
        self._hair_parts(look.get("hair", "short"), hair_rgb)
        self._body_parts()
        self._prop_parts()
        self.standing = FEET - self._soles(body)

    @staticmethod
    def _soles(body):
        points, _, weights = body.mesh("tights")
        return float(skeletons.skinned(points, weights, body.moves("stand", None, {}))[:, 1].min()) - .5

    def _add(self, faces, colour, material, points):
        self.parts.append(Part(faces, colour, material, points))

    def _head_parts(self):
        head = self.head
        bust = np.clip((-12.5 - head.neutral[:, 1:2]) / 6, 0, 1)  # under the clothes
        tuck = (np.concatenate([head.neutral[:, :1], np.zeros_like(bust), head.neutral[:, 2:] + 1.5], 1) * -.3 * bust).astype(np.float32)
        face = lambda pose: turned(head.points(pose.expression) + tuck, pose.yaw, pose.pitch, pose.roll)  # noqa: E731
        for materials, surface in ((("M_Face", "M_BackHead", "M_GumsTongue"), "skin"), (("M_Teeth",), "teeth")):
            numbers = np.unique(head.quads(*materials))
            quads = head.quads(*materials)
            if surface == "skin":
                self._add(quads, head.colour, surface, face)
            else:
                numbers = numbers[numbers >= 0]
                own = np.where(quads < 0, -1, np.searchsorted(numbers, quads))
                self._add(own, head.colour[numbers], surface, lambda pose, n=numbers: face(pose)[n])
        for side in ("Left", "Right"):
            ball = sphere()
            off = np.degrees(np.arccos(ball[:, 2].clip(-1, 1)))[:, None]
            iris = np.where(off < 10, (8, 8, 8), np.where(off < 24, (46, 28, 18), np.where(off < 27, (26, 18, 14), (206, 198, 190))))
            self._add(grid_faces(24, 32, True), linear(iris), "wet", lambda pose, side=side, ball=ball: self._eye(pose, side, ball))
        self._face = face

    def _eye(self, pose, side, ball):
        centre, radius, ahead = self.head.eye(self.head.points(pose.expression), side)
        right = np.cross((0, 1, 0), ahead)
        right /= np.linalg.norm(right)
        turn = np.stack([right, np.cross(ahead, right), ahead])
        return turned(centre + .985 * radius * ball @ turn, pose.yaw, pose.pitch, pose.roll)

    def _piece(self, piece):
        self._add(piece.faces, piece.colour, piece.material,
                  (lambda pose: turned(piece.points, pose.yaw, pose.pitch, pose.roll)) if piece.turns else (lambda pose: piece.points))

    def _hair_parts(self, kind, hair_rgb):
        head, seed = self.head, self.seed
        accent = rgb(self.clothes.get("second", "cream"))
        self.scarf = np.array(rgb(self.look["cover"]) if "cover" in self.look else accent, float)
        over = [w for w in self.wears if w in wear.OVER_HAIR]
        shown = kind != "bald" and all(kind in wear.OVER_HAIR[w] for w in over)
        if shown:
            shell = hairs.cover(head, kind, seed)
            streaks = np.tile(hairs.waves(np.linspace(-np.pi, np.pi, hairs.COLUMNS), seed + 3, 6, 20, 70), hairs.ROWS)
            if "helmet" in over or "dupatta" in over:  # pressed down
                flat = .93 if "helmet" in over else .985
                shell = np.where(shell[..., 1:2] > 3, (shell - SKULL_MIDDLE) * flat + SKULL_MIDDLE, shell)
            self._piece(wear.even(shell.reshape(-1, 3), grid_faces(hairs.ROWS, hairs.COLUMNS, True), hair_rgb, "hair", shade=.2 * streaks))
            if not over:
                points, faces, shade = hairs.strands(shell, seed)
                self._piece(wear.even(points, faces, hair_rgb, "hair", shade=.5 * shade))
            if kind == "tied":
                points, faces = hairs.plait(seed)
                self._piece(wear.even(points, faces, hair_rgb, "hair"))
        makers = {"hijab": (wear.hijab, self.scarf), "dupatta": (wear.dupatta, self.scarf), "turban": (wear.turban, self.scarf),
                  "helmet": (wear.helmet, self.scarf), "glasses": (wear.glasses, (20, 18, 18)), "dust-mask": (wear.dust_mask, (148, 178, 196))}
        for name in self.wears:
            if name in makers:
                make, colour = makers[name]
                for piece in make(head, seed, colour):
                    self._piece(piece)

    def _body_parts(self):
        layers, sleeves = garments(self.body, self.clothes, self.seed, self.scarf if "dupatta" in self.wears else None)
        points, faces, weights = self.body.mesh("skin")
        arms = weights[:, [i for n, i in self.body.names.items() if n.startswith(("upperarm", "lowerarm", "wrist", "finger", "metacarpal"))]].sum(1)
        numbers, own = used(faces, (arms > .5) & (sleeve(self.body, points) > sleeves - .1))
        layers = [*layers]
        hand_start = sum(len(p.colour) for p in self.parts)
        colour = np.tile(linear(self.head.skin * (.96, .93, .92)), (len(numbers), 1))
        self._limb(points[numbers], own, weights[numbers], colour, "skin")
        self._hands = {}
        hand_bones = lambda side: [i for n, i in self.body.names.items() if n.endswith(side) and n.startswith(("wrist", "finger", "metacarpal"))]  # noqa: E731
        for name, side in (("left", ".L"), ("right", ".R")):
            self._hands[name] = hand_start + np.flatnonzero(weights[numbers][:, hand_bones(side)].sum(1) > .5)
        for layer in layers:
            self._limb(layer.points, layer.faces, layer.weights, layer.colour, layer.material)

    def _limb(self, points, faces, weights, colour, material):
        points, weights = points.astype(np.float32), weights.astype(np.float32)
        self._add(faces, colour, material, lambda pose: skeletons.skinned(points, weights, self._moves(pose)))

    def _posture(self, pose):
        return self.posture if pose.posture == "stand" else pose.posture

    def _moves(self, pose):
        if self._known[0] is not pose:
            self._known = (pose, self.body.moves(self._posture(pose), pose.stride, pose.hands))
        return self._known[1]

    def _prop_parts(self):
        hidden = np.array([0, -45.0, 0])
        for piece in [props.phone()]:
            self._add(piece.faces, piece.colour, piece.material, lambda pose, p=piece: self._held(pose, "phone", p.points, hidden))
        for piece in props.bag(rgb(self.clothes.get("second", "khaki")) * .8):
            self._add(piece.faces, piece.colour, piece.material, lambda pose, p=piece: self._held(pose, "bag", p.points, hidden))
        if self.posture == "scooter":
            paint = [(150, 36, 40), (44, 76, 120), (180, 180, 182), (60, 62, 66)][self.seed % 4]
            for piece in props.scooter(paint):
                self._add(piece.faces, piece.colour, piece.material, lambda pose, p=piece: p.points + (0, FEET - self._lift(pose), -6))

    def _held(self, pose, thing, points, hidden):
        """The thing in the hand that holds it, or a dot inside the body."""
        for name, side in (("right", "R"), ("left", "L")):
            action = (pose.hands.get(name) or (None,))[0]
            if action == thing or (thing == "phone" and action is None and side == "R" and self._posture(pose) == "phone"):
                moves = self._moves(pose)
                hand = moves[self.body.names[f"wrist.{side}"]]
                fingers, across, palm = (hand[:, :3] @ v for v in hands.rest_frame(self.body, side))
                grip = hand[:, :3] @ self.body.at(f"finger3-1.{side}") + hand[:, 3]
                if thing == "bag":
                    return points + grip + 3.0 * palm + 1.5 * fingers
                return points @ np.stack([palm, fingers, across]) + grip + 2.6 * palm + 1.0 * fingers
        return np.tile(hidden, (len(points), 1))

    def _lift(self, pose):
        """What is added to every height so that the soles touch the ground."""
        if self._posture(pose) == "scooter":
            return FEET + skeletons.SEAT - self.body.at("upperleg01.L")[1]
        if pose.stride is None:
            return self.standing
        moves = self._moves(pose)
        ends = [moves[self.body.names[f"foot.{s}"]] for s in "LR"]
        low = []
        for side, move in zip("LR", ends):
            foot = self.body.at(f"foot.{side}")
            for ahead in (-5, 14):
                low.append((move[:, :3] @ (foot + (0, -8.2 * self.body.size, ahead)) + move[:, 3])[1])
        return FEET - min(low)

    def hand_points(self, side):
        """Vertex numbers of the "left" or "right" hand."""
        return self._hands[side]

    def moving(self):
        """Which vertices a turn of the head or an expression can move, and their surroundings."""
        p = self.points(Pose())
        return np.flatnonzero((p[:, 1] - self._lift(Pose()) > -13.5) & (np.abs(p[:, 0]) < 20))

    def points(self, pose):
        lift = np.array([0, self._lift(pose), 0])
        return np.concatenate([part.points(pose) for part in self.parts]) + lift
