"""The crop that the expression net is trained, measured and used with: one square of grey, the eyes level.

The geometry is that of training/face-expression/reference_crop.py (and FaceCrop.java), TIGHTNESS times as wide. For training a
wider square is kept, so that a crop can be moved, turned and shrunk by chance without its edge showing.
"""
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import reference_crop  # noqa: E402

SIDE = 48  # pixels of the net's input
TIGHTNESS = 1.15  # side, over that of reference_crop.crop_square
ROW_OF_MIDDLE = .43  # the crop's point that stays where it is when the square is cut smaller (reference_crop.REL_Y)
KEPT = 64  # pixels of the square that is kept for training: SIDE of them are the crop itself


def middle(squares):
    """The crops {..., SIDE, SIDE} in kept squares {..., KEPT, KEPT}: what a net gets in use."""
    left, top = (KEPT - SIDE) // 2, round(ROW_OF_MIDDLE * (KEPT - SIDE))
    return squares[..., top:top + SIDE, left:left + SIDE]


def transform(points, size=SIDE, tightness=TIGHTNESS):
    """Picture to crop, shape {2, 3}. points: {6, 2}, of which the eyes (0, 1) and the mouth (3) are used; size: pixels of the result."""
    corner, along, down, side = reference_crop.crop_square(np.asarray(points, float), tightness)
    turn = np.stack([along, down]) * size / side
    return np.concatenate([turn, (-turn @ corner)[:, None]], 1)


def cut(grey, points, size=KEPT, tightness=TIGHTNESS * KEPT / SIDE):
    """One square of a grey picture, uint8 {size, size}; pixels that shrink are averaged, others bicubic, edges go on."""
    matrix = transform(points, size, tightness)
    shrink = max(1, int(np.floor(1 / np.hypot(*matrix[0, :2]) + .5)))
    matrix = matrix * shrink
    matrix[:, 2] += (matrix[:, :2].sum(1) - 1) / 2  # a pixel's centre is at .5 here, at 0 in OpenCV
    large = cv2.warpAffine(grey, matrix, (size * shrink, size * shrink), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(large, (size, size), interpolation=cv2.INTER_AREA) if shrink > 1 else large
