"""The one crop of a face that the expression model is trained, measured and used with.

    python training/face-expression/reference_crop.py PICTURE.png [--out CROP.png]

Finds the best face with models/blazeface-back-256, crops it and prints the seven probabilities.
Needs numpy, onnxruntime and opencv-python-headless. The crop itself is plain arithmetic, so that any language can repeat it.
"""
import argparse
import math
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "blazeface"))
import reference as blazeface  # noqa: E402

SIDE = 112  # pixels of the model's input
# face-api's FaceLandmarks.ts: where the middle of the two eyes and the mouth lies in the crop, and the share of the
# crop's side that the eye-to-mouth distance takes
REL_X, REL_Y, REL_SCALE = .5, .43, .45
SHARPNESS = -.75  # Keys' cubic kernel, with OpenCV's parameter; bilinear samples lose fear on small faces (the model's card)
TIGHTNESS = 1.0  # times the side; measured in the model's card
NAMES = ("neutral", "happiness", "sadness", "anger", "fear", "disgust", "surprise")  # the order of the model's output


def crop_square(points, tightness=TIGHTNESS):
    """Top left corner {2}, unit vectors {2} along the crop's rows and columns, and side, all in pixels of the picture.

    points: shape {6, 2}: BlazeFace's, of which the eyes (0, 1) and the mouth (3) are used.
    """
    right_eye, left_eye, mouth = points[0], points[1], points[3]
    distance = (math.dist(mouth, right_eye) + math.dist(mouth, left_eye)) / 2
    side = tightness * distance / REL_SCALE
    along = (left_eye - right_eye) / math.dist(left_eye, right_eye)  # level: from the person's right eye to the left
    down = np.array([-along[1], along[0]])
    middle = (right_eye + left_eye + mouth) / 3
    return middle - REL_X * side * along - REL_Y * side * down, along, down, side


def crop(rgb, points, tightness=TIGHTNESS):
    """The model's input, shape {3, 112, 112}: channel (R, G, B), row, column; each in [0, 255].

    Each pixel is the mean of k x k evenly spaced bicubic samples, k = max(1, round half up(side / 112)), limited to
    [0, 255]. Beyond the picture's edge its nearest pixel goes on. Pixel (column c, row r) of the picture has its centre at
    (c + .5, r + .5).
    """
    corner, along, down, side = crop_square(points, tightness)
    k = max(1, math.floor(side / SIDE + .5))
    steps = (np.arange(SIDE * k) + .5) / (SIDE * k) * side
    x = corner[0] + steps[None] * along[0] + steps[:, None] * down[0] - .5
    y = corner[1] + steps[None] * along[1] + steps[:, None] * down[1] - .5
    samples = np.clip(bicubic(rgb, x, y), 0, 255)
    return samples.reshape(SIDE, k, SIDE, k, 3).mean(axis=(1, 3)).transpose(2, 0, 1).astype(np.float32)


def cubic_weights(t):
    """Of the pixels at -1, 0, 1, 2 for a place t in [0, 1) after pixel 0."""
    a = SHARPNESS
    return (a * (t ** 3 - 2 * t ** 2 + t), (a + 2) * t ** 3 - (a + 3) * t ** 2 + 1,
            -(a + 2) * t ** 3 + (2 * a + 3) * t ** 2 - a * t, -a * (t ** 3 - t ** 2))


def bicubic(rgb, x, y):
    """Values {..., 3} at x, y, where 0 is the first pixel's centre."""
    height, width = rgb.shape[:2]
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    picture = rgb.astype(np.float64)
    total = np.zeros(x.shape + (3,))
    for i, vertical in enumerate(cubic_weights(y - top)):
        row = np.clip(top + i - 1, 0, height - 1)
        for j, horizontal in enumerate(cubic_weights(x - left)):
            total += (vertical * horizontal)[..., None] * picture[row, np.clip(left + j - 1, 0, width - 1)]
    return total


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("picture")
    arguments.add_argument("--out", help="writes the crop as a picture")
    arguments.add_argument("--models", default="models", help="the folder of models")
    options = arguments.parse_args()
    picture = cv2.imread(options.picture)
    if picture is None:
        raise SystemExit(f"the picture must be a file that OpenCV reads, got {options.picture}")
    rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    faces = blazeface.find_faces(blazeface.open_model(f"{options.models}/blazeface-back-256/model.onnx"), rgb)
    if not faces:
        raise SystemExit(f"no face found in {options.picture}")
    face = crop(rgb, faces[0].points)
    if options.out:
        cv2.imwrite(options.out, cv2.cvtColor(face.transpose(1, 2, 0).round().astype(np.uint8), cv2.COLOR_RGB2BGR))
    session = blazeface.open_model(f"{options.models}/face-expression/model.onnx")
    for name, probability in zip(NAMES, session.run(None, {"face": face[None]})[0][0]):
        print(f"{name:9} {probability:.4f}")


if __name__ == "__main__":
    main()
