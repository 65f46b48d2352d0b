"""The reference reading of models/blazeface-back-256: prints the faces in a picture.

    python training/blazeface/reference.py PICTURE.png [--model models/blazeface-back-256/model.onnx]

Needs numpy, onnxruntime and opencv-python-headless. A picture that is not square is fitted into one, black at its margins.
"""
import argparse
import os
from dataclasses import dataclass

import cv2
import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime

SIDE = 256  # pixels of the model's square input
SCORE_THRESHOLD = .5  # below it a detection is dropped; measured in the model's card
OVERLAP = .3  # intersection over union from which detections are one face: IOU_THRESHOLD of the package's Postprocess2.compute
POINTS = ("right eye", "left eye", "nose tip", "mouth", "right ear", "left ear")  # the person's own right and left


@dataclass(frozen=True)
class Face:
    score: float
    box: np.ndarray  # shape {4}: left, top, width, height in pixels of the picture
    points: np.ndarray  # shape {6, 2}: x, y in pixels of the picture, in the order of POINTS


def anchors():
    """Centres, shape {896, 2}: x, y as shares of the input's side, in the order of the outputs."""
    centres = []
    for cells, per_cell in ((16, 2), (8, 6)):
        for row in range(cells):
            for column in range(cells):
                centres += [((column + .5) / cells, (row + .5) / cells)] * per_cell
    return np.array(centres)


ANCHORS = anchors()


def to_input(rgb):
    """The model's input of one picture, and the scale and margins that map it back (x = (u * SIDE - left) / scale)."""
    height, width = rgb.shape[:2]
    scale = SIDE / max(height, width)
    fitted = cv2.resize(rgb, (round(width * scale), round(height * scale)),
                        interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    top, left = (SIDE - fitted.shape[0]) // 2, (SIDE - fitted.shape[1]) // 2
    square = np.zeros((SIDE, SIDE, 3), np.uint8)
    square[top:top + fitted.shape[0], left:left + fitted.shape[1]] = fitted
    return (square.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None], scale, np.array([left, top])


def decode(outputs):
    """Scores {896} in [0, 1], boxes {896, 4} (centre x, y, width, height) and points {896, 6, 2}, as shares of the side."""
    scores16, boxes16, scores32, boxes32 = outputs
    logits = np.concatenate([scores16.reshape(-1), scores32.reshape(-1)]).astype(np.float64)
    raw = np.concatenate([boxes16.reshape(-1, 16), boxes32.reshape(-1, 16)]).astype(np.float64) / SIDE
    scores = 1 / (1 + np.exp(-np.clip(logits, -100, 100)))
    boxes = np.concatenate([raw[:, :2] + ANCHORS, raw[:, 2:4]], axis=1)
    return scores, boxes, raw[:, 4:].reshape(-1, 6, 2) + ANCHORS[:, None]


def overlap(box, others):
    """Intersection over union; boxes are centre x, y, width, height."""
    low = np.maximum(box[:2] - box[2:] / 2, others[:, :2] - others[:, 2:] / 2)
    high = np.minimum(box[:2] + box[2:] / 2, others[:, :2] + others[:, 2:] / 2)
    shared = np.clip(high - low, 0, None).prod(axis=1)
    return shared / (box[2:].prod() + others[:, 2:].prod(axis=1) - shared)


def find_faces(session, rgb, threshold=SCORE_THRESHOLD):
    """Faces, best first. Detections of one face are blended, weighted by score, as MediaPipe does.

    rgb: shape {height, width, 3}, uint8.
    """
    x, scale, margin = to_input(rgb)
    scores, boxes, points = decode(session.run(["scores16", "boxes16", "scores32", "boxes32"], {"picture": x}))
    left = np.flatnonzero(scores >= threshold)
    left = left[np.argsort(-scores[left], kind="stable")]
    faces = []
    while len(left):
        same = overlap(boxes[left[0]], boxes[left]) >= OVERLAP
        same[0] = True
        group, left = left[same], left[~same]
        weights = scores[group] / scores[group].sum()
        box, six = weights @ boxes[group], np.tensordot(weights, points[group], 1)
        corner = ((box[:2] - box[2:] / 2) * SIDE - margin) / scale
        faces.append(Face(float(scores[group[0]]), np.concatenate([corner, box[2:] * SIDE / scale]), (six * SIDE - margin) / scale))
    return faces


def open_model(path, threads=1):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("picture")
    arguments.add_argument("--model", default="models/blazeface-back-256/model.onnx")
    options = arguments.parse_args()
    picture = cv2.imread(options.picture)
    if picture is None:
        raise SystemExit(f"the picture must be a file that OpenCV reads, got {options.picture}")
    for face in find_faces(open_model(options.model), cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)):
        print(f"score {face.score:.4f}  box " + " ".join(f"{v:.1f}" for v in face.box))
        for name, (x, y) in zip(POINTS, face.points):
            print(f"  {name:10} {x:6.1f} {y:6.1f}")


if __name__ == "__main__":
    main()
