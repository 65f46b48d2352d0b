"""People from the chest up, drawn with their outline, to be put into pictures: what the face detector learns faces from.

    python training/faces/sprites.py HEADS.npz OUT.npz [--people 1500] [--each 5]

HEADS.npz: scenes/pack_heads.py makes it. The identities are seeds from 300,000 on; no other set uses them. Turned by up to 180
degrees: who is seen from behind has no face. Takes about 5 minutes on two cores.
"""
import argparse
import multiprocessing
import sys
import time
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "expression"))
from bust import HIDING, Bust, Shells  # noqa: E402
from raster import draw as rasterise  # noqa: E402
from raster import lit  # noqa: E402
from rendered import lights  # noqa: E402
from shown import drawn  # noqa: E402

FIRST = 300_000  # first seed of an identity
SIDE = 208  # pixels of a sprite
HALF = 20.0  # cm from its middle to its side: a head is some 80 pixels wide
DRAWN = 2 * SIDE  # each pixel is the mean of four


def sprite(bust, weights, draw, yaw):
    """Grey {SIDE, SIDE}, how much of each pixel is the person {SIDE, SIDE}, both uint8; six points {6, 2} and the head's box {4}, in pixels of the sprite."""
    pitch, roll = float(draw.normal(0, 8)), float(draw.normal(0, 7))
    points, six = bust.points(weights, yaw, pitch, roll)
    above = np.radians(np.clip(draw.normal(8, 10), -12, 40))
    tilt = np.array([[1, 0, 0], [0, np.cos(above), -np.sin(above)], [0, np.sin(above), np.cos(above)]])
    points, six = points @ tilt.T.astype(np.float32), six @ tilt.T
    far = np.exp(draw.uniform(np.log(90), np.log(900)))

    def screen(p):
        nearer = far / (far - p[:, 2])
        return np.stack([DRAWN / 2 + DRAWN / 2 / HALF * p[:, 0] * nearer, DRAWN / 2 - DRAWN / 2 / HALF * (p[:, 1] + 2) * nearer, p[:, 2]], 1).astype(np.float32)
    light, sky = lights(draw)
    value = lit(points, bust.triangles, bust.albedo[:, None], bust.gloss, light, sky)
    canvas, depth = np.zeros((DRAWN, DRAWN), np.float32), np.full((DRAWN, DRAWN), -1e9, np.float32)
    rasterise(screen(points), bust.triangles, value, canvas[..., None], depth)
    covers = (depth > -1e8).astype(np.float32)
    box = screen(points[bust.head.box_points])[:, :2]
    inside = covers > 0
    exposed = canvas * np.exp(draw.normal(np.log(.26), .35)) / max(canvas[inside].mean(), .01)
    grey = np.clip(exposed, 0, 1) ** (1 / draw.uniform(1.9, 2.5)) * 255
    small = [cv2.resize(a, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for a in (grey * covers, covers)]
    alone = np.where(small[1] > 0, small[0] / np.maximum(small[1], 1e-3), 0)
    return (alone.clip(0, 255).astype(np.uint8), (small[1] * 255).astype(np.uint8), screen(six)[:, :2] / 2, np.concatenate([box.min(0), box.max(0)]) / 2)


@lru_cache(maxsize=1)
def shared(path):
    cv2.setNumThreads(1)
    return Shells(dict(np.load(path)))


def people(work):
    path, seeds, each = work
    shells, rows = shared(path), []
    for seed in seeds:
        draw = np.random.default_rng([seed, 2])
        hiding = str(draw.choice(HIDING)) if draw.random() < .12 else None
        try:
            bust = Bust(shells.ict, shells, seed, draw, hiding)
        except ValueError:  # a head on which the thing worn does not fit
            continue
        for _ in range(each):
            weights, _, _ = drawn(draw)
            yaw = float(draw.uniform(-180, 180) if draw.random() < .2 else np.clip(draw.normal(0, 32), -90, 90))
            rows.append((*sprite(bust, weights, draw, yaw), yaw, bust.skin, bust.hiding or bust.worn))
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("heads")
    arguments.add_argument("out")
    arguments.add_argument("--people", type=int, default=1500)
    arguments.add_argument("--each", type=int, default=5)
    arguments.add_argument("--first", type=int, default=FIRST)
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    seeds = np.arange(options.first, options.first + options.people)
    began, rows = time.time(), []
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for part in pool.imap(people, [(options.heads, s, options.each) for s in np.array_split(seeds, max(options.processes, options.people // 50))]):
            rows += part
            print(f"{len(rows)} sprites, {time.time() - began:.0f} s", flush=True)
    grey, alpha, points, boxes, yaw, skin, worn = zip(*rows)
    np.savez(options.out, grey=np.stack(grey), alpha=np.stack(alpha), points=np.float32(points), boxes=np.float32(boxes), yaw=np.float32(yaw), skin=np.int32(skin),
             worn=np.array(worn))


if __name__ == "__main__":
    main()
