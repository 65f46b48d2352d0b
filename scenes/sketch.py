"""Draws scripts quickly: the same people by raster.py before a plain wall. No Blender, no place, no shadows on others or the ground.

For hours of film in which signals are counted, and for a first look at a script. The truth is render's but for who hides whom: `visible`
is the share of a head in the picture. Start at `sketch`.
"""
import math

import cv2
import numpy as np

from cast import FEET, person_of, pose_of
from compose import write
from light import light_of
from people import Pose
from raster import draw, lit, triangles
from script import focal_pixels
from timeline import Player, seen_angles
from truth import person_now

GLOSS = {"skin": .03, "wet": .3, "teeth": .1, "cloth": 0, "hair": .05}  # of each material
SHEEN = .035  # share of light that skin's surface gives back, whatever lies below: a dark skin's picture is mostly this (index of refraction 1.4)
WALL = .3  # the same of the wall, in the mean: plaster, brick, dust
GREY_CARD = .18  # linear light, of 1, that a camera's exposure gives a picture by day
NIGHT = .3  # share of it by night, when the camera's gain has come to its end
TONES = (255 * np.linspace(0, 1, 4096) ** (1 / 2.2)).astype(np.uint8)
GRAINS = 4  # pictures of noise that are taken in turn, mirrored and rolled


class Group:
    """Parts that are moved and lit together."""

    def __init__(self, parts):
        self.parts, starts = parts, np.cumsum([0] + [len(p.colour) for p in parts])
        self.triangles = np.concatenate([s + triangles(p.faces) for p, s in zip(parts, starts)]).astype(np.int32)
        self.colour = np.concatenate([p.colour + (SHEEN if p.material == "skin" else 0) for p in parts]).astype(np.float32)
        self.gloss = np.concatenate([np.full(len(p.colour), GLOSS[p.material], np.float32) for p in parts])

    def points(self, pose):
        return np.concatenate([part.points(pose) for part in self.parts])


class Actor:
    """A person of people.py before the camera. The body is moved and lit again only where its stance changes."""

    def __init__(self, clip, person, cast):
        self.person, self.player, self.cast = person, Player(person, clip), cast
        still, turned = Pose(), Pose(yaw=20, expression={"jawOpen": .5})
        moves = [bool(np.abs(p.points(still) - p.points(turned)).max() > .01) for p in cast.parts]
        self.head, self.body = Group([p for p, m in zip(cast.parts, moves) if m]), Group([p for p, m in zip(cast.parts, moves) if not m])
        order = np.cumsum([0] + [len(p.colour) for p in cast.parts])
        self.hands = {side: self._own(moves, order, cast.hand_points(side)) for side in ("left", "right")}
        self.known, self.focal, (w, h) = (None, None), focal_pixels(clip), clip["size"]
        self.middle, self.height, self.down = (w / 2, h / 2), clip["camera"]["height"], math.radians(clip["camera"]["tilt"])

    @staticmethod
    def _own(moves, order, numbers):
        """Vertex numbers of the person as numbers of the body group."""
        part = np.searchsorted(order, numbers, side="right") - 1
        before = np.array([sum(order[k + 1] - order[k] for k in range(p) if moves[k]) for p in range(len(moves))])
        return numbers - before[part]

    def seen(self, points, pose, x, ahead, facing):
        """World {n, 3} in metres (right, ahead, up) and camera {n, 3} (right, up, towards the camera) of a person's points in cm."""
        p = (points + (0, self.cast._lift(pose), 0))
        p = np.stack([p[:, 0], -p[:, 2], p[:, 1] - FEET], -1) * self.cast.height / 100
        c, s = math.cos(math.radians(facing)), math.sin(math.radians(facing))
        world = p @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + (x, ahead, 0)
        deep = world[:, 1] * math.cos(self.down) - (world[:, 2] - self.height) * math.sin(self.down)
        up = world[:, 1] * math.sin(self.down) + (world[:, 2] - self.height) * math.cos(self.down)
        return world, np.stack([world[:, 0], up, -deep], -1)

    def screen(self, camera, shift):
        deep = (-camera[:, 2]).clip(.1)
        return np.stack([self.middle[0] + self.focal * camera[:, 0] / deep + shift[0], self.middle[1] - self.focal * camera[:, 1] / deep + shift[1], camera[:, 2]], 1).astype(np.float32)

    def place(self, t, lights, sky):
        """[(triangles, screen, value)] and the view that truth.py wants, or None where nobody is."""
        x, ahead, facing, stride = self.player.spot(t)
        pose = pose_of(self.player, t, stride)
        if ahead < .5:
            return None
        stance = (round(x, 4), round(ahead, 4), stride, tuple(sorted(pose.hands.items())))
        if self.known[0] != stance:
            _, camera = self.seen(self.body.points(pose), pose, x, ahead, facing)
            value = lit((100 * camera).astype(np.float32), self.body.triangles, self.body.colour, self.body.gloss, lights, sky)
            self.known = (stance, (camera, value))
        camera, value = self.known[1]
        world, head = self.seen(self.head.points(pose), pose, x, ahead, facing)
        shine = lit((100 * head).astype(np.float32), self.head.triangles, self.head.colour, self.head.gloss, lights, sky)
        drift = (0, 0) if stride is not None else np.multiply(self.player.drift(t), (self.focal / max(.5, ahead), -self.focal / max(.5, ahead)))
        body, face = self.screen(camera, drift), self.screen(head, drift)
        box = face[self.cast.head.box_points]
        yaw, pitch, away = seen_angles(self.height, *world[self.cast.head.box_points].mean(0), facing, pose.yaw, pose.pitch)
        view = {"head": around(box), "yaw": yaw, "pitch": pitch, "roll": pose.roll, "away": away,
                "hands": {side: around(body[n]) for side, n in self.hands.items()}}
        return [(self.body.triangles, body, value), (self.head.triangles, face, shine)], view


