"""Writes golden.json of every model: inputs by formula, outputs as Python's ONNX Runtime gives them.

    python training/golden.py --models models

Any other language computes the inputs by the same formula in float64, rounds to float32 or cuts to bytes as it says, and compares.
"""
import argparse
import json
import os

import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime


def blazeface_input():
    channel, row, column = np.mgrid[0:3, 0:256, 0:256].astype(np.float64)
    return np.sin(.05 * row + .07 * column + channel).astype(np.float32)[None]


def face_input(k):
    channel, row, column = np.mgrid[0:3, 0:112, 0:112].astype(np.float64)
    return (127.5 + 127.5 * np.sin(.11 * (k + 1) * row + .07 * column + channel + k)).astype(np.float32)


def grey_face_input(k):
    row, column = np.mgrid[0:48, 0:48].astype(np.float64)
    return (127.5 + 127.5 * np.sin(.11 * (k + 1) * row + .07 * column + k)).astype(np.float32)[None]


def square_input(side):
    channel, row, column = np.mgrid[0:3, 0:side, 0:side].astype(np.float64)
    return (.5 + .5 * np.sin(.05 * row + .07 * column + channel)).astype(np.float32)[None]


def numbers(values):
    return [float(np.float32(v)) for v in values]


def write(path, content):
    with open(path, "w") as file:
        file.write(json.dumps(content, indent=2) + "\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--models", default="models")
    folder = arguments.parse_args().models
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3

    def run(name, feeds):
        session = onnxruntime.InferenceSession(f"{folder}/{name}/model.onnx", options, providers=["CPUExecutionProvider"])
        return dict(zip([o.name for o in session.get_outputs()], session.run(None, feeds)))

    made = f"python training/golden.py, onnxruntime {onnxruntime.__version__}, CPU"
    outputs = run("blazeface-back-256", {"picture": blazeface_input()})
    write(f"{folder}/blazeface-back-256/golden.json", {
        "input": "picture, shape {1, 3, 256, 256}: value = (float) sin(0.05 * row + 0.07 * column + channel), angles in radians, "
                 "computed in float64",
        "made": made,
        "tolerance": "absolute 1e-3 + relative 1e-4",
        "outputs": {name: {"shape": list(v.shape), "first8": numbers(v.ravel()[:8]), "mean": float(v.mean(dtype=np.float64))}
                    for name, v in outputs.items()}})
    row, column = np.mgrid[0:96, 0:128].astype(np.float64)
    outputs = run("faces", {"picture": (128 + 127 * np.sin(.05 * row + .07 * column)).astype(np.uint8)[None, None]})
    write(f"{folder}/faces/golden.json", {
        "input": "picture, shape {1, 1, 96, 128}: value = (byte) (128 + 127 * sin(0.05 * row + 0.07 * column)), from 0 to 255, cut to the whole number below, angles in radians, computed in float64",
        "made": made,
        "tolerance": "absolute 1e-3 + relative 1e-4",
        "outputs": {name: {"shape": list(v.shape), "first8": numbers(v.ravel()[:8]), "mean": float(v.mean(dtype=np.float64))} for name, v in outputs.items()}})
    outputs = run("points", {"faces": np.stack([grey_face_input(k) for k in range(3)])})
    write(f"{folder}/points/golden.json", {
        "input": "faces, shape {3, 1, 48, 48}: value = (float) (127.5 + 127.5 * sin(0.11 * (k + 1) * row + 0.07 * column + k)) for face k, angles in radians, computed in float64",
        "made": made,
        "tolerance": "absolute 1e-4",
        "points": [numbers(p) for p in outputs["points"]]})
    for name, side in (("palm-192", 192), ("hand-224", 224)):
        outputs = run(name, {"picture": square_input(side)})
        write(f"{folder}/{name}/golden.json", {
            "input": f"picture, shape {{1, 3, {side}, {side}}}: value = (float) (0.5 + 0.5 * sin(0.05 * row + 0.07 * column + channel)), angles in "
                     "radians, computed in float64",
            "made": made,
            "tolerance": "absolute 1e-3 + relative 1e-3",
            "outputs": {o: {"shape": list(v.shape), "first8": numbers(v.ravel()[:8]), "mean": float(v.mean(dtype=np.float64))} for o, v in outputs.items()}})
    outputs = run("expression", {"face": np.stack([grey_face_input(k) for k in range(3)])})
    write(f"{folder}/expression/golden.json", {
        "input": "face, shape {3, 1, 48, 48}: value of face k (0, 1, 2) = (float) (127.5 + 127.5 * sin(0.11 * (k + 1) * row + 0.07 * column + k)), "
                 "angles in radians, computed in float64",
        "made": made,
        "tolerance": "absolute 1e-3: 8 bits round, so a last digit may move a step",
        "classes": ["neutral", "happiness", "sadness", "anger", "fear", "disgust", "surprise"],
        "probabilities": [numbers(p) for p in outputs["probabilities"]],
        "doubt": numbers(outputs["doubt"])})
    faces = np.stack([face_input(k) for k in range(3)])
    probabilities = run("face-expression", {"face": faces})["probabilities"]
    write(f"{folder}/face-expression/golden.json", {
        "input": "face, shape {3, 3, 112, 112}: value of face k (0, 1, 2) = (float) (127.5 + 127.5 * sin(0.11 * (k + 1) * row "
                 "+ 0.07 * column + channel + k)), angles in radians, computed in float64",
        "made": made,
        "tolerance": "absolute 1e-4",
        "classes": ["neutral", "happiness", "sadness", "anger", "fear", "disgust", "surprise"],
        "probabilities": [numbers(p) for p in probabilities]})


if __name__ == "__main__":
    main()
