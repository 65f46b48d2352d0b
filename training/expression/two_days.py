"""The same rendered people on two days, as one sheet of crops: what LinkageTest and AttributeProbeTest attack (-Dpukar.people=FOLDER).

    python training/expression/two_days.py HEADS.npz FOLDER [--people 400] [--simple]

HEADS.npz: scenes/pack_heads.py makes it. From one day to the other a person keeps the head's shape, skin, sex, age, beard, brows, lashes, what
the face is like at rest, and the colour of hair and eyes; hair, what is worn, light, place, pose and camera are others in each. On each day there are the same EXPRESSIONS, drawn anew.
With --simple all are drawn as the films are, without lashes, brows of their own and shadows of the sky. The identities are seeds from 300,000 on, which no training of the expression net used (sprites.py of training/faces did). Writes people.png, grey, 48 x 48 each, COLUMNS a row, and people.tsv, a line each.
"""
import argparse
import multiprocessing
from pathlib import Path

import cv2
import numpy as np

from bust import Bust, Same
from creases import Creases
from crops import SIDE, middle
from features import Features, brows
from rendered import picture, shared
from shown import CLASSES, drawn, rest

FIRST = 300_000  # first seed of an identity
EXPRESSIONS = ("neutral", "fear", "happiness")
COLUMNS = 40


def shown(draw, wanted, resting):
    """Weights of shapes of which most is `wanted`, on a face that is at rest like this."""
    while True:
        weights, label, _ = drawn(draw, resting)
        if CLASSES[label.argmax()] == wanted:
            return weights


def person(work):
    """Crops {6, 48, 48} of one person, day by day, with the lines that tell of them; none where what is worn does not fit."""
    path, seed, simple = work
    shells, crops, lines = shared(path), [], []
    same = Same.drawn(np.random.default_rng([seed, 1]))
    own = np.random.default_rng([seed, 5])
    hairs, resting = None if simple else brows(own), rest(own)
    for day in (1, 2):
        draw = np.random.default_rng([seed, 1 + day])
        try:
            bust = Bust(shells.ict, shells, seed, draw, same=same, brows=hairs)
        except ValueError:
            return [], []
        bust.creases = Creases(bust.head, np.random.default_rng([seed, 4]))
        bust.features = None if simple else Features(bust, np.random.default_rng([seed, 6]))
        for expression in EXPRESSIONS:
            crops.append(middle(picture(bust, shown(draw, expression, resting), draw, "face")))
            lines.append(f"{seed}\t{day}\t{same.skin}\t{same.sex}\t{expression}")
    return crops, lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("heads")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--people", type=int, default=400)
    arguments.add_argument("--first", type=int, default=FIRST)
    arguments.add_argument("--simple", action="store_true", help="drawn as the films are")
    options = arguments.parse_args()
    crops, lines = [], []
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for more, told in pool.imap(person, [(options.heads, seed, options.simple) for seed in range(options.first, options.first + options.people)], 10):
            crops += more
            lines += told
    rows = -(-len(crops) // COLUMNS)
    sheet = np.zeros((rows * COLUMNS, SIDE, SIDE), np.uint8)
    sheet[:len(crops)] = crops
    sheet = sheet.reshape(rows, COLUMNS, SIDE, SIDE).transpose(0, 2, 1, 3).reshape(rows * SIDE, COLUMNS * SIDE)
    options.folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(options.folder / "people.png"), sheet, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    (options.folder / "people.tsv").write_text("person\tday\tskin\tsex\texpression\n" + "".join(line + "\n" for line in lines))
    print(f"{len(crops)} crops of {len(crops) // 6} people")


if __name__ == "__main__":
    main()
