"""The final figures of an expression model on FER+'s test part, which no net was trained, chosen or calibrated on; which other choices saw it, the card says.

    python training/expression/test.py FOLDER/model.onnx FERPLUS.npz [--rendered VALID.npz] [--covered COVERED.npz]

Pictures with a twin in training or validation are left out, and those whose first place is shared or none of the seven classes.
Intervals: 1,000 resamples of the pictures, 95 %. Also the time of one face on one core.
"""
import argparse
import json
import os
import time

import cv2
import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime

import figures
from crops import KEPT, SIDE, middle
from train import COLUMNS, rendered

RESAMPLES = 1000
MOST_DOUBT = .3  # FaceExpression.MOST_DOUBT


def open_model(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def answers(session, squares):
    faces = middle(squares)[:, None].astype(np.float32)
    parts = [session.run(None, {"face": faces[i:i + 64]}) for i in range(0, len(faces), 64)]
    return np.concatenate([p for p, _ in parts]), np.concatenate([d for _, d in parts])


def first(votes):
    """The class with the first place among all ten columns {n, 10}, -1 where it is shared or none of the seven."""
    column = np.where((votes == votes.max(1, keepdims=True)).sum(1) == 1, votes.argmax(1), -1)
    return np.array([COLUMNS.index(c) if c in COLUMNS else -1 for c in column])


def unseen(data, part="test"):
    """A part's crops {n, 64, 64} and their first places {n}: those with one among the seven classes and without a twin in another part."""
    others = {square.tobytes() for other in ("train", "valid", "test") if other != part for square in data[f"{other}_crops"]}
    squares, label = data[f"{part}_crops"], first(data[f"{part}_votes"].astype(int))
    keep = (label >= 0) & np.array([square.tobytes() not in others for square in squares])
    return squares[keep], label[keep]


def interval(measure, n):
    draw = np.random.default_rng(2021)
    values = [measure(draw.integers(0, n, n)) for _ in range(RESAMPLES)]
    return [round(float(v), 3) for v in np.percentile(values, (2.5, 97.5))]


def estimate(measure, n):
    """[value, [from, to]] of n pictures."""
    return [round(float(measure(np.arange(n))), 4), interval(measure, n)]


def judged(p, label):
    """Accuracy, fear's AUC and its recall at 1 % of answers {n, 7}, each [value, [from, to]]."""
    right, fear, says = p.argmax(1) == label, label == figures.FEAR, p[:, figures.FEAR]
    return {"accuracy": estimate(lambda i: right[i].mean(), len(label)), "fear_auc": estimate(lambda i: figures.auc(says[i], fear[i]), len(label)),
            "fear_recall_at_1_percent": estimate(lambda i: figures.recall_at(says[i], fear[i]), len(label))}


def shrunk(squares, pixels):
    """The squares as a camera sees them whose crop is only so many pixels wide."""
    side = round(pixels * KEPT / SIDE)
    return np.stack([cv2.resize(cv2.resize(s, (side, side), interpolation=cv2.INTER_AREA), (KEPT, KEPT), interpolation=cv2.INTER_CUBIC) for s in squares])


def groups(session, squares, label, p, doubts):
    """FER+'s figures by class, by pixels across the crop and by brightness: each [share, of how many]."""
    right, fear = p.argmax(1) == label, label == figures.FEAR
    found = {"recall_by_class": {name: [round(float(right[label == k].mean()), 3), int((label == k).sum())] for k, name in enumerate(figures.CLASSES)}}
    found["by_crop_pixels"] = {}
    for pixels in (48, 36, 24, 18, 12):
        q, d = answers(session, shrunk(squares, pixels)) if pixels < SIDE else (p, doubts)
        found["by_crop_pixels"][pixels] = {"accuracy": round(float((q.argmax(1) == label).mean()), 3), "fear_auc": round(figures.auc(q[:, figures.FEAR], fear), 3),
                                           "abstained": round(float((d > MOST_DOUBT).mean()), 3)}
    light = squares.mean((1, 2))
    for name, part in (("dark", light < 80), ("middle", (light >= 80) & (light < 160)), ("bright", light >= 160)):
        found.setdefault("accuracy_by_brightness", {})[name] = [round(float(right[part].mean()), 3), int(part.sum())]
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("ferplus")
    arguments.add_argument("--rendered")
    arguments.add_argument("--covered")
    options = arguments.parse_args()
    session, data = open_model(options.model), np.load(options.ferplus)
    squares, label = unseen(data)
    p, doubts = answers(session, squares)
    fear, right = label == figures.FEAR, p.argmax(1) == label
    if options.covered:
        held = np.load(options.covered)
        for name, hidden in (("masks", 1), ("plain", 0)):
            _, d = answers(session, held["hold_crops"][held["hold_hidden"] == hidden])
            print(f"photographs held back, {name}: {int((d > MOST_DOUBT).sum())} of {len(d)} abstained", flush=True)
    result = {"n": len(label), "fears": int(fear.sum())}
    result |= judged(p, label) | {"ece": estimate(lambda i: figures.calibration_error(p[i], right[i]), len(label))}
    result["abstained_over_.3"] = round(float((doubts > MOST_DOUBT).mean()), 4)
    result |= groups(session, squares, label, p, doubts)
    if options.rendered:
        squares, labels, _, hidden, _ = rendered(options.rendered)
        kinds = np.load(options.rendered)
        p, doubts = answers(session, squares)
        result["rendered"] = figures.whole(p, doubts, labels, hidden > 0)
        for limit in (MOST_DOUBT, .5):
            result[f"rendered_abstained_over_{limit}_by_kind"] = {str(name): [int((doubts[kinds["kinds"] == k] > limit).sum()), int((kinds["kinds"] == k).sum())]
                                                                  for k, name in enumerate(kinds["kind_names"])}
        clear = (hidden == 0) & (labels.argmax(1) == figures.FEAR) & (labels.max(1) > .6)
        read = p[:, figures.FEAR] > .5
        result["rendered_fear_read_by_skin"] = {int(s): [int(read[clear & (kinds["skins"][:, 0] == s)].sum()), int((clear & (kinds["skins"][:, 0] == s)).sum())] for s in range(1, 11)}
    one, times = np.zeros((1, 1, SIDE, SIDE), np.float32), []
    for _ in range(300):
        began = time.perf_counter()
        session.run(None, {"face": one})
        times.append(time.perf_counter() - began)
    result["ms_a_face"] = {"least": round(1e3 * min(times), 2), "median": round(1e3 * float(np.median(times)), 2)}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
