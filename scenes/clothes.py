"""Garments: layers around a Body's "tights" and "skirt" meshes, cut by place and loosened. They follow the skeleton.

To add a garment: a branch in `garments` that cuts, loosens and colours Layers; name it in KINDS.
"""
from dataclasses import dataclass

import numpy as np

from hair import waves
from heads import linear

KINDS, PATTERNS = ("kurta", "shirt", "saree", "jacket"), ("plain", "stripes", "checks")
COLOURS = {"teal": (40, 104, 100), "cream": (208, 198, 172), "mustard": (178, 134, 58), "navy": (42, 54, 92), "plum": (104, 50, 96), "olive": (96, 102, 64),
           "rust": (152, 82, 50), "red": (152, 38, 48), "maroon": (96, 30, 38), "white": (214, 212, 206), "grey": (112, 114, 118), "black": (34, 34, 38),
           "blue": (62, 98, 150), "sky": (138, 170, 198), "green": (60, 112, 70), "pink": (198, 112, 130), "orange": (204, 110, 44), "brown": (92, 64, 46),
           "khaki": (150, 132, 96), "denim": (58, 72, 98), "yellow": (206, 174, 66), "purple": (96, 66, 136)}
TROUSERS = ("denim", "khaki", "grey", "black", "navy", "brown")


def rgb(name_or_rgb):
    return np.array(COLOURS[name_or_rgb] if isinstance(name_or_rgb, str) else name_or_rgb, float)


@dataclass
class Layer:
    points: np.ndarray  # rest
    faces: np.ndarray
    weights: np.ndarray
    colour: np.ndarray
    material: str = "cloth"


def used(faces, keep):
    """Vertex numbers and renumbered quads of the faces whose vertices are all kept."""
    own = faces[keep[faces].all(1)]
    numbers = np.unique(own)
    return numbers, np.searchsorted(numbers, own)


def relaxed(points, faces, times, rim=True):
    """Laplacian smoothing; the rim is smoothed along itself only, or stays as it is unless `rim`."""
    sides = np.sort(np.stack([faces, np.roll(faces, -1, 1)], -1).reshape(-1, 2), 1)
    edges, uses = np.unique(sides, axis=0, return_counts=True)
    fixed = np.zeros(len(points), bool)
    fixed[edges[uses == 1].ravel()] = True
    edges = edges[(uses == 1) | ~fixed[edges].all(1)]
    onto_rim = fixed[edges] & (~fixed[edges[:, ::-1]])  # an end on the rim does not follow what lies inside
    pull = np.where(onto_rim, 0, 1)
    count = np.zeros((len(points), 1))
    np.add.at(count[:, 0], edges[:, 0], pull[:, 0])
    np.add.at(count[:, 0], edges[:, 1], pull[:, 1])
    still = (fixed[:, None] & (not rim)) | (count == 0)
    for _ in range(times):
        total = np.zeros_like(points)
        np.add.at(total, edges[:, 0], pull[:, :1] * points[edges[:, 1]])
        np.add.at(total, edges[:, 1], pull[:, 1:] * points[edges[:, 0]])
        points = np.where(still, points, .5 * points + .5 * total / count.clip(1))
    return points


def normals(points, faces):
    across = np.cross(points[faces[:, 2]] - points[faces[:, 0]], points[faces[:, 3]] - points[faces[:, 1]])
    total = np.zeros_like(points)
    for k in range(4):
        np.add.at(total, faces[:, k], across)
    return total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-9)


