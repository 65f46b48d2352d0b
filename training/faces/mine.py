"""Where a half-trained detector sees faces that are none, so that training can go on with those places.

    python training/faces/mine.py MODEL.onnx PHOTOS.npz HARD.npz [--lowest .25]

In HARD.npz, spots float32 {n, 6}: the photograph's number in PHOTOS.npz, the place's x and y in its pixels, the width of the head
that was seen there in pixels of the picture looked at, and how many times larger that was than the photograph,
and the score.
"""
import argparse

import cv2
import numpy as np

import found
from films import grids, open_model

SCALES = (.4, .7, 1, 1.5, 2.2)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("photos")
    arguments.add_argument("out")
    arguments.add_argument("--lowest", type=float, default=.25)
    options = arguments.parse_args()
    session, data, spots = open_model(options.model), np.load(options.photos), []
    for i in (i for i in range(len(data.files) // 2) if i % 8):  # every eighth is held back
        picture, known = data[f"picture_{i}"], data[f"faces_{i}"]
        for scale in SCALES:
            seen = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR).astype(np.float32)
            for face in found.decode(grids(session, seen), options.lowest):
                box = face[:4] / scale
                if not len(known) or (found.overlap(box, known, smaller=True) < .1).all():
                    spots.append((i, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, face[2] - face[0], scale, face[16]))
    print(f"{len(spots)} places in {len(data.files) // 2} photographs")
    np.savez(options.out, spots=np.float32(spots))


if __name__ == "__main__":
    main()
