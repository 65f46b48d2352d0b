"""FER+'s pictures as folders by label, as `./pukar evaluate faces` reads them.

    python training/expression/folders.py CROWD-EMOTION/data FER2013Test OUT [--without FER2013Train FER2013Valid]

The label is what most of ten people said; a picture without a single first place, or whose first place is contempt, unknown or
no face, is left out, and so is one that has an identical twin in the parts named by --without. OUT is for measuring, never for
the repository: the pictures were collected without consent.
"""
import argparse
import csv
import hashlib
import shutil
import sys
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import ferplus as folder  # noqa: E402

NAMES = {column: name for name, column in folder.COLUMNS.items()}


def digest(path):
    return hashlib.sha256(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE).tobytes()).digest()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("data")
    arguments.add_argument("part")
    arguments.add_argument("out")
    arguments.add_argument("--without", nargs="*", default=[], help="parts whose twins are left out")
    options = arguments.parse_args()
    seen = {digest(path) for part in options.without for path in (Path(options.data) / part).glob("*.png")}
    counts = Counter()
    with open(Path(options.data) / options.part / "label.csv", newline="") as file:
        for row in csv.reader(file):
            path = Path(options.data) / options.part / row[0]
            column = int(folder.plurality(np.array([[int(v) for v in row[2:12]]]))[0])
            key = digest(path)
            if key in seen:
                counts["twins"] += 1
            elif column not in NAMES:
                counts["without a label of the seven"] += 1
            else:
                to = Path(options.out) / NAMES[column]
                to.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)
                counts[NAMES[column]] += 1
            seen.add(key)
    print(dict(counts))


if __name__ == "__main__":
    main()
