"""A synthetic head: identity, skin, expression. Data in, numbers out; Blender is not needed here.

Geometry: ICT-FaceKit (MIT, (c) 2020 USC Institute for Creative Technologies), packed as one .npz file; see README.md.
Space: x to the head's left as the camera sees it (right in the picture), y up, z towards the camera, in centimetres.
"""
import numpy as np

# Multi-PIE's 68 landmarks as vertex numbers, from ICT-FaceKit's README.
LANDMARKS = [1225, 1888, 1052, 367, 1719, 1722, 2199, 1447, 966, 3661, 4390, 3927, 3924, 2608, 3272, 4088, 3443, 268, 493, 1914,
             2044, 1401, 3615, 4240, 4114, 2734, 2509, 978, 4527, 4942, 4857, 1140, 2075, 1147, 4269, 3360, 1507, 1542, 1537, 1528,
             1518, 1511, 3742, 3751, 3756, 3721, 3725, 3732, 5708, 5695, 2081, 0, 4275, 6200, 6213, 6346, 6461, 5518, 5957, 5841,
             5702, 5711, 5533, 6216, 6207, 6470, 5517, 5966]
FACE_END, SKIN_END, TEETH_END = 9409, 14062, 21451  # vertex ranges in ICT-FaceKit: face; skull and neck; gums and teeth
SKINS = {"light": (200, 150, 122), "mid": (168, 116, 84), "dark": (98, 62, 44)}
NECK = np.array([0, -7, -1.5])  # the head turns about this point
NECK_FREE, NECK_FIXED = -4, -12  # above the first height all of a turn is seen, below the second none


def linear(rgb):
    """sRGB in [0, 255] to the linear colour, in [0, 1], that the renderer wants."""
    c = np.asarray(rgb, float) / 255
    return np.where(c <= .04045, c / 12.92, ((c + .055) / 1.055) ** 2.4)


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


class Head:
    def __init__(self, ict, identity, skin, hair_colour):
        self.neutral = ict["neutral"] + sum(w * ict["identity_deltas"][i].astype(np.float32) for i, w in identity.items())
        self.shapes = dict(zip(ict["expression_names"], ict["expression_deltas"]))
        self.names = list(ict["material_names"])
        self.faces, self.part = ict["faces"], ict["material"]
        self.marks = self.neutral[LANDMARKS]
        self.skin = np.array(SKINS[skin], float)
        self.colour = self._paint(np.array(hair_colour, float))
        # For the truth boxes: everything of skin above the chin, ears included.
        self.box_points = np.flatnonzero(self.neutral[:SKIN_END, 1] > self.marks[8, 1] - .3)

    def points(self, weights):
        moved = self.neutral.copy()
        for name, w in weights.items():
            moved += np.float32(w) * self.shapes[name].astype(np.float32)
        return moved

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

    def _paint(self, hair):
        """Linear colours per vertex: skin with ruddier cheeks and nose, brows, lips, and hair under the hair."""
        face, marks = self.neutral[:FACE_END], self.marks
        colour = np.tile(self.skin, (len(self.neutral), 1))
        for spot, size in ((marks[30], 1.6), ((marks[2] + marks[31]) / 2, 2.6), ((marks[14] + marks[35]) / 2, 2.6)):
            share = .5 * np.exp(-(np.linalg.norm(face - spot, axis=1) / size) ** 2)[:, None]
            colour[:FACE_END] = colour[:FACE_END] * (1 - share) + self.skin * (.98, .86, .84) * share
        for brow in (marks[17:22], marks[22:27]):
            distance = np.full(len(face), 1e9)
            for a, b in zip(brow[:-1], brow[1:]):
                t = np.clip(((face - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
                distance = np.minimum(distance, np.linalg.norm(face - (a + t[:, None] * (b - a)), axis=1))
            share = .85 * np.clip(1.5 - distance / .3, 0, 1)[:, None]
            colour[:FACE_END] = colour[:FACE_END] * (1 - share) + hair * share
        lips = inside(face[:, :2], marks[48:60, :2]) & ~inside(face[:, :2], marks[60:68, :2]) & (face[:, 2] > marks[48, 2] - .5)
        colour[:FACE_END][lips] = self.skin * (.84, .62, .6)
        skull = self.neutral[:SKIN_END]
        behind = (skull[:, 2] < marks[0, 2] - 2.5) & (skull[:, 1] > marks[3, 1])
        colour[:SKIN_END][(skull[:, 1] > marks[19, 1] + 4.6) | behind] = hair
        ears = (np.abs(skull[:, 0]) > np.abs(marks[0, 0]) + .3) & (np.abs(skull[:, 1] - marks[1, 1]) < 4.5)
        colour[:SKIN_END][ears] = self.skin
        colour[SKIN_END:17039], colour[17039:TEETH_END], colour[TEETH_END:] = (140, 62, 62), (212, 204, 188), hair * .6
        return linear(colour)


def inside(points, polygon):
    result, j = np.zeros(len(points), bool), len(polygon) - 1
    for i in range(len(polygon)):
        (xi, yi), (xj, yj) = polygon[i], polygon[j]
        crosses = ((yi > points[:, 1]) != (yj > points[:, 1])) & (
            points[:, 0] < (xj - xi) * (points[:, 1] - yi) / (yj - yi + 1e-12) + xi)
        result ^= crosses
        j = i
    return result
