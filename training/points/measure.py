"""How far off a rendered face's points are, as the detector finds them and as they are put right, by skin and by what the head wears.

    python training/points/measure.py FACES.onnx POINTS.onnx SPRITES.npz [--width 64] [--json]

SPRITES.npz: training/faces/sprites.py, of people that nobody learned from (--first). Each is put alone before a plain ground, with noise. Three figures before and
after: the error of eyes and mouth in shares of the distance between the eyes; how far off the square lies in which an expression is read, in shares of its side; how wide it is over the true one.
"""
import argparse
import json
import os
import sys
from pathlib import Path

import cv2
import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else

sys.path.insert(0, str(Path(__file__).resolve().parent))
import cropping  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "faces"))
import found  # noqa: E402
from films import grids, open_model  # noqa: E402

SIDE = 256
SPRITE = 208
LOWEST, SAME = .3, .3
MOST_YAW = 35  # degrees: beyond, nothing is read
STEPS = ((1, 3), (4, 5), (6, 7), (8, 8), (9, 10))
NAMES = ("points", "square off", "side")


def placed(data, i, width, draw):
    """A picture float32 {SIDE, SIDE} of one sprite, its six points {6, 2} and its head's box {4}."""
    box, points = data["boxes"][i], data["points"][i]
    scale = width / (box[2] - box[0])
    size = round(SPRITE * scale)
    alpha = cv2.resize(data["alpha"][i].astype(np.float32) / 255, (size, size), interpolation=cv2.INTER_AREA)
    own = cv2.resize(data["grey"][i] * (data["alpha"][i].astype(np.float32) / 255), (size, size), interpolation=cv2.INTER_AREA)
    canvas, at = np.full((SIDE, SIDE), draw.uniform(20, 160), np.float32), draw.integers(0, max(1, SIDE - size), 2)
    view = canvas[at[1]:at[1] + size, at[0]:at[0] + size]
    view[:] = view * (1 - alpha[:view.shape[0], :view.shape[1]]) + own[:view.shape[0], :view.shape[1]]
    return (canvas + draw.normal(0, 3, canvas.shape)).clip(0, 255).astype(np.uint8), points * scale + at, box * scale + np.tile(at, 2)


def square(points):
    """(middle, side) of FaceCrop.java's square."""
    return points[[0, 1, 3]].mean(0), np.linalg.norm(points[:2] - points[3], axis=1).mean() / .45


def errors(got, truth):
    """The three figures of NAMES."""
    (middle, side), (true_middle, true_side) = square(got), square(truth)
    return (np.linalg.norm(got - truth, axis=1)[[0, 1, 3]].mean() / np.linalg.norm(truth[0] - truth[1]), np.linalg.norm(middle - true_middle) / true_side, side / true_side)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("detector")
    arguments.add_argument("points")
    arguments.add_argument("sprites")
    arguments.add_argument("--width", type=float, default=64, help="of the heads, in pixels")
    arguments.add_argument("--times", type=int, default=1, help="how often the points are put right, each time from those before")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    detector, net, loaded = open_model(options.detector), open_model(options.points), np.load(options.sprites)
    data = {name: loaded[name] for name in loaded.files}
    draw, rows = np.random.default_rng(11), []
    for i in np.flatnonzero(np.abs(data["yaw"]) <= MOST_YAW):
        picture, truth, head = placed(data, i, options.width, draw)
        faces = found.decode(grids(detector, picture.astype(np.float32)), LOWEST)
        fit = found.overlap(head, faces) if len(faces) else np.zeros(1)
        if fit.max() >= SAME:
            before = after = faces[fit.argmax(), 4:16].reshape(6, 2)
            for _ in range(options.times):
                after = cropping.right(net, picture, after)
            rows.append((data["worn"][i], data["skin"][i], *errors(before, truth), *errors(after, truth)))
    worn, skin, values = np.array([r[0] for r in rows]), np.array([r[1] for r in rows]), np.array([r[2:] for r in rows])
    table = [(kind, low, high, int(here.sum()), *np.round(values[here].mean(0), 3)) for kind in dict.fromkeys(["none", *worn]) for low, high in (*STEPS, (1, 10))
             if (here := (worn == kind) & (skin >= low) & (skin <= high)).sum() >= 5]
    if options.json:
        print(json.dumps([dict(zip(("worn", "from", "to", "heads", *(f"{n} {w}" for w in ("before", "after") for n in NAMES)), map(lambda v: v.item() if hasattr(v, "item") else v, row))) for row in table]))
        return
    print(f"{'':22}{'as found':>24}{'put right':>27}\n{'worn':9}{'Monk':6}{'heads':>6}" + 2 * "".join(f"{n:>11}" for n in NAMES))
    for kind, low, high, count, *figures in table:
        print(f"{kind:9}{f'{low}-{high}':6}{count:6}" + "".join(f"{v:11.3f}" for v in figures))
    print(f"{'all':15}{len(rows):6}" + "".join(f"{v:11.3f}" for v in values.mean(0)))


if __name__ == "__main__":
    main()
