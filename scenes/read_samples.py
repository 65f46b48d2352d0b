"""Measures what the two models read in the sample clips, person by person, against the truth files; prints a table.

    python3 scenes/read_samples.py [CLIP.mp4 ...] [--seconds 2]

Five frames a second, as the product reads; faces in tiles of 540 pixels with a quarter overlap; crops as in
training/face-expression/reference_crop.py. Distress = fear + sadness * min(1, fear / 0.2).
"""
import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "training" / "face-expression"), str(ROOT / "training" / "blazeface")]
import reference as blazeface  # noqa: E402
import reference_crop  # noqa: E402

READS_PER_SECOND, TILE = 5, 540
NOBODY = 99  # sorts last
NAMES = reference_crop.NAMES


def tiles(width, height):
    step = TILE * 3 // 4
    for top in sorted({min(y, max(0, height - TILE)) for y in range(0, height, step)}):
        for left in sorted({min(x, max(0, width - TILE)) for x in range(0, width, step)}):
            yield left, top


def faces(finder, rgb):
    """(score, points) of every face, the same one found in two tiles once."""
    found = []
    for left, top in tiles(rgb.shape[1], rgb.shape[0]):
        for f in blazeface.find_faces(finder, rgb[top:top + TILE, left:left + TILE]):
            found.append((f.score, f.points + (left, top)))
    kept = []
    for score, points in sorted(found, key=lambda each: -each[0]):
        if all(np.linalg.norm(points[2] - other[2]) > np.linalg.norm(other[0] - other[1]) for _, other in kept):
            kept.append((score, points))
    return kept


def read(path, finder, reader):
    """Rows (at, person or None, expression said to be shown, probabilities or None where the face is not found)."""
    truth = [json.loads(line) for line in open(path.with_suffix("").as_posix() + ".truth.jsonl")]
    video, rows = cv2.VideoCapture(str(path)), []
    every = round(video.get(cv2.CAP_PROP_FPS) / READS_PER_SECOND)
    for i, now in enumerate(truth):
        ok, bgr = video.read()
        if not ok:
            raise ValueError(f"{path} must have {len(truth)} frames as its truth has, got {i}")
        if i % every:
            continue
        rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
        left = faces(finder, rgb)
        for person in sorted(now["people"], key=lambda p: -p["head"][2]):  # the nearest, largest head first
            l, t, w, h = person["head"]
            mine = next((f for f in left if l < f[1][2][0] < l + w and t < f[1][2][1] < t + h), None)
            probabilities = None
            if mine:
                left = [f for f in left if f is not mine]
                probabilities = reader.run(None, {"face": reference_crop.crop(rgb, mine[1])[None]})[0][0]
            rows.append((now["at"], person["id"], person["expression"], probabilities))
        rows += [(now["at"], None, "", reader.run(None, {"face": reference_crop.crop(rgb, f[1])[None]})[0][0]) for f in left]
    return rows


def distress(p):
    fear, sadness = p[NAMES.index("fear")], p[NAMES.index("sadness")]
    return fear + sadness * min(1, fear / .2)


def table(rows, seconds):
    """A row for each person and shown expression; with `seconds`, for each person and stretch of time."""
    classes = ("fear", "sadness", "anger", "surprise", "neutral", "happiness")
    print("| person |" + (" from s |" if seconds else "") + " shown | found | " + " | ".join(classes) + " | distress: median | 5 % | 95 % | over .15 | over .5 |")
    print("|---" * (14 if seconds else 13) + "|")
    groups = defaultdict(list)
    for at, person, shown, p in rows:
        groups[NOBODY if person is None else person, at // seconds * seconds if seconds else shown].append((shown, p))
    for (person, group), each in sorted(groups.items()):
        cells = ["no head there" if person == NOBODY else f"{person}"] + ([f"{group:g}"] if seconds else [])
        found = np.array([p for _, p in each if p is not None])
        cells += ["/".join(sorted({shown for shown, _ in each})), f"{len(found)}/{len(each)}"]
        if len(found):
            d = np.array([distress(p) for p in found])
            cells += [f"{found[:, NAMES.index(n)].mean():.2f}" for n in classes]
            cells += [f"{np.median(d):.2f}", f"{np.percentile(d, 5):.2f}", f"{np.percentile(d, 95):.2f}", f"{(d > .15).sum()}", f"{(d > .5).sum()}"]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("clips", nargs="*", type=Path)
    words.add_argument("--seconds", type=float, help="a row for each stretch of so many seconds")
    given = words.parse_args()
    models = [blazeface.open_model(str(ROOT / "models" / name / "model.onnx")) for name in ("blazeface-back-256", "face-expression")]
    for clip in given.clips or sorted((ROOT / "scenes" / "samples").glob("*.mp4")):
        print(f"\n{clip.name}\n")
        table(read(clip, *models), given.seconds)
