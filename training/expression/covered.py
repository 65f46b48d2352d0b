"""Photographs of faces with and without a mask as crops for training: what the net's doubt learns real masks from.

    python training/expression/covered.py COVERED_FOLDER PLAIN_FOLDER OUT.npz [--points models/points/model.onnx]

From public collections of faces with and without masks, such as chandrikadeb7/Face-Mask-Detection's dataset/with_mask and
without_mask. Their pictures come from the web: for research only, nothing of them goes into the repository. No expression is
learned from them. Every eighth is left out of crops and kept as hold_crops, to measure by.
"""
import argparse
import multiprocessing
import sys
from pathlib import Path

import cv2
import numpy as np

import crops

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import reference_crop  # noqa: E402

sys.path.append(str(Path(__file__).resolve().parents[1] / "points"))
import cropping  # noqa: E402

SHARE = .25  # of the picture, added to each side: many are cut at chin and brow


def squares(work):
    cv2.setNumThreads(1)
    model, points, files = work
    detector, net, result = reference_crop.blazeface.open_model(model), points and reference_crop.blazeface.open_model(points), []
    for file in files:
        picture = cv2.imread(str(file))
        if picture is None or min(picture.shape[:2]) < crops.SIDE:
            continue
        margin = [round(SHARE * n) for n in (picture.shape[0], picture.shape[0], picture.shape[1], picture.shape[1])]
        picture = cv2.copyMakeBorder(picture, *margin, cv2.BORDER_REPLICATE)
        faces = reference_crop.blazeface.find_faces(detector, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
        if faces:
            grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
            result.append(crops.cut(grey, cropping.right(net, grey, faces[0].points)))
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("covered")
    arguments.add_argument("plain")
    arguments.add_argument("out")
    arguments.add_argument("--models", default="models")
    arguments.add_argument("--points", help="models/points/model.onnx: cut as the program cuts")
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    model, result, hidden = f"{options.models}/blazeface-back-256/model.onnx", {"": [], "hold_": []}, {"": [], "hold_": []}
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for folder, is_hidden in ((options.covered, 1), (options.plain, 0)):
            files = sorted(f for f in Path(folder).rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png"))
            for part, some in (("", [f for i, f in enumerate(files) if i % 8]), ("hold_", files[::8])):
                found = [s for block in pool.map(squares, [(model, options.points, some[i::8]) for i in range(8)], 1) for s in block]
                result[part] += found
                hidden[part] += [is_hidden] * len(found)
                print(f"{folder}: {len(found)} faces in {len(some)} pictures {'held back' if part else ''}", flush=True)
    np.savez_compressed(options.out, **{f"{p}crops": np.stack(result[p]) for p in result}, **{f"{p}hidden": np.float32(hidden[p]) for p in hidden})


if __name__ == "__main__":
    main()
