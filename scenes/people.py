"""A synthetic person: a head of heads.py with eyes, hair or scarf, clothes and limbs. Same space: centimetres, y up.

A person is a list of Parts of fixed topology; `points(pose)` gives every vertex for one moment.
"""
from dataclasses import dataclass, field

import numpy as np

from heads import Head, linear, turned

FEET = -153.0  # height of the ground below the head's origin, which lies between the eyes and the mouth
LEG_SWING = .4  # radians, of a calm walk


@dataclass
class Pose:
    expression: dict = field(default_factory=dict)  # ICT shape name -> weight
    yaw: float = 0  # of the head against the body, degrees
    pitch: float = 0  # positive looks down
    roll: float = 0
    stride: float = None  # walk cycle in radians; None stands


@dataclass
class Part:
    faces: np.ndarray  # vertex numbers of quads, -1 where a triangle has no fourth
    colour: np.ndarray  # linear, per vertex
    material: str
    points: object  # Pose -> vertices


def grid_faces(rows, columns, closed):
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns if closed else columns - 1), indexing="ij")
    a, b = r * columns + c, r * columns + (c + 1) % columns
    return np.stack([a, a + columns, b + columns, b], -1).reshape(-1, 4)


def tube(joints, radii, rows=22, columns=14):
    """Points of a limb through the joints, shape {rows * columns, 3}; flattened nowhere, closed at both ends."""
    joints, radii = np.asarray(joints, float), np.asarray(radii, float)
    at = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(joints, axis=0), axis=1))])
    s = np.linspace(0, at[-1], rows)
    centre = np.stack([np.interp(s, at, joints[:, k]) for k in range(3)], -1)
    for _ in range(3):  # round the elbows
        centre[1:-1] = (centre[:-2] + 2 * centre[1:-1] + centre[2:]) / 4
    radius = np.interp(s, at, radii) * np.sqrt(np.clip(np.minimum(s, at[-1] - s) / radii.min(), .02, 1))
    along = np.gradient(centre, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.cross(along, (0, .2, 1))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(along, side)
    turn = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    ring = np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * other[:, None]
    return (centre[:, None] + radius[:, None, None] * ring).reshape(-1, 3)


def sphere(rows=24, columns=32):
    """Unit sphere about z, as a grid; row 0 looks ahead."""
    t, p = np.meshgrid(np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns, endpoint=False), indexing="ij")
    return np.stack([np.sin(t) * np.cos(p), np.sin(t) * np.sin(p), np.cos(t)], -1).reshape(-1, 3)


def waves(angle, seed, count, slowest, fastest):
    """A repeatable ripple over an angle, about -1 to 1."""
    draw = np.random.default_rng(seed)
    return sum(np.sin(draw.integers(slowest, fastest) * angle + draw.uniform(0, 7)) for _ in range(count)) / np.sqrt(count)


# How far down hair or cloth reaches, in cm, by the angle from straight ahead (0) to the back of the head (180 degrees).
COVERS = {
    "short": dict(margin=1.2, edge=[(0, 11.2), (22, 10.6), (38, 10.4), (52, 7.6), (66, 4.6), (74, 1.5), (80, 4.5), (100, 5), (118, 0), (135, -4.5), (180, -6)]),
    "long": dict(margin=1.5, edge=[(0, 12), (12, 11.4), (30, 10), (50, 6.6), (62, 2), (70, -6), (80, -15), (180, -19)]),
    "bun": dict(margin=.9, edge=[(0, 12), (14, 11.2), (35, 10), (52, 7.4), (66, 4.4), (80, 4), (100, 4), (118, 0), (140, -3), (180, -4)]),
    "scarf": dict(margin=1.6, edge=[(0, 11.2), (25, 10.4), (42, 7.4), (54, 1), (62, -6), (72, -13), (90, -17), (180, -22)]),
}
MIDDLE = np.array([0, 3.2, .5])  # of the skull