class Tailor:
    """Cuts layers for one body."""

    def __init__(self, body, seed):
        self.body, self.seed = body, seed
        self.points, self.faces, self.weights = body.mesh("tights")
        self.skirt = body.mesh("skirt")
        self.arm = self._share(self.weights, "upperarm", "lowerarm", "wrist")
        self.leg = self._share(self.weights, "upperleg", "lowerleg", "foot")
        self.foot = self._share(self.weights, "foot")
        self.along = sleeve(body, self.points)
        self.hips, self.neck, self.knee = body.at("upperleg01.L")[1], body.at("neck01")[1], body.at("lowerleg01.L")[1]
        self.out = normals(self.points, self.faces)

    def _share(self, weights, *starts):
        return weights[:, [i for n, i in self.body.names.items() if n.startswith(starts)]].sum(1)

    def _drape(self, layers, top, slack):
        """Cloth hangs from the chest: no ring below is much narrower in any direction."""
        bins, turns = np.arange(top, self.knee - 30, -2.0), 48
        widest = np.zeros((len(bins), turns))
        everything = [(l, np.hypot(l.points[:, 0], l.points[:, 2] + 1), np.arctan2(l.points[:, 0], l.points[:, 2] + 1)) for l in layers]
        for l, r, a in everything:
            trunk = self._share(l.weights, "upperarm", "lowerarm", "wrist") < .12
            row = np.clip(((top - l.points[:, 1]) / 2).round().astype(int), 0, len(bins) - 1)
            column = ((a / (2 * np.pi) + .5) * turns).astype(int) % turns
            np.maximum.at(widest, (row[trunk], column[trunk]), r[trunk])
        for i in range(1, len(bins)):
            widest[i] = np.maximum(widest[i], widest[i - 1] * slack)
        for _ in range(2):
            widest = (np.roll(widest, 1, 1) + 2 * widest + np.roll(widest, -1, 1)) / 4
        for l, r, a in everything:
            trunk = np.clip(1 - self._share(l.weights, "upperarm", "lowerarm", "wrist") / .25, 0, 1) * np.clip((top - 6 - l.points[:, 1]) / 8, 0, 1)
            row = np.clip((top - l.points[:, 1]) / 2, 0, len(bins) - 1.01)
            column = (a / (2 * np.pi) + .5) * turns - .5
            i, j = row.astype(int), np.floor(column).astype(int)
            u, v = row - i, column - j
            wide = ((1 - u) * ((1 - v) * widest[i, j % turns] + v * widest[i, (j + 1) % turns])
                    + u * ((1 - v) * widest[i + 1, j % turns] + v * widest[i + 1, (j + 1) % turns]))
            grow = 1 + trunk * (np.maximum(wide, r) / np.maximum(r, 1) - 1)
            l.points[:, 0] *= grow
            l.points[:, 2] = (l.points[:, 2] + 1) * grow - 1

    def cut(self, keep, off, soften=6, fold=.35, skirt=False):
        """A Layer `off` cm outside the body where `keep` holds."""
        points, faces, weights = self.skirt if skirt else (self.points, self.faces, self.weights)
        numbers, own = used(faces, keep)
        shape = relaxed(points[numbers], own, soften)
        out = normals(shape, own)
        shape = shape + out * (np.broadcast_to(off, len(points))[numbers][:, None] + fold * self._folds(shape)[:, None])
        return Layer(shape, own, weights[numbers], np.zeros((len(numbers), 3)))

    def opening(self, points):
        """Height of the neck's opening at each point: lower in front."""
        return np.interp(points[:, 2], [-6, 2, 7], [self.neck - .5, self.neck - 2.2, self.neck - 5.4])

    def fitted(self, layer):
        """Draws the neck's opening in: the mesh's own leaves the shoulders bare, and the dark inside of the back is seen from above."""
        rim = np.clip((layer.points[:, 1] - self.opening(layer.points) + 5) / 5, 0, 1)[:, None]
        layer.points += rim * ((layer.points - (0, 0, -1)) * (-.3, 0, -.2) + (0, .5, 0))
        return layer

    def _folds(self, p):
        """Creases of cloth, -1 to 1: slanting on the trunk, across the limbs, finer at elbows and knees."""
        draw = np.random.default_rng(self.seed + 3)
        total = 0
        for _ in range(5):
            way = draw.normal(0, 1, 3) * (.16, .3, .16)
            total = total + np.sin(p @ way + draw.uniform(0, 7) + 1.2 * np.sin(p @ draw.normal(0, .09, 3)))
        return total / 2.6

    def dyed(self, layer, first, pattern="plain", second=(200, 200, 200), fade=.05):
        p, first, second = layer.points, rgb(first), rgb(second)
        s = sleeve(self.body, p) * 52
        arm = self._share(layer.weights, "upperarm", "lowerarm", "wrist") > .5
        down = np.where(arm, s, p[:, 1])
        round_ = np.where(arm, p[:, 1] + p[:, 2], np.arctan2(p[:, 0], p[:, 2] + 1) * 15)
        stripe = np.clip(np.sin(down * 2 * np.pi / 6.5) * 3 - .9, 0, 1)
        check = np.clip(np.sin(round_ * 2 * np.pi / 7.5) * 3 - 1.2, 0, 1)
        share = {"plain": 0 * stripe, "stripes": stripe, "checks": np.maximum(stripe, check)}[pattern][:, None]
        shade = 1 + fade * self._folds(p + 3)[:, None]
        layer.colour = linear(((first * (1 - share) + second * share) * shade).clip(0, 255))
        return layer


def sleeve(body, points):
    """How far down the arm a rest point lies: 0 at the shoulder, 1 at the wrist."""
    shoulder, wrist = body.at("upperarm01.L"), body.at("wrist.L")
    mirrored = np.abs(points[:, :1]) * (1, 0, 0) + points * (0, 1, 1)
    return (mirrored - shoulder) @ (wrist - shoulder) / ((wrist - shoulder) @ (wrist - shoulder))


