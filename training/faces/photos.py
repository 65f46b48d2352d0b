"""Photographs in grey with the faces that a free teacher (BlazeFace, Apache-2.0) finds in them, as one file.

    python training/faces/photos.py FOLDER OUT.npz [--seen SEEN.csv]     # every picture of a folder, looked at in squares of several sizes
    python training/faces/photos.py --ferplus CROWD-EMOTION/data OUT.npz [--most 9000]    # FER+'s training part: one face a picture
    python training/faces/photos.py --portraits FOLDER OUT.npz    # pictures of one face, cut about it

Photographs of people are for training only and never go into the repository. In OUT.npz, for each picture i: picture_i uint8
{height, width}; faces_i float32 {n, 17}: head's box (left, top, right, bottom), six points (x, y), confidence.
"""
import argparse
import csv
import multiprocessing
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "blazeface"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import ferplus  # noqa: E402
import reference as blazeface  # noqa: E402

WIDE = 3.4  # heads across that are kept of a portrait
LONGEST = 640  # pixels of a kept picture's longer side
SURE, POSSIBLE = .6, .2  # from the first on a detection is a face; between them nobody knows, and nothing is learned
HEAD_WIDTH, HEAD_ABOVE, HEAD_BELOW = 1.22, .53, .07  # head's box from the detector's: medians over 808 faces of the sample clips against their truth


def head(face):
    """{17} from a detection."""
    left, top, width, height = face.box
    middle = left + width / 2
    box = (middle - width * HEAD_WIDTH / 2, top - height * HEAD_ABOVE, middle + width * HEAD_WIDTH / 2, top + height * (1 + HEAD_BELOW))
    return np.concatenate([box, face.points.ravel(), [face.score]])


def squares(height, width):
    """(left, top, side) of the squares that are looked at: the whole, halves, thirds of the shorter side."""
    for side in {max(height, width), min(height, width), min(height, width) // 2, min(height, width) // 3}:
        for top in np.unique(np.linspace(0, max(0, height - side), 1 + int(np.ceil(1.5 * max(0, height - side) / side))).astype(int)):
            for left in np.unique(np.linspace(0, max(0, width - side), 1 + int(np.ceil(1.5 * max(0, width - side) / side))).astype(int)):
                yield int(left), int(top), side


def overlap(one, others):
    low, high = np.maximum(one[:2], others[:, :2]), np.minimum(one[2:4], others[:, 2:4])
    shared = np.clip(high - low, 0, None).prod(1)
    return shared / np.minimum((one[2:4] - one[:2]).prod(), (others[:, 2:4] - others[:, :2]).prod(1))


def all_faces(session, rgb):
    """{n, 17}: the detections of every square, the surest of those that overlap; one that a square cuts is left to another."""
    height, width = rgb.shape[:2]
    found = []
    for left, top, side in squares(height, width):
        part = rgb[top:top + side, left:left + side]
        for face in blazeface.find_faces(session, part, POSSIBLE):
            x, y, w, h = face.box
            cut = (left and x < .02 * side) or (top and y < .02 * side) or (left + side < width and x + w > .98 * side) or (top + side < height and y + h > .98 * side)
            if not cut:
                row = head(face)
                row[:16] += np.tile((left, top), 8)
                found.append(row)
    kept = []
    for row in sorted(found, key=lambda r: -r[16]):
        if not kept or (overlap(row, np.array(kept)) < .4).all():
            kept.append(row)
    return np.float32(kept).reshape(-1, 17)


def photographs(work):
    cv2.setNumThreads(1)
    session, result = blazeface.open_model(work[0]), []
    for file in work[1]:
        picture = cv2.imread(str(file))
        if picture is None:
            continue
        scale = min(1, LONGEST / max(picture.shape[:2]))
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        known = work[2].get(file.name, np.zeros((0, 17), np.float32)) if work[2] else all_faces(session, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
        result.append((cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), known))
    return result


def seen_by_eye(path):
    """Of each picture that someone looked at its faces {n, 17}: face or unknown. A picture that is not in the file has none."""
    faces = {}
    for row in list(csv.reader(open(path, newline="")))[1:]:
        faces.setdefault(row[0], []).append([*map(float, row[2:18]), 1 if row[1] == "face" else (SURE + POSSIBLE) / 2])
    return {name: np.float32(rows) for name, rows in faces.items()}


def portraits(work):
    """Each picture in which just one face is found, cut to WIDE heads about it and made no larger than needed."""
    cv2.setNumThreads(1)
    session, result = blazeface.open_model(work[0]), []
    for file in work[1]:
        picture = cv2.imread(str(file))
        if picture is None or min(picture.shape[:2]) < 40:
            continue
        margin = [round(.25 * n) for n in (picture.shape[0], picture.shape[0], picture.shape[1], picture.shape[1])]
        picture = cv2.copyMakeBorder(picture, *margin, cv2.BORDER_REPLICATE)  # many are cut at chin and brow
        found = blazeface.find_faces(session, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), POSSIBLE)
        if len(found) != 1 or found[0].score < SURE:
            continue
        row = head(found[0])
        width = row[2] - row[0]
        x, y = (row[0] + row[2]) / 2, (row[1] + row[3]) / 2 + .4 * width
        left, top = (int(max(0, c - WIDE / 2 * width)) for c in (x, y))
        cut = cv2.cvtColor(picture[top:int(y + WIDE / 2 * width), left:int(x + WIDE / 2 * width)], cv2.COLOR_BGR2GRAY)
        scale = min(1, 110 / width)
        row[:16] = (row[:16] - np.tile((left, top), 8)) * scale
        result.append((cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32(row[None])))
    return result


def faces(work):
    cv2.setNumThreads(1)
    session, result = blazeface.open_model(work[0]), []
    for picture in work[1]:
        found = blazeface.find_faces(session, cv2.resize(ferplus.pad(picture), None, fx=ferplus.SCALE, fy=ferplus.SCALE, interpolation=cv2.INTER_CUBIC))
        if found and found[0].score > SURE:
            row = head(found[0])
            row[:16] = row[:16] / ferplus.SCALE - ferplus.MARGIN
            result.append((picture, np.float32(row[None])))
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder")
    arguments.add_argument("out")
    arguments.add_argument("--ferplus", action="store_true")
    arguments.add_argument("--portraits", action="store_true")
    arguments.add_argument("--seen", help="what was seen by eye, instead of the teacher's word: seen.csv")
    arguments.add_argument("--most", type=int, default=9000)
    arguments.add_argument("--model", default="models/blazeface-back-256/model.onnx")
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    if options.ferplus:
        work, do = ferplus.read(Path(options.folder) / "FER2013Train")[0], faces
        work = work[np.random.default_rng(7).permutation(len(work))[:options.most]]
    else:
        do = portraits if options.portraits else photographs
        work = sorted(f for f in Path(options.folder).rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png"))
    seen = seen_by_eye(options.seen) if options.seen else None
    parts = [work[i::4 * options.processes] for i in range(4 * options.processes)]
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        rows = [row for part in pool.map(do, [(options.model, part, seen) for part in parts], 1) for row in part]
    print(f"{len(rows)} pictures, {sum((r[1][:, 16] >= SURE).sum() for r in rows)} faces, {sum((r[1][:, 16] < SURE).sum() for r in rows)} possible ones")
    np.savez(options.out, **{f"picture_{i}": p for i, (p, _) in enumerate(rows)}, **{f"faces_{i}": f for i, (_, f) in enumerate(rows)})


if __name__ == "__main__":
    main()