def cover(head, kind, seed, rows=44, columns=180):
    """Hair or a scarf as one shell from the crown down to its edge, shape {rows * columns, 3}."""
    skull = head.neutral[:14062] - MIDDLE
    length = np.linalg.norm(skull, axis=1)
    units = skull / length[:, None]
    angle = np.linspace(-np.pi, np.pi, columns, endpoint=False)
    edge = np.interp(np.abs(np.degrees(angle)), *zip(*COVERS[kind]["edge"]))
    cloth = kind == "scarf"
    if not cloth:
        edge += .35 * waves(angle, seed, 4, 20, 60)
    tilt = np.linspace(.02, np.pi / 2, 30)
    result = np.empty((rows, columns, 3))
    for c, a in enumerate(angle):
        ways = np.stack([np.sin(tilt) * np.sin(a), np.cos(tilt), np.sin(tilt) * np.cos(a)], -1)
        near = np.where(ways @ units.T > .985, (ways @ skull.T), 0).max(1)
        near = np.convolve(np.pad(near, 2, mode="edge"), np.ones(5) / 5, "valid")
        dome = ways * near[:, None]
        fall = np.linspace(0, -27, 50)[1:, None] * (0, 1, 0)
        spread = np.interp(fall[:, 1], [-27, -19, -11, -5, 0], [1.75, 1.45, 1.02, .98, 1] if cloth else [1.0, .98, .9, .95, 1])
        path = np.concatenate([dome, np.stack([dome[-1, 0] * spread, fall[:, 1], dome[-1, 2] * spread], -1)]) + MIDDLE
        path = path[path[:, 1] >= edge[c]]
        s = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
        wanted = np.linspace(0, s[-1], rows)
        line = np.stack([np.interp(wanted, s, path[:, k]) for k in range(3)], -1)
        lift = COVERS[kind]["margin"] * (1 - (.75 if cloth else .9) * np.linspace(0, 1, rows) ** (5 if cloth else 4))
        ripple = (.4 if cloth else .17) * waves(np.array(a), seed + 1, 9, 6 if cloth else 20, 14 if cloth else 90)
        away = (line - MIDDLE) * (1, .8, 1)
        away[:, 1] = np.where(line[:, 1] < MIDDLE[1], 0, away[:, 1])
        away /= np.linalg.norm(away, axis=1, keepdims=True)
        grow = np.linspace(0, 1, rows) ** (1 if cloth else .5)
        result[:, c] = line + (lift + ripple * grow)[:, None] * away
    return result.reshape(-1, 3)


# Rings of the upper garment: height, half width, front, back; the neck opening first.
TORSO = np.array([(-9.6, 6.9, 6.2, -7.2), (-10.6, 7.6, 6.2, -7.7), (-12, 10.4, 6.4, -8.8), (-13.6, 13.2, 6.8, -9.8), (-15.6, 15.4, 7.2, -10.4),
                  (-18.5, 16.6, 7.8, -11), (-23, 16.8, 8.8, -11.5), (-30, 16, 10.2, -11.2), (-38, 15.2, 10.2, -10.4), (-50, 14.4, 9.2, -9.4),
                  (-60, 14.4, 9, -9.2), (-72, 16.4, 9.6, -10.6), (-82, 17.6, 9.8, -11), (-100, 18.6, 10.4, -11.2), (-118, 20, 11.6, -12)])


def torso(build, hem, rows=80, columns=72, seed=0):
    h = np.linspace(TORSO[0, 0], hem, rows)
    half, front, back = (np.interp(h, TORSO[::-1, 0], TORSO[::-1, k]) for k in (1, 2, 3))
    wide = np.interp(h, [-25, -12], [build, 1])
    turn = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    c, s = np.cos(turn), np.sin(turn)
    square = (np.abs(c) ** 2.4 + np.abs(s) ** 2.4) ** (-1 / 2.4)
    fold = 1 + np.interp(h, [hem, -60, -25, -12], [.045, .03, .012, 0])[:, None] * waves(turn, seed, 5, 3, 11)[None]
    x = half[:, None] * wide[:, None] * (c * square)[None] * fold
    middle, deep = (front + back) / 2, (front - back) / 2
    z = middle[:, None] + deep[:, None] * wide[:, None] * (s * square)[None] * fold
    y = np.repeat(h[:, None], columns, 1) - .5 * waves(turn, seed + 1, 3, 2, 6)[None] * np.interp(h, [-40, -20], [1, 0])[:, None]
    return np.stack([x, y, z], -1).reshape(-1, 3)


