"""What happens in each sample clip: who, where, which expression, when. Plain data and its timeline; nothing is drawn here."""
import math
from dataclasses import dataclass, field

import numpy as np

from heads import both, mix
from people import Pose

EXPRESSIONS = {  # name -> ICT shape weights at intensity 1
    "neutral": {},
    # the mildest mix that models/face-expression reads as fear at heads of 80 to 100 pixels (README.md)
    "fear": {**both(browInnerUp=1.5, browDown=1.3, eyeWide=1.4, mouthStretch=1.4, mouthFrown=1, mouthLowerDown=.8), "jawOpen": .5},
    "laugh": {**both(mouthSmile=1, cheekSquint=.9, cheekRaiser=.8, mouthUpperUp=.5, eyeSquint=.3), "jawOpen": .35},
    "anger": {**both(browDown=1.2, eyeSquint=.4, noseSneer=1, mouthUpperUp=.7, mouthLowerDown=.7), "jawOpen": .4},
}
EASE_SECONDS = .8  # from one expression to the next


@dataclass
class Role:
    look: dict  # keyword arguments of people.Person
    start: tuple  # metres right of the camera, metres ahead of it
    facing: float = 0  # degrees; 0 looks along the camera's axis, towards it
    end: tuple = None  # where a walk ends; None stands
    leaves: float = 0  # seconds: start of the walk
    speed: float = 1.05  # metres a second
    acts: list = field(default_factory=lambda: [(0, "neutral", 0)])  # (from second, expression, intensity)
    gaze: tuple = (0, 0)  # degrees of yaw and pitch of the head about which it sways
    sway: float = 1.0
    seed: int = 1

    def place(self, t):
        """(x, distance, facing, stride, walking) or None outside the walk."""
        if self.end is None:
            return *self.start, self.facing, None
        gone = np.subtract(self.end, self.start)
        way = (t - self.leaves) * self.speed
        if not 0 <= way <= np.hypot(*gone):
            return None
        x, d = np.add(self.start, gone * way / np.hypot(*gone))
        return x, d, math.degrees(math.atan2(gone[0], -gone[1])), 2 * math.pi * way / 1.25  # 1.25 m: two steps

    def act(self, t):
        """(expression, intensity) to write down as truth, and the ICT weights."""
        levels = []
        for i, (since, name, intensity) in enumerate(self.acts):
            until = self.acts[i + 1][0] if i + 1 < len(self.acts) else math.inf
            rise = 1 if i == 0 else smooth((t - since) / EASE_SECONDS)
            levels.append((name, intensity, rise * (1 - smooth((t - until) / EASE_SECONDS))))
        name, intensity, level = max(levels, key=lambda each: each[2])
        weights = mix(*((v * a, self._live(n, t)) for n, a, v in levels))
        return (name, round(intensity * level, 3)), mix((1, weights), (self._blink(t) * (1 - .6 * weights.get("eyeWide_L", 0)), both(eyeBlink=1)))

    def _live(self, name, t):
        """An expression is never still: talk moves the jaw, a laugh shakes, fear trembles."""
        s = self.seed
        if name == "talk":
            loud = .5 + .5 * math.sin(1.7 * t + s)
            jaw = max(0, .5 * math.sin(17 * t + s) + .35 * math.sin(10.3 * t + 2 * s) + .15) * (.35 + .65 * loud)
            return {"jawOpen": .3 * jaw, "mouthFunnel": .25 * max(0, math.sin(7.1 * t + s)), **both(
                mouthStretch=.12 * max(0, math.sin(5.3 * t + s)), browOuterUp=.15 * loud, browInnerUp=.1 * loud, mouthSmile=.15)}
        live = EXPRESSIONS[name]
        if name == "laugh":
            return mix((.9 + .1 * math.sin(2.1 * t + s), live), (.08 * max(0, math.sin(24 * t)), {"jawOpen": 1}))
        if name == "fear":
            return mix((.95 + .05 * math.sin(3.1 * t + s), live), (.05 * math.sin(9.7 * t + s), {"jawOpen": 1}))
        return live

    def _blink(self, t):
        every = 3.1 + .37 * (self.seed % 5)
        into = (t + 1.3 * self.seed) % every
        return max(0, 1 - abs(into - .12) / .13)

    def pose(self, t, stride):
        s, a = self.seed, self.sway
        (name, level), weights = self.act(t)
        shake = level if name == "fear" else 0
        nod = (2.5 * math.sin(3.9 * t + s) if name == "talk" else 3 * math.sin(5 * t) * level if name == "laugh" else 0)
        return Pose(expression=weights,
                    yaw=self.gaze[0] + a * (3.2 * math.sin(.7 * t + 2 * s) + 1.6 * math.sin(1.9 * t + s)) + shake * 2.5 * math.sin(2.9 * t),
                    pitch=self.gaze[1] + a * (1.6 * math.sin(.9 * t + s) + nod) + shake * .8 * math.sin(7 * t),
                    roll=a * 2 * math.sin(.6 * t + 3 * s), stride=stride)

    def drift(self, t):
        """Pixels, (right, down), that a standing body sways."""
        return 1.6 * self.sway * math.sin(.8 * t + self.seed), .5 * math.sin(1.3 * t + 2 * self.seed)


