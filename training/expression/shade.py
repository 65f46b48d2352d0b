"""How light falls on a head that is drawn for training: a sky that noses, lids and lips stand in the way of, lights that all cast shadows, skin that
light enters a little. raster.lit, which the films are drawn with, has less of it.
"""
import numba
import numpy as np
from raster import draw, normals

MAP = 128  # pixels of a shadow map
SLACK = .22  # cm that a point may lie behind what the map saw
SKY = 11  # directions from which the sky is seen
INTO = .22  # how far light goes round skin: 0 is Lambert's


@numba.njit(cache=True, fastmath=True)
def _reach(seen, depth, slack, out):
    side = depth.shape[0]
    for i in range(len(seen)):
        x, y = int(seen[i, 0]), int(seen[i, 1])
        n = 0
        for dy in range(-1, 2):
            for dx in range(-1, 2):
                n += depth[min(max(y + dy, 0), side - 1), min(max(x + dx, 0), side - 1)] < seen[i, 2] + slack
        out[i] = n / 9


def reach(points, triangles, way):
    """Share of the light from `way` that reaches each vertex, {n}, in [0, 1]."""
    right = np.cross((0, 1, .001), way)
    right /= np.linalg.norm(right)
    seen = (points @ np.stack([right, np.cross(way, right), way]).T.astype(np.float32)).astype(np.float32)
    low, high = seen[:, :2].min(0), seen[:, :2].max(0)
    seen[:, :2] = (seen[:, :2] - low) / (high - low).max() * (MAP - 1)
    depth = np.full((MAP, MAP), -1e9, np.float32)
    draw(seen, triangles, np.zeros((len(points), 0), np.float32), np.zeros((MAP, MAP, 0), np.float32), depth)
    out = np.empty(len(points), np.float32)
    _reach(seen, depth, SLACK, out)
    return out


def around(draw_):
    """SKY directions {k, 3}, evenly over the sphere but for its lowest fifth, turned by chance."""
    k = np.arange(SKY) + .5
    up = 1 - 1.6 * k / SKY
    turn = np.pi * (1 + 5 ** .5) * k + draw_.uniform(0, 2 * np.pi)
    flat = np.sqrt(np.maximum(0, 1 - up ** 2))
    return np.stack([flat * np.sin(turn), up, flat * np.cos(turn)], 1)


def shaded(points, triangles, albedo, gloss, lights, sky, draw_):
    """Light of every vertex {n}, linear. albedo, gloss: {n}; lights: (direction {3}, strength) pairs; sky: (from above, from below)."""
    normal = normals(points, triangles)
    normal = np.where(normal[:, 2:] < -.15, -normal, normal).astype(np.float32)  # open shells show their inside
    light, all_ = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
    for way in around(draw_).astype(np.float32):
        facing = np.maximum(0, normal @ way)
        all_ += facing
        light += facing * reach(points, triangles, way)
    sky_light = sky[1] + (sky[0] - sky[1]) * (normal[:, 1] * .5 + .5)
    light = sky_light * light / np.maximum(all_, .3)
    shine, sharp = np.zeros(len(points), np.float32), draw_.uniform(12, 50)
    for way, strength in lights:
        way = np.asarray(way, np.float32)
        falls = strength * reach(points, triangles, way)
        light = light + falls * np.maximum(0, (normal @ way + INTO) / (1 + INTO))
        half = way + np.array((0, 0, 1), np.float32)
        shine = shine + falls * gloss * np.maximum(0, normal @ (half / np.linalg.norm(half))) ** sharp
    return (albedo * light + shine).astype(np.float32)
