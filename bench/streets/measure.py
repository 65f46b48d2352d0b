"""How many faces of real clips the detector finds, and what it takes for one: figures for models/faces/card.md.

    python bench/streets/measure.py models/faces/model.onnx SAMPLE-VIDEOS bench/streets/labels.csv [--show FALSE.png]

README.md says where the clips come from and how they were labelled. Nothing is trained by them. A face counts from 30 pixels
on; it is found where a box shares .3 of the two together; a box that lies on a labelled face or on a head without one is no false one.
Interval: 95 %, the clips drawn again 1,000 times.
"""
import argparse
import csv
import json
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training" / "faces"))
import found  # noqa: E402
from films import grids, open_model  # noqa: E402

LOWEST, LIMITS = .3, (.35, .4, .45, .5, .54, .6)
SMALLEST, SAME, ON_HEAD = 30, .3, .3
SMALLER = 4  # FaceFinder looks at the frame once more, so much smaller


def frames(folder, file, numbers):
    """The named frames of a clip, by number."""
    video, kept = cv2.VideoCapture(str(Path(folder) / file)), {}
    if not video.isOpened():
        raise SystemExit(f"a clip must be at {Path(folder) / file}; README.md says where they come from")
    for number in range(max(numbers) + 1):
        read, picture = video.read()
        if not read:
            break
        if number in numbers:
            kept[number] = picture
    if len(kept) < len(numbers):
        raise SystemExit(f"{file} must have frame {max(numbers)}, got {len(kept)} of {len(numbers)} labelled frames; take the clips of the commit that README.md names")
    return kept


def faces(session, picture):
    """What FaceFinder finds in a picture without what it knew before, {n, 17}."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    large = found.decode(grids(session, grey), LOWEST)
    small = found.decode(grids(session, cv2.resize(grey, None, fx=1 / SMALLER, fy=1 / SMALLER, interpolation=cv2.INTER_AREA)), LOWEST)
    small[:, :16] *= SMALLER
    return found.one(np.concatenate([large, small]))


def counted(boxes, truth, heads):
    """(found, wanted, numbers of the false boxes) of one picture."""
    large = [t for t in np.array(truth).reshape(-1, 4) if t[2] - t[0] >= SMALLEST]
    hits = sum(bool(len(boxes)) and found.overlap(t, boxes).max() >= SAME for t in large)
    known = np.array([*truth, *heads]).reshape(-1, 4)
    return hits, len(large), [i for i, b in enumerate(boxes) if not len(known) or (found.overlap(b, known, smaller=True) < ON_HEAD).all()]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("clips")
    arguments.add_argument("labels")
    arguments.add_argument("--show", help="a picture of what was taken for a face from .5 on; for looking at, never for the repository")
    options = arguments.parse_args()
    session, labels, shown = open_model(options.model), {}, []
    for row in csv.DictReader(open(options.labels, newline="")):
        box = [float(row[side]) for side in ("left", "top", "right", "bottom")] if row["kind"] != "none" else None
        frame = labels.setdefault(row["file"], {}).setdefault(int(row["frame"]), {"enlarged": int(row["enlarged"]), "face": [], "head": []})
        if box:
            frame[row["kind"]].append(box)
    results = {limit: [] for limit in LIMITS}  # of each clip: found, wanted, false, frames
    for file, wanted in labels.items():
        sums = {limit: np.zeros(4, int) for limit in LIMITS}
        for number, picture in frames(options.clips, file, set(wanted)).items():
            frame = wanted[number]
            if frame["enlarged"] > 1:
                picture = cv2.resize(picture, None, fx=frame["enlarged"], fy=frame["enlarged"], interpolation=cv2.INTER_CUBIC)
            boxes = faces(session, picture)
            for limit in LIMITS:
                sure = boxes[boxes[:, 16] >= limit]
                hits, of, false = counted(sure, frame["face"], frame["head"])
                sums[limit] += (hits, of, len(false), 1)
                if limit == .5:
                    shown += [(sure[i], picture) for i in false]
        for limit in LIMITS:
            results[limit].append(sums[limit])
    draw, answer = np.random.default_rng(2021), {}
    for limit, rows in results.items():
        rows = np.array(rows)
        again = np.array([rows[draw.integers(0, len(rows), len(rows))].sum(0) for _ in range(1000)])
        hits, of, false, looked = rows.sum(0)
        answer[limit] = {"found": [int(hits), int(of), round(hits / of, 4), [round(float(v), 3) for v in np.percentile(again[:, 0] / np.maximum(1, again[:, 1]), (2.5, 97.5))]],
                         "false a hundred frames": [int(false), int(looked), round(100 * false / looked, 2), [round(float(v), 1) for v in np.percentile(100 * again[:, 2] / again[:, 3], (2.5, 97.5))]]}
    print(json.dumps(answer, indent=1))
    if options.show and shown:
        cv2.imwrite(options.show, np.hstack([cv2.resize(picture[max(0, int(b[1])):int(b[3]), max(0, int(b[0])):int(b[2])], (110, 130)) for b, picture in shown]))


if __name__ == "__main__":
    main()
