"""What makes eyes and brows dark in a picture of a face: lashes, the lids' shadow on the eye, brows of every width, stubble; by chance, one head's own.
A head as scenes/heads.py paints it has thin brows and white eyes: from three metres they hardly show on people.
"""
import numpy as np
from heads import FACE_END, along, inside  # bust.py finds scenes/


def dimmer(points, line, width, depth):
    """What the colour of each vertex is multiplied with along a line of points, {n}."""
    nearest = np.min([along(points, a, b) for a, b in zip(line[:-1], line[1:])], axis=0)
    return 1 - depth * np.exp(-(nearest / width) ** 2)


def brows(draw):
    """Somebody's, for Head: how far under their landmarks in cm, how dark, how wide. The landmarks lie 2.3 to 2.9 cm over the middle of an eye; most people's brows less, those of the films not."""
    return draw.uniform(0, 1), draw.uniform(.25, .95), draw.uniform(.6, 1.6)


class Features:
    """Of one bust. shade: {9409}, what the colours of the face are multiplied with."""

    def __init__(self, bust, draw):
        head = bust.head
        points, m = head.neutral[:FACE_END, :2].astype(float), head.marks[:, :2].astype(float)
        self.shade = np.ones(FACE_END, np.float32)
        lashes, lower, sockets = draw.uniform(.5, .98), draw.uniform(.1, .8), draw.uniform(0, .55)
        for lids in ((36, 37, 38, 39), (42, 43, 44, 45)):
            self.shade *= dimmer(points, m[list(lids)], draw.uniform(.15, .42), lashes)
            under = (36, 41, 40, 39) if lids[0] == 36 else (42, 47, 46, 45)
            self.shade *= dimmer(points, m[list(under)], draw.uniform(.1, .3), lower)
            middle = m[list(lids)].mean(0)
            self.shade *= 1 - sockets * np.exp(-(((points - middle - (0, .45)) / (1.9, 1.15)) ** 2).sum(1))
        lips = inside(points, m[48:60]) & ~inside(points, m[60:68])
        self.shade[lips] *= draw.uniform(1, 2.1)  # painted, they are as dark as with lipstick
        if head.maleness > 0 and draw.random() < .5:  # unshaven
            low = np.clip((m[33, 1] - .4 - points[:, 1]) / 1.5, 0, 1) * (head.neutral[:FACE_END, 2] > head.marks[0, 2])
            self.shade *= 1 - draw.uniform(0, .45) * low
        blotches = sum(np.sin(head.neutral[:FACE_END] @ draw.normal(0, w, 3) + draw.uniform(0, 7)) for w in (.8, 1.6, 3, 5))
        self.shade *= (1 + draw.uniform(0, .05) * blotches).astype(np.float32)
        self.first, ball = len(head.colour), bust.ball
        off = np.degrees(np.arccos(ball[:, 2].clip(-1, 1)))
        white, iris, pupil = draw.uniform(.3, .6), draw.uniform(.005, .05) if draw.random() < .75 else draw.uniform(.05, .2), draw.uniform(9, 15)
        wide = draw.uniform(29, 36)
        eye = np.where(off < pupil, .003, np.where(off < wide - 3, iris, np.where(off < wide, .5 * iris, white)))
        self.eye = (eye * (1 - draw.uniform(0, .5) * np.clip(ball[:, 1] * 2 + .2, 0, 1)) * draw.uniform(.6, 1)).astype(np.float32)

    def eyes(self, albedo):
        """Paints both balls into the colours of all vertices."""
        for side in (0, 1):
            albedo[self.first + side * len(self.eye):][:len(self.eye)] = self.eye
