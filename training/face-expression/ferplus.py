"""Reads FER+ (public repository tessav/crowd-emotion, data/FER2013Valid): pictures, votes, and the faces found in them.

The pictures were collected from the web without their people's consent: they are for research, and none may be kept with
the product. The folder FER2013Test is left for a final test: nothing here is chosen by it.
"""
import csv
import hashlib
from pathlib import Path

import cv2
import numpy as np

import reference_crop

SIDE = 48  # pixels of each grey picture
MARGIN = 14  # pixels on each side, 30 %: the pictures are cut at chin and brow, where a detector wants more
SCALE = 4  # for the detector only: 76 pixels become 304
# label.csv's columns after name and box: neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, not a face
COLUMNS = {"neutral": 0, "happiness": 1, "sadness": 3, "anger": 4, "fear": 6, "disgust": 5, "surprise": 2}
CONTEMPT, UNKNOWN, NOT_A_FACE = 7, 8, 9


def read(folder):
    """Grey pictures, shape {n, 48, 48}, and votes, shape {n, 10}; without the copies of a picture already read."""
    pictures, votes, seen = [], [], set()
    with open(Path(folder) / "label.csv", newline="") as file:
        for row in csv.reader(file):
            picture = cv2.imread(str(Path(folder) / row[0]), cv2.IMREAD_GRAYSCALE)
            if picture.shape != (SIDE, SIDE):
                raise ValueError(f"a FER+ picture must be 48 x 48, got {picture.shape} ({row[0]})")
            digest = hashlib.sha256(picture.tobytes()).digest()
            if digest not in seen:
                seen.add(digest)
                pictures.append(picture)
                votes.append([int(v) for v in row[2:12]])
    return np.array(pictures), np.array(votes)


def pad(picture):
    """RGB, with a margin of repeated edge pixels."""
    padded = cv2.copyMakeBorder(picture, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    return cv2.cvtColor(padded, cv2.COLOR_GRAY2RGB)


def read_faces(pictures, detector, expression, tightnesses):
    """Per picture the model's probabilities, shape {n, tightnesses, 7}; NaN where no face is found."""
    result = np.full((len(pictures), len(tightnesses), 7), np.nan)
    for i, picture in enumerate(pictures):
        rgb = pad(picture)
        large = cv2.resize(rgb, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC)
        faces = reference_crop.blazeface.find_faces(detector, large)
        if faces:
            crops = np.stack([reference_crop.crop(rgb, faces[0].points / SCALE, t) for t in tightnesses])
            result[i] = expression.run(None, {"face": crops})[0]
    return result


def plurality(votes):
    """The column with most votes of ten, -1 where two share the first place."""
    most = votes.max(axis=1, keepdims=True)
    return np.where((votes == most).sum(axis=1) == 1, votes.argmax(axis=1), -1)


def area_under_curve(scores, positive):
    """The probability that a positive scores above a negative (ties count half)."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    n = positive.sum()
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (~positive).sum()))
