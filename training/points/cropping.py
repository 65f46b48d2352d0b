"""The square of grey in which a face's points are put right: FaceCrop.java's, WIDER times as wide."""
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "expression"))
import crops  # noqa: E402

SIDE = 48  # pixels of the net's input
POINTS = 6
WIDER = 1.6  # times the side of the square that the points give


def transform(points):
    """Picture to square, shape {2, 3}, the square's side being 1. points: {6, 2}, pixels."""
    return crops.transform(points, 1, WIDER)


def cut(grey, matrix):
    """uint8 {SIDE, SIDE}: what the picture has in the square; pixels that shrink are averaged, others bicubic, edges go on."""
    matrix = matrix * SIDE
    shrink = max(1, int(np.floor(1 / np.hypot(*matrix[0, :2]) + .5)))
    matrix = matrix * shrink
    matrix[:, 2] += (matrix[:, :2].sum(1) - 1) / 2  # a pixel's centre is at .5 here, at 0 in OpenCV
    large = cv2.warpAffine(grey, matrix, (SIDE * shrink, SIDE * shrink), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(large, (SIDE, SIDE), interpolation=cv2.INTER_AREA) if shrink > 1 else large


def applied(matrix, points):
    """points {6, 2} through a transform {2, 3}."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def back(matrix, points):
    """The other way: from shares of the square to pixels of the picture."""
    return (points - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T


def right(session, grey, points):
    """The six points {6, 2} as the net puts them, from points that are nearly right. session: ONNX Runtime's, of models/points, or None: as they are; grey: a whole picture."""
    if session is None:
        return points
    matrix = transform(points)
    return back(matrix, session.run(None, {"faces": cut(grey, matrix)[None, None].astype(np.float32)})[0].reshape(POINTS, 2))