def patterned(rows, columns, rgb, pattern, second):
    """Linear colours of a grid of cloth: "plain", "stripes" across it or "checks"."""
    row, column = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    down, across = row // 2 % 3 == 0, column // 2 % 3 == 0
    marked = {"plain": down & False, "stripes": down, "checks": across | down}[pattern]
    return linear(np.where(marked.reshape(-1, 1), second, rgb))


class Person:
    """One look. `arms`: "down", "phone" (right hand at the ear), "crossed", "bag"."""

    def __init__(self, ict, identity, skin, hair="short", hair_colour=(24, 18, 16), cloth=(90, 100, 120), pattern="plain", second=(200, 200, 200),
                 trousers=(50, 50, 58), cover_colour=None, build=1.0, hem=-84, arms="down", height=1.0, seed=1):
        self.head, self.build, self.arms, self.height, self.seed = Head(ict, identity, skin, hair_colour), build, arms, height, seed
        self.parts = []
        head = self.head
        skin_quads = head.quads("M_Face", "M_BackHead", "M_GumsTongue")
        self._add(skin_quads, head.colour, "skin", self._face)
        self._add(head.quads("M_Teeth"), head.colour, "teeth", self._face)
        for side in ("Left", "Right"):
            ball = sphere()
            off = np.degrees(np.arccos(ball[:, 2].clip(-1, 1)))[:, None]
            iris = np.where(off < 10, (8, 8, 8), np.where(off < 24, (52, 32, 20), np.where(off < 27, (26, 18, 14), (214, 206, 198))))
            self._add(grid_faces(24, 32, True), linear(iris), "wet", lambda pose, side=side, ball=ball: self._eye(pose, side, ball))
        shell = cover(head, hair, seed)
        streaks = np.tile(waves(np.linspace(-np.pi, np.pi, 180), seed + 3, 6, 20, 70), 44)[:, None]
        base = np.array(hair_colour if cover_colour is None else cover_colour, float)
        self._add(grid_faces(44, 180, True), linear((base * (1 + .18 * streaks)).clip(0, 255)), "cloth" if hair == "scarf" else "hair",
                  lambda pose: turned(shell, pose.yaw, pose.pitch, pose.roll))
        if hair == "bun":
            knot = sphere() * (4.2, 3.8, 3.4) + (0, 6.5, -11.2)
            self._add(grid_faces(24, 32, True), np.tile(linear(hair_colour), (len(knot), 1)), "hair",
                      lambda pose: turned(knot, pose.yaw, pose.pitch, pose.roll))
        if hair == "scarf":
            turn = np.linspace(0, 2 * np.pi, 15)
            loop = tube(np.stack([-10.5 * np.sin(turn), -12.5 + 2.2 * np.cos(turn), -.5 - 8.5 * np.cos(turn)], -1), np.full(15, 2.6), 60)
            self._add(grid_faces(60, 14, True), np.tile(linear(base * .93), (len(loop), 1)), "cloth", lambda pose: loop)
        trunk = torso(build, hem, seed=seed)
        self._add(grid_faces(80, 72, True), patterned(80, 72, cloth, pattern, second), "cloth", lambda pose: self._swung(trunk, pose))
        for side in (-1, 1):
            self._add(grid_faces(22, 14, True), patterned(22, 14, cloth, pattern, second), "cloth",
                      lambda pose, side=side: tube(self._arm(side, pose)[:3], (5.9, 4.9, 3.6)))
            self._add(grid_faces(22, 14, True), np.tile(linear(head.skin), (22 * 14, 1)), "skin",
                      lambda pose, side=side: tube(self._arm(side, pose)[2:], (2.6, 2.9, 3.7, 3, 1.5)))
            self._add(grid_faces(22, 14, True), np.tile(linear(trousers), (22 * 14, 1)), "cloth",
                      lambda pose, side=side: tube(self._leg(side, pose), (9, 6.8, 5.6)))
            self._add(grid_faces(24, 32, True), np.tile(linear((40, 32, 28)), (24 * 32, 1)), "cloth",
                      lambda pose, side=side: sphere() * (4.6, 3.6, 12) + self._leg(side, pose)[2] + (0, -3, 5))
        if arms == "phone":
            box = np.array([(x, y, z) for x in (-.6, .6) for y in (-6.5, 6.5) for z in (-3.3, 3.3)]) + (-10.6, -.5, 3.2)
            faces = np.array([(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])
            self._add(faces, np.tile(linear((20, 20, 24)), (8, 1)), "wet", lambda pose: turned(box, pose.yaw, pose.pitch, pose.roll))

    def _add(self, faces, colour, material, points):
        self.parts.append(Part(faces, colour, material, points))

    def _face(self, pose):
        return turned(self.head.points(pose.expression), pose.yaw, pose.pitch, pose.roll)

    def _eye(self, pose, side, ball):
        centre, radius, ahead = self.head.eye(self.head.points(pose.expression), side)
        right = np.cross((0, 1, 0), ahead)
        right /= np.linalg.norm(right)
        turn = np.stack([right, np.cross(ahead, right), ahead])
        return turned(centre + .985 * radius * ball @ turn, pose.yaw, pose.pitch, pose.roll)

    def _swung(self, points, pose):
        """The walk's sway of the trunk, and below the hips the cloth goes with each leg."""
        if pose.stride is None:
            return points
        sway = np.interp(points[:, 1], [-85, -14], [.8, 0]) * np.sin(pose.stride)
        below = np.clip(-82 - points[:, 1], 0, None)
        ahead = -np.tan(LEG_SWING * np.sin(pose.stride)) * below * np.clip(points[:, 0] / 6, -1, 1)
        return points + np.stack([sway, 0 * sway, ahead], -1)

    def _arm(self, side, pose):
        """Shoulder, elbow, wrist, then palm to finger tips."""
        b = self.build
        shoulder = np.array([side * 13.8 * b, -20, -1.5])
        if self.arms == "phone" and side < 0:
            elbow, wrist = shoulder + (-8.5, -25, 9), np.array([-14.6, -10.5, 8.5])
            ends = wrist + [(.7, 1, -.6), (1.8, 5, -2), (2.6, 9, -3.2), (3, 12, -4)]
            return np.array([shoulder, elbow, wrist, *turned(ends, pose.yaw, pose.pitch, pose.roll)])
        if self.arms == "crossed":
            elbow, wrist = shoulder + (side * 5.5, -26, 4), np.array([-side * 4, -40 - side * 2.5, 16 + side])
            return np.array([shoulder, elbow, wrist, *(wrist + np.array([(-side * k, .15 * k, -.25 * k) for k in (-2, 4, 9, 13)]))])
        if self.arms == "bag" and side > 0:
            elbow, wrist = shoulder + (4.5, -27, 1), shoulder + (-1, -33, 21)
            return np.array([shoulder, elbow, wrist, *(wrist + np.array([(-.5 * k, .2 * k, .8 * k) for k in (-2, 4, 9, 13)]))])
        reach = 0 if pose.stride is None else .42 * side * np.sin(pose.stride)
        down, ahead = np.cos(reach), np.sin(reach)
        elbow = shoulder + (side * 4.2 * b, -28 * down, 28 * ahead - 1)
        bend = reach + .25
        wrist = elbow + (side * .8, -25 * np.cos(bend), 25 * np.sin(bend))
        return np.array([shoulder, elbow, wrist, *(wrist + np.array([(0, -k * np.cos(bend), k * np.sin(bend)) for k in (-2, 4, 9, 15)]))])

    def _leg(self, side, pose):
        hip = np.array([side * 8.5, -82, -.5])
        reach = 0 if pose.stride is None else -LEG_SWING * side * np.sin(pose.stride)
        knee = hip + (side * .5, -36 * np.cos(reach), 36 * np.sin(reach) + .5)
        bend = reach - (0 if pose.stride is None else .55 * max(0, side * np.cos(pose.stride)))
        return np.array([hip, knee, knee + (0, -32 * np.cos(bend), 32 * np.sin(bend))])

    def moving(self):
        """Which vertices a turn of the head or an expression can move, and their surroundings."""
        p = self.points(Pose())
        return np.flatnonzero((p[:, 1] > -13.5) & (np.abs(p[:, 0]) < 20))

    def points(self, pose):
        return np.concatenate([part.points(pose) for part in self.parts])
