"""FER+ as crops for training: aligned by the eyes, twins dropped, votes kept.

    python training/expression/ferplus.py CROWD-EMOTION/data OUT.npz [--points models/points/model.onnx]

CROWD-EMOTION: a clone of the public repository tessav/crowd-emotion. The pictures were collected from the web without their
people's consent: for research only; nothing of them goes into the repository. A picture that has a twin in another part is
kept in the later one only (test, then validation, then training). Takes about 4 minutes a core pair.
"""
import argparse
import hashlib
import multiprocessing
import sys
from pathlib import Path

import cv2
import numpy as np

import crops

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import ferplus as folder  # noqa: E402
import reference_crop  # noqa: E402

sys.path.append(str(Path(__file__).resolve().parents[1] / "points"))
import cropping  # noqa: E402

PARTS = ("FER2013Test", "FER2013Valid", "FER2013Train")


def find(work):
    """Points of the best face of each picture in its own pixels, {n, 6, 2}; NaN where none is found."""
    pictures, models, points = work
    cv2.setNumThreads(1)
    net = points and reference_crop.blazeface.open_model(points)
    detector = reference_crop.blazeface.open_model(f"{models}/blazeface-back-256/model.onnx")
    found = np.full((len(pictures), 6, 2), np.nan, np.float32)
    for i, picture in enumerate(pictures):
        large = cv2.resize(folder.pad(picture), None, fx=folder.SCALE, fy=folder.SCALE, interpolation=cv2.INTER_CUBIC)
        faces = reference_crop.blazeface.find_faces(detector, large)
        if faces:
            found[i] = cropping.right(net, np.ascontiguousarray(large[:, :, 0]), faces[0].points) / folder.SCALE
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("data")
    arguments.add_argument("out")
    arguments.add_argument("--models", default="models")
    arguments.add_argument("--points", help="models/points/model.onnx: cut as the program cuts; the shipped net was taught without")
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    seen, result = set(), {}
    for part in PARTS:
        pictures, votes = folder.read(Path(options.data) / part)
        digests = [hashlib.sha256(p.tobytes()).digest() for p in pictures]
        keep = np.array([d not in seen for d in digests])
        seen.update(digests)
        pictures, votes = pictures[keep], votes[keep]
        with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
            points = np.concatenate(pool.map(find, [(p, options.models, options.points) for p in np.array_split(pictures, 8 * options.processes)], 1))
        found = ~np.isnan(points[:, 0, 0])
        usual = np.median(points[found], axis=0)  # where no face is found, the crop of the middle face
        squares = np.stack([crops.cut(folder.pad(p)[:, :, 0], q if f else usual) for p, q, f in zip(pictures, points, found)])
        name = part[7:].lower()
        result |= {f"{name}_crops": squares, f"{name}_votes": votes.astype(np.uint8), f"{name}_found": found}
        print(f"{part}: {len(keep)} different pictures, {len(pictures)} without a twin in a later part, face found in {found.mean():.3f}", flush=True)
    np.savez_compressed(options.out, **result)


if __name__ == "__main__":
    main()
