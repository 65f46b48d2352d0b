"""How light falls on a head that is drawn for training: a sky that noses, lids and lips stand in the way of, lights that all cast shadows, skin that
light enters a little. raster.lit, which the films are drawn with, has less of it.
"""
import numpy as np
from raster import outward, shadows

MAP = 128  # pixels of a shadow map
SLACK = .22  # cm that a point may lie behind what the map saw
SKY = 11  # directions from which the sky is seen
EYE, DOT = .3, 300.  # gloss from which on it is an eye, and how sharp a lamp gleams on one: glasses, which bust.py calls wet, have less
INTO = .22  # how far light goes round skin: 0 is Lambert's


def around(draw):
    """SKY directions {k, 3}, evenly over the sphere but for its lowest fifth, turned by chance."""
    k = np.arange(SKY) + .5
    up = 1 - 1.6 * k / SKY
    turn = np.pi * (1 + 5 ** .5) * k + draw.uniform(0, 2 * np.pi)
    flat = np.sqrt(np.maximum(0, 1 - up ** 2))
    return np.stack([flat * np.sin(turn), up, flat * np.cos(turn)], 1)


def shaded(points, triangles, albedo, gloss, lights, sky, draw):
    """Light of every vertex {n}, linear. albedo, gloss: {n}; lights: (direction {3}, strength) pairs; sky: (from above, from below)."""
    normal = outward(points, triangles).astype(np.float32)
    light, all_ = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
    for way in around(draw).astype(np.float32):
        facing = np.maximum(0, normal @ way)
        all_ += facing
        light += facing * shadows(points, triangles, way, MAP, SLACK)
    sky_light = sky[1] + (sky[0] - sky[1]) * (normal[:, 1] * .5 + .5)
    light = sky_light * light / np.maximum(all_, .3)
    shine, sharp = np.zeros(len(points), np.float32), np.where(gloss < EYE, draw.uniform(12, 50), DOT)
    for way, strength in lights:
        way = np.asarray(way, np.float32)
        falls = strength * shadows(points, triangles, way, MAP, SLACK)
        light = light + falls * np.maximum(0, (normal @ way + INTO) / (1 + INTO))
        half = way + np.array((0, 0, 1), np.float32)
        shine = shine + falls * gloss * np.maximum(0, normal @ (half / np.linalg.norm(half))) ** sharp
    return (albedo * light + shine).astype(np.float32)