def around(points):
    return [float(v) for v in (*points[:, :2].min(0), *points[:, :2].max(0))]


def lamps(clip):
    """(lights, sky) for raster.lit, and the exposure: share of GREY_CARD."""
    light = light_of(clip)
    if light.sun == 0:
        return [(np.array((.25, .75, .6)), 1.1)], (.16, .06), NIGHT
    height, side = math.radians(light.sun_height), math.radians(light.sun_side)
    return [(np.array((math.sin(side) * math.cos(height), math.sin(height), math.cos(side) * math.cos(height))), .36 * light.sun)], (.5 * light.sky, .22 * light.sky), 1


def wall(clip, draw_, lights, sky):
    """Linear, {height, width, 3}: blotches and boards that nobody is, upright in the light that people are in."""
    w, h = clip["size"]
    tone = sum(cv2.resize(draw_.normal(0, 1 / np.sqrt(c), (c, 2 * c)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC) for c in (2, 5, 14))
    picture = np.exp(.35 * tone)[..., None] * draw_.uniform(.6, 1.2, 3).astype(np.float32)
    for _ in range(draw_.integers(3, 9)):
        x, y, a, b = draw_.uniform(0, w), draw_.uniform(0, .7 * h), draw_.uniform(.03, .2) * w, draw_.uniform(.03, .35) * h
        cv2.rectangle(picture, (int(x), int(y)), (int(x + a), int(y + b)), [float(v) for v in draw_.uniform(.1, 1.6, 3)], -1)
    light = sum(sky) / 2 + sum(strength * max(0, way[2]) for way, strength in lights)
    return cv2.GaussianBlur(picture * (WALL * light / picture.mean()), (0, 0), draw_.uniform(1, 4)).astype(np.float32)


def eight_bits(linear, gain):
    """What a camera makes of light: {height, width, 3}, uint8."""
    steps = (linear * (4095 * gain)).clip(0, 4095).astype(np.uint16)
    return cv2.GaussianBlur(TONES[steps], (0, 0), .7)


def reach(screens, w, h):
    """Left, top, right, bottom of the pixels that people can be on, or None."""
    if not screens:
        return None
    low, high = np.min([s.min(0) for s in screens], 0), np.max([s.max(0) for s in screens], 0)
    l, u, r, b = max(0, int(low[0]) - 3), max(0, int(low[1]) - 3), min(w, int(high[0]) + 4), min(h, int(high[1]) + 4)
    return (l, u, r, b) if l < r and u < b else None


def sketch(clip, ict, bodies, to, tell=print):
    """Writes TO/NAME.mp4 and TO/NAME.truth.jsonl; neither is there before both are whole. A script's variants share wall, exposure and noise."""
    draw_ = np.random.default_rng([clip["seed"], *(person["identity"] for person in clip["people"])])
    actors = [Actor(clip, person, person_of(ict, bodies, person)) for person in clip["people"]]
    lights, sky, exposure = lamps(clip)
    empty, (w, h) = wall(clip, draw_, lights, sky), clip["size"]
    gain = GREY_CARD * exposure * draw_.uniform(.75, 1.3) / empty.mean()
    light = light_of(clip)
    noise = light.noise if clip["noise"] is None else clip["noise"]
    grain = [cv2.GaussianBlur(draw_.normal(0, 1.7 * noise, (h, w, 3)).astype(np.float32), (0, 0), .6).astype(np.int16) for _ in range(GRAINS)]
    still = eight_bits(empty, gain)

    def frame(i):
        t = i / clip["fps"]
        placed = [(actor, p) for actor in actors for p in [actor.place(t, lights, sky)] if p]
        picture, people = still.copy(), []
        box = reach([screen for _, (groups, _) in placed for _, screen, _ in groups], w, h)
        if box:
            l, u, r, b = box
            light_, depth = empty[u:b, l:r].copy(), np.full((b - u, r - l), -1e9, np.float32)
            for _, (groups, _) in placed:
                for faces, screen, value in groups:
                    draw(screen - np.float32((l, u, 0)), faces, value, light_, depth)
            picture[u:b, l:r] = eight_bits(light_, gain)
        for actor, (_, view) in placed:
            x0, y0, x1, y1 = view["head"]
            inside = max(0, min(w, x1) - max(0, x0)) * max(0, min(h, y1) - max(0, y0)) / max(1, (x1 - x0) * (y1 - y0))
            if inside > 0:
                people.append(person_now(actor.person, clip, t, view, inside, [] if inside > .97 else ["frame edge"]))
        turned_ = grain[int(draw_.integers(GRAINS))][::int(draw_.choice([-1, 1])), ::int(draw_.choice([-1, 1]))]
        picture = cv2.add(picture, np.ascontiguousarray(np.roll(turned_, int(draw_.integers(h)), 0)), dtype=cv2.CV_8U)
        if (i + 1) % 500 == 0:
            tell(f"{clip['name']}: frame {i + 1}")
        return np.ascontiguousarray(picture[..., ::-1]), people
    return write(clip, to, frame, "veryfast")