def garments(body, clothes, seed, dupatta=None):
    """(Layers, share of the arm that sleeves cover) of a dict of kind, colour, pattern, second."""
    kind, first = clothes.get("kind", "shirt"), clothes.get("colour", "teal")
    pattern, second = clothes.get("pattern", "plain"), clothes.get("second", "cream")
    draw, t = np.random.default_rng(seed + 17), Tailor(body, seed)
    below = t.points[:, 1]
    length = {"shirt": [.43, .96][int(draw.random() < .5)], "kurta": .8, "saree": .3, "jacket": .98}[kind]
    top = (below < t.opening(t.points)) & ((t.along < length) | (t.arm < .5))
    layers = []
    legs = t.cut((below < t.hips + 12) & (t.foot < .5) & (t.arm < .1), np.interp(below, [t.knee - 38, t.knee, t.hips], [1.9, 1.6, .35]), soften=8, fold=.5)
    loose = clothes.get("trousers") or {"kurta": second if pattern == "plain" else "white", "saree": first}.get(kind) or TROUSERS[draw.integers(len(TROUSERS))]
    layers.append(t.dyed(legs, loose))
    if kind in ("shirt", "jacket"):
        hem = t.hips - (3 if kind == "shirt" else 6)
        coat = t.cut(top & (below > hem - 7) & (t.foot < .1), np.interp(t.along, [0, .3, 1], [1.0, 1.3, 1.0]) + (.9 if kind == "jacket" else 0), soften=8)
        coat.points[:, 1] = np.maximum(coat.points[:, 1], hem + .3 * np.sin(coat.points[:, 0] / 2.5))  # cut level
        t._drape([coat], t.neck, .985)
        t.dyed(t.fitted(coat), first, pattern if kind == "shirt" else "plain", second)
        wide = 4.2 + .05 * (t.neck - coat.points[:, 1]) if kind == "jacket" else np.full(len(coat.points), .9)
        front = (np.clip((wide - np.abs(coat.points[:, 0])) / 1.2 + .5, 0, 1) * (coat.points[:, 2] > 0))[:, None]  # open, or a row of buttons
        coat.colour = coat.colour * (1 - front) + front * (linear(rgb(second)) if kind == "jacket" else coat.colour * .8)
        layers.append(coat)
    else:
        start = t.skirt[0][:, 1].max()
        end = t.knee + 3 if kind == "kurta" else -1e9
        coat = t.cut(top & (below > start - 9), np.interp(t.along, [0, .3, 1], [.9, 1.2, 1.0]), soften=10)
        flare = t.cut(t.skirt[0][:, 1] > end - 4, 2.0, soften=4, fold=.4, skirt=True)
        flare.points[:, 1] = np.maximum(flare.points[:, 1], end)
        t._drape([coat, flare], t.neck, .992 if kind == "kurta" else .97)
        tucked = 1 - (.08 if kind == "saree" else .025) * np.clip((start - .5 - coat.points[:, 1]) / 1.5, 0, 1)  # under the skirt's waist
        coat.points[:, 0] *= tucked
        coat.points[:, 2] = (coat.points[:, 2] + 1) * tucked - 1
        angle = np.arctan2(flare.points[:, 0], flare.points[:, 2])
        hang = np.clip((start - flare.points[:, 1]) / 45, 0, 1.3)
        grow = 1 + hang * (.05 * waves(angle, seed, 4, 4, 12) + (.06 if kind == "kurta" else .02))
        flare.points[:, 0] *= grow
        flare.points[:, 2] *= grow
        layers += [t.dyed(t.fitted(coat), second if kind == "saree" else first, "plain" if kind == "saree" else pattern, second), t.dyed(flare, first, pattern, second)]
        if kind == "saree":
            border = flare.points[:, 1] < flare.points[:, 1].min() + 6
            flare.colour[border] = linear(rgb(second))
            layers.append(sash(t, first, second, pattern, 9))
    if dupatta is not None:
        layers.append(sash(t, dupatta, dupatta, "plain", 6.5, hanging=True))
    shoes = t.cut(t.foot > .3, .5, soften=3, fold=0)
    layers.append(t.dyed(shoes, [(40, 32, 28), (60, 44, 34), (28, 28, 32), (130, 126, 120)][int(draw.integers(4))]))
    return layers, length


def sash(t, first, second, pattern, half, hanging=False):
    """Cloth from the left shoulder across the chest to the right hip, back and front; `hanging`: straight down from both shoulders."""
    p = t.points
    if hanging:
        band = (np.abs(np.abs(p[:, 0]) - 9.5) < half - 2) & (p[:, 1] > t.hips + 14)
    else:
        line = p[:, 0] - np.interp(p[:, 1], [t.hips + 6, t.neck - 3], [-13, 11])
        band = np.abs(line) < np.interp(p[:, 1], [t.hips, t.neck - 6], [half + 3, half - 1.5])
    keep = band & (t.arm < .45) & (p[:, 1] < t.neck - 1) & (p[:, 1] > t.hips + 2)
    layer = t.cut(keep, 2.6, soften=12, fold=.5)
    t._drape([layer], t.neck, .985)
    return t.dyed(layer, first, pattern, second, .09)
