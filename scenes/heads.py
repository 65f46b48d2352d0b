"""A synthetic head: identity, sex, age, skin, expression. Data in, numbers out; Blender is not needed here.

Geometry: ICT-FaceKit (MIT, (c) 2020 USC Institute for Creative Technologies), packed as one .npz file by pack_heads.py.
Space: x to the head's left as the camera sees it (right in the picture), y up, z towards the camera, in centimetres.
"""
import numpy as np

# Multi-PIE's 68 landmarks as vertex numbers, from ICT-FaceKit's README.
LANDMARKS = [1225, 1888, 1052, 367, 1719, 1722, 2199, 1447, 966, 3661, 4390, 3927, 3924, 2608, 3272, 4088, 3443, 268, 493, 1914,
             2044, 1401, 3615, 4240, 4114, 2734, 2509, 978, 4527, 4942, 4857, 1140, 2075, 1147, 4269, 3360, 1507, 1542, 1537, 1528,
             1518, 1511, 3742, 3751, 3756, 3721, 3725, 3732, 5708, 5695, 2081, 0, 4275, 6200, 6213, 6346, 6461, 5518, 5957, 5841,
             5702, 5711, 5533, 6216, 6207, 6470, 5517, 5966]
FACE_END, SKIN_END, TEETH_END = 9409, 14062, 21451  # vertex ranges in ICT-FaceKit: face; skull and neck; gums and teeth
# The Monk Skin Tone scale, lightest first, as published (Monk 2022, skintone.google), sRGB.
MONK = ("f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a", "292420")
BLOOD = (8, 8, 8, 8, 8, 8, 8, 8, 8, 7)  # least a* of each step
MELANIN = (15, 16, 17, 18, 18, 18, 16, 13, 11, 9)  # least b* of each step
TO_XYZ = np.array([[.4124, .3576, .1805], [.2126, .7152, .0722], [.0193, .1192, .9505]])  # of linear sRGB (IEC 61966-2-1)
WHITE = np.array([.9505, 1, 1.089])  # D65
HAIR_COLOURS = {"black": (22, 17, 15), "brown": (52, 34, 24), "grey": (120, 116, 112), "white": (205, 202, 196)}
MODES = 18  # of ICT's identities that a seed draws; those are ordered by how much they change
MODE_SIZE = .62  # standard deviation of a drawn weight
NECK = np.array([0, -7, -1.5])  # the head turns about this point
NECK_FREE, NECK_FIXED = -4, -12  # above the first height all of a turn is seen, below the second none
SKULL_MIDDLE = np.array([0, 3.2, .5])


def linear(rgb):
    """sRGB in [0, 255] to the linear colour, in [0, 1], that the renderer wants."""
    c = np.asarray(rgb, float) / 255
    return np.where(c <= .04045, c / 12.92, ((c + .055) / 1.055) ** 2.4)


def to_lab(light):
    """CIELAB (L*, a*, b*; D65) of linear sRGB in [0, 1]."""
    x, y, z = (TO_XYZ @ light) / WHITE
    x, y, z = (np.cbrt(v) if v > .008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def from_lab(lightness, a, b):
    """Linear sRGB in [0, 1] of CIELAB; what sRGB cannot show is cut."""
    y = (lightness + 16) / 116
    xyz = np.array([v ** 3 if v > .206893 else (v - 16 / 116) / 7.787 for v in (y + a / 500, y, y - b / 200)]) * WHITE
    return np.linalg.solve(TO_XYZ, xyz).clip(0, 1)


def both(**weights):
    return {f"{name}_{side}": w for name, w in weights.items() for side in "LR"}


def mix(*parts):
    """Adds up (share, weights) pairs: mix((.5, FEAR), (1, BLINK))."""
    total = {}
    for share, weights in parts:
        for name, w in weights.items():
            total[name] = total.get(name, 0) + share * w
    return total


def turned(points, yaw, pitch, roll):
    """The points with the head turned, in degrees; the neck bends, the chest stays."""
    y, p, r = np.radians([yaw, pitch, roll])
    turn = (np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
            @ np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
            @ np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]]))
    share = np.clip((points[:, 1] - NECK_FIXED) / (NECK_FREE - NECK_FIXED), 0, 1)[:, None]
    share = share * share * (3 - 2 * share)
    return points + share * ((points - NECK) @ turn.T + NECK - points)


