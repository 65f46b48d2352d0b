"""Compares models/palm-192 and models/hand-224 with the original networks, on 30 fixed inputs.

    npm pack @mediapipe/hands@0.4.1675469240 && tar xf mediapipe-hands-*.tgz
    npm install playwright-core @tensorflow/tfjs-core@3.21.0 @tensorflow/tfjs-backend-cpu@3.21.0 && npm install --force @tensorflow/tfjs-tflite@0.0.1-alpha.10
    python training/hands/check.py package --packages . [--size lite|full] [--models models]

Needs Node.js, chromium, numpy, onnxruntime, flatbuffers, onnx. The original runs in chromium, by check.mjs.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime

from convert import HAND, PALM, palm_file

LIMIT = 1e-4  # of an output's own spread: both keep 16-bit weights, and add up in another order


def fixed_inputs(side):
    """Seeded noise, blobs, gradients and stripes, shape {30, side, side, 3}, in [0, 1]."""
    draw = np.random.default_rng(20210121)
    row, column = np.mgrid[0:side, 0:side] / (side - 1)
    inputs = [draw.random((side, side, 3)) for _ in range(8)]
    for cells in (4, 7, 14, 28) * 3:
        inputs.append(np.kron(draw.random((cells, cells, 3)), np.ones((-(-side // cells),) * 2 + (1,)))[:side, :side])
    for angle in np.arange(5) * np.pi / 5:
        inputs.append((.5 + .35 * ((row - .5) * np.sin(angle) + (column - .5) * np.cos(angle)))[..., None] * np.array([1, .8, .6]))
    for waves in (1, 3, 9, 20, 40):
        inputs.append((.5 + .5 * np.sin(2 * np.pi * waves * row))[..., None] * np.ones(3))
    return np.array(inputs, np.float32)


def compare(path, model, names, packages, folder):
    """Largest difference of each output, as a share of that output's spread over the inputs."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    side = session.get_inputs()[0].shape[2]
    inputs, given, answered = fixed_inputs(side), os.path.join(folder, "inputs.f32"), os.path.join(folder, "outputs.json")
    inputs.astype("<f4").tofile(given)
    subprocess.run(["node", str(Path(__file__).with_name("check.mjs")), packages, path, given, str(side), answered], check=True)
    with open(answered) as file:
        original = json.load(file)
    ours = [dict(zip((o.name for o in session.get_outputs()), session.run(None, {"picture": one.transpose(2, 0, 1)[None]}))) for one in inputs]
    result = {}
    for name, new in names.items():
        a, b = np.array([o[name] for o in original]).reshape(len(inputs), -1), np.array([o[new].ravel() for o in ours])
        result[new] = float(np.abs(a - b).max() / (a.max() - a.min()))
    return result


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("package", help="the unpacked npm package @mediapipe/hands")
    words.add_argument("--packages", default=".", help="the folder with node_modules")
    words.add_argument("--size", choices=("lite", "full"), default="lite")
    words.add_argument("--models", default="models")
    given = words.parse_args()
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        palm, hand = palm_file(given.package, given.size, folder), os.path.join(given.package, f"hand_landmark_{given.size}.tflite")
        for path, name, names in ((palm, "palm-192/model.onnx", PALM), (palm, "palm-192/card.onnx", PALM), (hand, "hand-224/model.onnx", HAND)):
            differences = compare(path, os.path.join(given.models, name), names, given.packages, folder)
            print(name, ", ".join(f"{output} {value:.1e}" for output, value in differences.items()), "of its spread")
            worst = max(worst, *differences.values())
    if not worst <= LIMIT:
        sys.exit(f"the difference must be at most {LIMIT}, got {worst}")


if __name__ == "__main__":
    main()