def smooth(s):
    s = min(max(s, 0), 1)
    return s * s * (3 - 2 * s)


@dataclass
class Clip:
    name: str
    seconds: float
    rate: float  # frames a second
    size: tuple  # pixels
    focal: float  # pixels
    camera: tuple  # metres above the ground, degrees down
    sky: str
    roles: list
    held: int = 1  # frames that one rendered sprite lasts
    noise: float = 2.0  # standard deviation of the sensor noise, of 255
    kilobits: int = 1000  # a second


RED, TEAL, MUSTARD, NAVY, PLUM, CREAM, OLIVE, RUST = ((150, 40, 54), (54, 104, 100), (176, 136, 66), (48, 60, 96), (106, 52, 98),
                                                      (206, 196, 172), (98, 104, 66), (150, 84, 52))
GREY_HAIR, BROWN_HAIR = (128, 124, 120), (48, 30, 20)

CLIPS = [
    Clip("bus-stop", 20, 12.5, (1280, 720), 2600, (2.7, 10.5), "day", kilobits=1000, roles=[
        Role(dict(identity={1: -1, 2: .7, 5: .5}, skin="mid", hair="long", cloth=TEAL, hem=-115, height=.98, seed=5),
             (.88, 4.8), facing=-6, gaze=(-2, -7), acts=[(0, "neutral", 0), (9, "fear", 1)], sway=.8, seed=1),
        Role(dict(identity={4: 1, 0: -.7, 6: .8}, skin="dark", cloth=CREAM, pattern="stripes", second=(70, 90, 140), seed=6, arms="crossed"),
             (-.7, 5.7), facing=-6, gaze=(4, -5), acts=[(0, "neutral", 0), (3, "talk", .8), (8, "neutral", 0), (12, "talk", .8)], seed=2),
        Role(dict(identity={0: .8, 3: -1}, skin="light", hair="scarf", cover_colour=RED, cloth=MUSTARD, hem=-115, height=.95, seed=7),
             (-2.5, 8.6), end=(-.35, 3.7), leaves=.4, gaze=(-14, -5), sway=.6, seed=3),
        Role(dict(identity={7: 1, 8: -.7, 9: .8}, skin="mid", cloth=NAVY, hair_colour=BROWN_HAIR, height=1.02, build=1.06, seed=8),
             (2.45, 9.3), end=(-.5, 3.8), leaves=11.5, gaze=(14, -5), acts=[(0, "talk", .6)], sway=.6, seed=4)]),
    Clip("market", 20, 12.5, (1280, 720), 2600, (2.7, 10.5), "late", kilobits=1000, roles=[
        Role(dict(identity={1: -1, 2: .7, 5: .5}, skin="dark", cloth=NAVY, pattern="checks", second=(150, 150, 170), arms="phone", height=1.03, seed=11),
             (-.95, 5.0), facing=8, gaze=(4, -5), acts=[(0, "talk", 1), (4, "anger", 1), (7.5, "talk", 1), (10, "anger", 1), (14, "talk", 1), (17, "anger", .9)],
             sway=1.2, seed=5),
        Role(dict(identity={2: .9, 11: -.8, 4: .5}, skin="light", hair="long", hair_colour=BROWN_HAIR, cloth=PLUM, hem=-115, height=.97, seed=12),
             (.38, 5.9), facing=12, gaze=(-5, -6), acts=[(0, "laugh", .5), (2.5, "talk", .8), (6, "laugh", 1), (9.5, "neutral", 0), (12, "laugh", 1), (16, "talk", 1)],
             seed=2),
        Role(dict(identity={12: .9, 0: -.6, 13: .8}, skin="mid", hair="bun", cloth=RUST, pattern="stripes", second=(196, 150, 80), hem=-115, height=.98, seed=13),
             (1.08, 6.1), facing=-16, gaze=(-6, -5), acts=[(0, "talk", 1), (5.5, "laugh", .9), (9, "talk", 1), (12.3, "laugh", 1), (16, "laugh", .4)], seed=3),
        Role(dict(identity={14: .8, 3: .8}, skin="mid", cloth=CREAM, hair_colour=GREY_HAIR, hem=-100, build=1.08, seed=14),
             (-2.2, 8.5), end=(.45, 3.75), leaves=.8, gaze=(-14, -4), sway=.6, seed=1),
        Role(dict(identity={0: .8, 3: -1}, skin="light", hair="scarf", cover_colour=(60, 92, 120), cloth=OLIVE, hem=-115, height=.96, seed=15),
             (-2.35, 9.0), end=(.3, 3.75), leaves=7.6, gaze=(-14, -4), acts=[(0, "talk", .8)], sway=.6, seed=4),
        Role(dict(identity={7: 1, 8: -.7, 9: .8}, skin="dark", cloth=MUSTARD, pattern="checks", second=(90, 60, 40), seed=16),
             (-2.2, 8.5), end=(.45, 3.75), leaves=13.4, speed=1.2, gaze=(-14, -5), acts=[(0, "talk", .5)], sway=.6, seed=6)]),
    Clip("crossing-1080p25", 10, 25, (1920, 1080), 3900, (3.0, 8.7), "day", held=2, kilobits=2200, noise=3.0, roles=[
        Role(dict(identity={14: .8, 3: .8}, skin="mid", cloth=OLIVE, hair_colour=GREY_HAIR, hem=-100, build=1.05, seed=21),
             (-1.05, 7.6), facing=6, gaze=(-3, -5), acts=[(0, "neutral", 0), (5, "talk", .9)], seed=1),
        Role(dict(identity={2: .9, 11: -.8, 4: .5}, skin="light", hair="scarf", cover_colour=PLUM, cloth=CREAM, hem=-115, height=.96, seed=22),
             (.4, 8.5), facing=6, gaze=(-4, -7), acts=[(0, "talk", 1), (6, "laugh", .9)], seed=2),
        Role(dict(identity={4: 1, 0: -.7, 6: .8}, skin="dark", hair="bun", cloth=RED, pattern="stripes", second=(196, 160, 90), hem=-115, height=.97, seed=23),
             (1.35, 9.2), facing=-14, gaze=(-4, -5), acts=[(0, "neutral", 0), (2.5, "talk", .8), (6.2, "laugh", 1)], seed=3),
        Role(dict(identity={12: .9, 0: -.6, 13: .8}, skin="mid", cloth=NAVY, pattern="checks", second=(150, 160, 180), seed=24),
             (-.5, 10.9), facing=-4, gaze=(3, -4), seed=4)]),
]
