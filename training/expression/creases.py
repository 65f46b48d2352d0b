"""The lines that an expression draws into skin: a brow that rises folds the forehead, a smile the cheeks. ICT-FaceKit's shapes have none.

Each is a furrow with a lighter ridge beside it, painted as deep as its shapes are strong. Where they lie: Ekman, Friesen and Hager 2002
(what changes the appearance of each action unit).
"""
import numpy as np
from heads import FACE_END, along  # bust.py finds scenes/


def lines(m):
    """(shapes and how far each folds, from, to) in cm, seen from ahead. m: the 68 landmarks of the head at rest, {68, 2}."""
    one = []
    for height in (1.1, 2.0, 2.9):
        one.append(({"browInnerUp": 1}, m[20] + (0, height), m[23] + (0, height)))
        for outer, inner in ((17, 20), (26, 23)):
            one.append(({"browOuterUp": 1, "browInnerUp": .3}, m[outer] + (0, height - .1), m[inner] + (0, height)))
    for side in (-.5, .5):
        one.append(({"browDown": 1}, m[27] + (side, -.1), m[27] + (side * 1.3, 1.5)))
    for height in (-.1, .5):
        one.append(({"noseSneer": 1, "browDown": .4}, m[27] + (-.7, height), m[27] + (.7, height)))
    for wing, corner, outer, inner, side in ((31, 48, 36, 39, -1), (35, 54, 45, 42, 1)):
        one += [({"mouthSmile": .8, "noseSneer": .8, "mouthUpperUp": .6, "mouthStretch": .5, "cheekSquint": .2}, m[wing] + (side * .5, .3), m[corner] + (side * .9, .1)),
                ({"mouthFrown": 1, "mouthStretch": .5}, m[corner] + (side * .3, -.3), m[corner] + (side * .7, -1.5)),
                ({"mouthStretch": .8, "mouthSmile": .4}, m[corner] + (side * 1.1, .7), m[corner] + (side * 1.2, -.8)),
                ({"eyeSquint": .7, "cheekSquint": .7, "mouthSmile": .2}, m[outer] + (side * .4, .1), m[outer] + (side * 1.5, .5)),
                ({"eyeSquint": .7, "cheekSquint": .7, "mouthSmile": .2}, m[outer] + (side * .4, -.1), m[outer] + (side * 1.4, -.4)),
                ({"eyeSquint": .8, "cheekSquint": .8, "noseSneer": .4}, m[inner] + (0, -.8), m[outer] + (0, -.9))]
    one.append(({"mouthShrugLower": 1, "mouthPress": .5, "mouthFrown": .4}, m[57] + (-.8, -.9), m[57] + (.8, -.9)))
    return one


class Creases:
    """Of one head; `draw` chooses how easily its skin folds."""

    def __init__(self, head, draw):
        old = float(np.clip((head.age - 20) / 50, 0, 1))
        self.depth, width = draw.uniform(.05, .4) + draw.uniform(0, .35) * old, draw.uniform(.2, .38)
        points, self.lines = head.neutral[:FACE_END, :2].astype(float), []
        for shapes, a, b in lines(head.marks[:, :2].astype(float)):
            d = along(points, a, b) / width
            self.lines.append((shapes, (np.exp(-d ** 2) - .45 * np.exp(-(d - 1.8) ** 2)).astype(np.float32)))

    def of(self, weights):
        """What the colour of each vertex of the face is multiplied with, {9409}. weights: by ICT-FaceKit's shape names."""
        def strength(name):
            return weights[name] if name in weights else (weights.get(name + "_L", 0) + weights.get(name + "_R", 0)) / 2
        dark = np.zeros(FACE_END, np.float32)
        for shapes, where in self.lines:
            w = sum(share * strength(name) for name, share in shapes.items())
            if w > .02:
                dark += min(1.2, w) * where
        return np.clip(1 - self.depth * dark, .25, 1.3)