def monk(step):
    """sRGB paint of step 1 to 10: the swatch's lightness, its linear light scaled so that in our sunlight the pictures, not the paint, look like it.

    The swatches of the lightest and darkest steps are nearly grey; skin is not. The redness of faces hardly differs between people (Xiao et al. 2017,
    doi:10.1111/srt.12295), so no step has less than BLOOD of it, nor less yellow than skin of its lightness.
    """
    lightness, red, yellow = to_lab(linear([int(MONK[step - 1][i:i + 2], 16) for i in (0, 2, 4)]))
    light = from_lab(lightness, max(red, BLOOD[step - 1]), max(yellow, MELANIN[step - 1]))
    light = light * np.interp(step, [1, 4, 6, 7, 10], [.6, .56, .8, .95, 1.15]) * (1.12, .98, .93)  # the sky's fill light is blue
    return 255 * np.where(light <= .0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - .055)


def identity_weights(seed, modes):
    return dict(enumerate(np.clip(np.random.default_rng([seed, 77]).normal(0, MODE_SIZE, min(MODES, modes)), -1.3, 1.3)))


class Head:
    """`identity` is a seed; `sex` and `age` change the shape a little, `skin` only the paint.

    brows: (cm that they are painted under their landmarks, share of hair's colour in them, times as wide); None as the films have them, along the landmarks.
    """

    def __init__(self, ict, identity, skin, sex="neither", age=30, hair_rgb=(22, 17, 15), bald=False, beard=False, masked=False, brows=None):
        weights = identity_weights(identity, len(ict["identity_deltas"]))
        self.neutral = ict["neutral"] + sum(np.float32(w) * ict["identity_deltas"][i].astype(np.float32) for i, w in weights.items())
        self.shapes = {str(name): delta.astype(np.float32) for name, delta in zip(ict["expression_names"], ict["expression_deltas"])}
        self.names = list(ict["material_names"])
        self.faces, self.part = ict["faces"], ict["material"]
        self.seed, self.age = identity, age
        self.maleness = {"female": -1, "neither": 0, "male": 1}[sex]
        self.neutral = self._sexed(self.neutral)
        self.neutral = self._aged(self.neutral, np.clip((age - 35) / 45, 0, 1))
        self.marks = self.neutral[LANDMARKS].copy()
        self.bearded = self._beard() if beard else np.zeros(len(self.neutral))
        if beard:
            away = self.neutral[:SKIN_END] - SKULL_MIDDLE - (0, -4, 0)
            rough = .75 + .5 * np.random.default_rng(identity).random(SKIN_END)
            self.neutral[:SKIN_END] += (self.bearded[:SKIN_END] * rough)[:, None] * .75 * away / np.linalg.norm(away, axis=1, keepdims=True)
        self.skin = monk(skin)
        self.hair, self.brows = np.array(hair_rgb, float), brows
        self.colour = self._paint(bald)
        # what a dust mask holds down moves less
        self.free = None
        if masked:
            held = (self.neutral[:, 1] < self.marks[29, 1]) & (np.arange(len(self.neutral)) < SKIN_END)
            self.free = np.where(held, .35, 1)[:, None].astype(np.float32)
        # For the truth boxes: everything of skin above the chin, ears included.
        self.box_points = np.flatnonzero(self.neutral[:SKIN_END, 1] > self.marks[8, 1] - .3)
        self._last = (None, None)  # the weights asked for last, and their points
        self.crown = float(self.neutral[:SKIN_END, 1].max())

    def points(self, weights):
        if self._last[0] is weights:
            return self._last[1]
        moved = np.zeros_like(self.neutral)
        for name, w in weights.items():
            if w:
                moved += np.float32(w) * self.shapes[name]
        result = self.neutral + (moved if self.free is None else moved * self.free)
        self._last = (weights, result)
        return result

    def quads(self, *materials):
        wanted = np.isin(self.part, [self.names.index(m) for m in materials])
        return self.faces[wanted]

    def eye(self, points, side):
        """Centre, radius in cm, and looking direction of one eyeball ("Left" or "Right")."""
        white = np.unique(self.quads("M_Sclera" + side).clip(0))[1:]
        iris = np.unique(self.quads("M_Iris" + side).clip(0))[1:]
        low, high = points[white].min(0), points[white].max(0)
        centre = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2] + (high[0] - low[0]) / 2])
        ahead = points[iris].mean(0) - centre
        return centre, (high[0] - low[0]) / 2, ahead / np.linalg.norm(ahead)

    def _sexed(self, points):
        """Jaw, brow ridge, nose, lips and neck, smoothly; nothing changes for "neither"."""
        m, marks, p = self.maleness, points[LANDMARKS].copy(), points.copy()
        low = smooth((marks[30, 1] - p[:, 1]) / 7)[:, None]  # 0 at the nose's tip, 1 at the chin
        neck = smooth((marks[8, 1] - p[:, 1]) / 4)[:, None]
        p[:, :1] *= 1 + m * (.045 * low + (.04 if m > 0 else .075) * neck)
        p[:, 2:] = np.where(neck > 0, (p[:, 2:] + 1.5) * (1 + m * .05 * neck) - 1.5, p[:, 2:])
        p[:, 1:2] -= m * .22 * low * (1 - neck)
        for spot, size, move in ((marks[19], 2.0, (0, -.12, .16)), (marks[24], 2.0, (0, -.12, .16)), (marks[30], 1.5, (0, 0, .2)),
                                 (marks[57], 1.3, (0, 0, -.1)), (marks[51], 1.1, (0, 0, -.08)), (marks[8], 2.0, (0, -.1, .16))):
            p += m * np.exp(-(np.linalg.norm(points - spot, axis=1) / size) ** 2)[:, None] * np.array(move)
        return p.astype(np.float32)

    def _aged(self, points, old):
        """Cheeks and lids sink a little; up to 16 to 80 years."""
        marks, p = points[LANDMARKS], points.copy()
        for jaw, mouth, side in ((5, 48, -1), (11, 54, 1)):
            p += old * np.exp(-(np.linalg.norm(points - (marks[jaw] + marks[mouth]) / 2, axis=1) / 2.2) ** 2)[:, None] * np.array((side * .12, -.4, .12))
            p -= old * np.exp(-(np.linalg.norm(points - (marks[mouth] + marks[jaw] * .3 + marks[36 if side < 0 else 45] * 1.2) / 2.5, axis=1) / 2) ** 2)[:, None] * np.array((0, .1, .35))
        return p.astype(np.float32)

    def _beard(self):
        """Share of beard per vertex, in [0, 1]: jaw, chin and upper lip."""
        p, m = self.neutral, self.marks
        x = np.abs(p[:, 0])
        line = np.interp(x, [0, 2.2, 3.6, np.abs(m[2, 0])], [m[33, 1] - .5, m[33, 1] - .75, m[48, 1] + .2, m[2, 1] + .6])
        lips = ((p[:, 0] / (abs(m[48, 0]) + .25)) ** 2 + ((p[:, 1] - (m[51, 1] + m[57, 1]) / 2) / (abs(m[51, 1] - m[57, 1]) / 2 + .12)) ** 2)
        share = smooth((line - p[:, 1]) / .7) * smooth((lips - .95) / .5) * smooth((p[:, 1] - m[8, 1] + 2.6) / 1.2) * smooth((p[:, 2] - m[0, 2] - .8) / 1)
        share[SKIN_END:] = 0
        return share

    def _blend(self, colour, share, rgb):
        return colour * (1 - share[:, None]) + np.asarray(rgb, float) * share[:, None]

    def _lines(self, colour, depth, lines, width=.16):
        for a, b in lines:
            colour = self._blend(colour, depth * np.exp(-(along(self.neutral[:FACE_END], a, b) / width) ** 2), self.skin * (.62, .52, .5))
        return colour

    def _paint(self, bald):
        """Linear colours per vertex: skin with ruddier cheeks, brows, lips, shade about the eyes, lines of age, hair under the hair."""
        marks, m, hair = self.marks, self.maleness, self.hair
        face = self.neutral[:FACE_END]
        draw = np.random.default_rng(self.seed + 5)
        old = float(np.clip((self.age - 35) / 40, 0, 1))
        ground = np.tile(self.skin, (len(self.neutral), 1))
        spots = sum(np.sin(self.neutral @ draw.normal(0, w, 3) + draw.uniform(0, 7)) for w in (.5, .9, 1.4, 2.2, 3.0))[:, None]
        ground *= 1 + .016 * spots
        c = ground[:FACE_END]
        warm = self.skin * (.99, .84, .8)
        for spot, size in ((marks[30], 1.5), ((marks[2] + marks[31]) / 2, 2.6), ((marks[14] + marks[35]) / 2, 2.6), (marks[8], 1.6)):
            c = self._blend(c, .5 * np.exp(-(np.linalg.norm(face - spot, axis=1) / size) ** 2), warm)
        for lids in ((36, 37, 38, 39, 40, 41), (42, 43, 44, 45, 46, 47)):
            middle = marks[list(lids)].mean(0)
            c = self._blend(c, (.28 + .2 * old) * np.exp(-(np.linalg.norm((face - middle - (0, -.35, 0)) * (.6, 1.05, .4), axis=1) / 1.25) ** 2), self.skin * (.7, .6, .58))
            edge = np.min([along(face, marks[a], marks[b]) for a, b in zip(lids, lids[1:] + lids[:1])], axis=0)
            c = self._blend(c, (.8 if m < 0 else .5) * np.exp(-(edge / .13) ** 2), (24, 16, 14))
        if m > 0:  # a shaven beard shows
            chin = smooth((marks[33, 1] - .6 - face[:, 1]) / 1.2) * smooth((face[:, 1] - marks[8, 1] + 2.5) / 1.5)
            c = self._blend(c, .16 * chin, self.skin * (.6, .6, .66))
        drop, share, wide = self.brows or (0, .9, 1)
        flat = slice(0, 2 if self.brows else 3)  # a line that is moved leaves the skin: it is seen from ahead then
        for brow in (marks[17:22], marks[22:27]):
            thick = wide * (.25 + .07 * m + .04 * draw.normal())
            line = (brow - (0, drop, 0))[:, flat]
            distance = np.min([along(face[:, flat], a, b) for a, b in zip(line[:-1], line[1:])], axis=0)
            c = self._blend(c, share * np.clip(1.5 - distance / thick, 0, 1), hair * .6 + self.skin * (.1 if old < .6 else .3))
        lips = inside(face[:, :2], marks[48:60, :2]) & ~inside(face[:, :2], marks[60:68, :2]) & (face[:, 2] > marks[48, 2] - .5)
        c[lips] = self.skin * (.86, .62, .6) if m >= 0 else self.skin * (.88, .52, .52)
        c = self._lines(c, .1 + .5 * old, [(marks[31] + (-.5, .1, .2), marks[48] + (-.55, .1, .3)), (marks[35] + (.5, .1, .2), marks[54] + (.55, .1, .3))], .2)
        c = self._lines(c, .5 * old, [(marks[a] + (s * .5, .1, 0), marks[a] + (s * 1.6, d, -.6)) for a, s in ((36, -1), (45, 1)) for d in (.6, 0, -.6)])
        c = self._lines(c, .45 * old, [(marks[19] + (-.5, h, -.2), marks[24] + (.5, h, -.2)) for h in (1.6, 2.6, 3.5)])
        ground[:FACE_END] = c
        skull = self.neutral[:SKIN_END]
        if not bald:
            behind = (skull[:, 2] < marks[0, 2] - 2.5) & (skull[:, 1] > marks[3, 1])
            under = smooth((skull[:, 1] - marks[19, 1] - 4.2) / .8)
            ground[:SKIN_END] = self._blend(ground[:SKIN_END], np.maximum(under, behind), hair)
        ears = (np.abs(skull[:, 0]) > np.abs(marks[0, 0]) + .3) & (np.abs(skull[:, 1] - marks[1, 1]) < 4.5)
        ground[:SKIN_END][ears] = self.skin * (.97, .88, .85)
        beard = self.bearded[:, None] * (.88 + .24 * draw.random((len(ground), 1)))
        ground = ground * (1 - np.clip(beard, 0, .96)) + hair * np.clip(beard, 0, .96)
        ground[SKIN_END:17039], ground[17039:TEETH_END], ground[TEETH_END:] = (140, 62, 62), (212, 204, 188), hair * .6
        return linear(ground.clip(0, 255))


def smooth(t):
    t = np.clip(t, 0, 1)
    return t * t * (3 - 2 * t)


def along(points, a, b):
    """Distance of each point from the line from a to b."""
    t = np.clip(((points - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
    return np.linalg.norm(points - (a + t[:, None] * (b - a)), axis=1)


def inside(points, polygon):
    result, j = np.zeros(len(points), bool), len(polygon) - 1
    for i in range(len(polygon)):
        (xi, yi), (xj, yj) = polygon[i], polygon[j]
        crosses = ((yi > points[:, 1]) != (yj > points[:, 1])) & (
            points[:, 0] < (xj - xi) * (points[:, 1] - yi) / (yj - yi + 1e-12) + xi)
        result ^= crosses
        j = i
    return result
