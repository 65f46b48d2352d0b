"""Photographs in grey with the faces that a free teacher (BlazeFace, Apache-2.0) finds in them, as one file.

    python training/faces/photos.py FOLDER OUT.npz             # every picture of a folder, looked at in squares of several sizes
    python training/faces/photos.py --ferplus CROWD-EMOTION/data OUT.npz [--most 9000]    # FER+'s training part: one face a picture

Photographs of people are for training only and never go into the repository. In OUT.npz, for each picture i: picture_i uint8
{height, width}; faces_i float32 {n, 17}: head's box (left, top, right, bottom), six points (x, y), confidence.
"""
import argparse
import multiprocessing
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "blazeface"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import ferplus  # noqa: E402
import reference as blazeface  # noqa: E402

LONGEST = 640  # pixels of a kept picture's longer side
SURE, POSSIBLE = .6, .2  # from the first on a detection is a face; between them nobody knows, and nothing is learned
HEAD_WIDTH, HEAD_ABOVE, HEAD_BELOW = 1.22, .53, .07  # head's box from the detector's: BlazeFace.java


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
        result.append((cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), all_faces(session, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))))
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
    arguments.add_argument("--most", type=int, default=9000)
    arguments.add_argument("--model", default="models/blazeface-back-256/model.onnx")
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    if options.ferplus:
        work, do = ferplus.read(Path(options.folder) / "FER2013Train")[0], faces
        work = work[np.random.default_rng(7).permutation(len(work))[:options.most]]
    else:
        work, do = sorted(f for f in Path(options.folder).rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png")), photographs
    parts = [work[i::4 * options.processes] for i in range(4 * options.processes)]
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        rows = [row for part in pool.map(do, [(options.model, part) for part in parts], 1) for row in part]
    print(f"{len(rows)} pictures, {sum((r[1][:, 16] >= SURE).sum() for r in rows)} faces, {sum((r[1][:, 16] < SURE).sum() for r in rows)} possible ones")
    np.savez(options.out, **{f"picture_{i}": p for i, (p, _) in enumerate(rows)}, **{f"faces_{i}": f for i, (_, f) in enumerate(rows)})


if __name__ == "__main__":
    main()
