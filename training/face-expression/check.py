"""Compares models/face-expression/model.onnx with the original network on 42 fixed inputs, and on pictures where given.

    npm pack @vladmandic/face-api@1.7.15 && tar xzf vladmandic-face-api-1.7.15.tgz
    python training/face-expression/check.py --package package [--pictures FOLDER_OF_PNG]

Needs Node.js, numpy, onnxruntime and opencv-python-headless. The original runs in Node, by check.mjs, with tfjs's CPU backend.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

from reference_crop import SIDE, blazeface, crop

LIMIT = 1e-4  # largest difference of a probability that counts as the same network


def fixed_inputs():
    """Seeded noise, gradients, stripes and even grey, shape {42, 112, 112, 3}, each in [0, 255]."""
    rng = np.random.default_rng(20210121)
    row, column = np.mgrid[0:SIDE, 0:SIDE] / (SIDE - 1)
    inputs = [rng.uniform(0, 255, (SIDE, SIDE, 3)) for _ in range(10)]
    for _ in range(10):  # blobs: noise of 7 x 7, enlarged
        inputs.append(cv2.resize(rng.uniform(0, 255, (7, 7, 3)), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR))
    for angle in np.arange(8) * np.pi / 4:
        ramp = .5 + .35 * ((row - .5) * np.sin(angle) + (column - .5) * np.cos(angle))
        inputs.append(255 * ramp[..., None] * np.array([1, .8, .6]))
    for waves in (1, 2, 4, 8, 16, 32):
        inputs.append(127.5 + 127.5 * np.sin(2 * np.pi * waves * row)[..., None] * np.ones(3))
    inputs += [np.full((SIDE, SIDE, 3), grey, float) for grey in (0, 32, 64, 96, 128, 160, 192, 255)]
    return np.array(inputs, np.float32)


def pictures_in(folder, models):
    detector = blazeface.open_model(f"{models}/blazeface-back-256/model.onnx")
    for path in sorted(Path(folder).glob("*.png")):
        rgb = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
        for face in blazeface.find_faces(detector, rgb)[:1]:
            yield crop(rgb, face.points).transpose(1, 2, 0)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--package", required=True, help="the npm package, unpacked")
    arguments.add_argument("--models", default="models")
    arguments.add_argument("--pictures", help="a folder of PNG with faces, read as well")
    options = arguments.parse_args()
    inputs = fixed_inputs()
    if options.pictures:
        inputs = np.concatenate([inputs, np.array(list(pictures_in(options.pictures, options.models)))])
    with tempfile.TemporaryDirectory() as scratch:
        given, answered = f"{scratch}/inputs.f32", f"{scratch}/probabilities.f32"
        inputs.astype("<f4").tofile(given)
        subprocess.run(["node", str(Path(__file__).with_name("check.mjs")), options.package, given, answered],
                       check=True, stderr=subprocess.DEVNULL)
        original = np.fromfile(answered, "<f4").reshape(-1, 7)
    session = blazeface.open_model(f"{options.models}/face-expression/model.onnx")
    ours = session.run(None, {"face": np.ascontiguousarray(inputs.transpose(0, 3, 1, 2))})[0]
    difference = np.abs(ours - original).max()
    print(f"{len(inputs)} inputs, largest difference of a probability {difference:.2e}, "
          f"classes that come first somewhere: {sorted(set(original.argmax(axis=1).tolist()))}")
    if not difference <= LIMIT:
        sys.exit(f"the difference must be at most {LIMIT}, got {difference}")


if __name__ == "__main__":
    main()
