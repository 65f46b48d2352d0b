"""Compares how tight a crop reads best, on FER+ Valid.

    python training/face-expression/measure_crop.py --ferplus .../data/FER2013Valid

Prints the table in models/face-expression/card.md.
"""
import argparse

import numpy as np

import ferplus
from reference_crop import NAMES, blazeface

TIGHTNESSES = (.9, 1.0, 1.15, 1.3)
ORDER = np.array([ferplus.COLUMNS[name] for name in NAMES])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--ferplus", required=True, help="the folder FER2013Valid")
    arguments.add_argument("--models", default="models")
    arguments.add_argument("--tightness", type=float, nargs="*", default=TIGHTNESSES)
    options = arguments.parse_args()
    detector = blazeface.open_model(f"{options.models}/blazeface-back-256/model.onnx")
    expression = blazeface.open_model(f"{options.models}/face-expression/model.onnx")
    pictures, votes = ferplus.read(options.ferplus)
    probabilities = ferplus.read_faces(pictures, detector, expression, options.tightness)
    label = ferplus.plurality(votes)
    counted = ~np.isnan(probabilities[:, 0, 0]) & (label != ferplus.NOT_A_FACE) & (label != ferplus.UNKNOWN)
    seven = counted & np.isin(label, ORDER)
    fear = label == ferplus.COLUMNS["fear"]
    print(f"pictures {len(pictures)}, face found {np.mean(~np.isnan(probabilities[:, 0, 0])):.3f}, "
          f"counted for accuracy {seven.sum()}, fear among them {fear[seven].sum()}")
    print("| side x | accuracy | fear AUC | fear recall at 1 % false positives |")
    print("|---|---|---|---|")
    for i, tightness in enumerate(options.tightness):
        p = probabilities[:, i]
        accuracy = np.mean(ORDER[p[seven].argmax(axis=1)] == label[seven])
        score = p[seven, NAMES.index("fear")]
        area = ferplus.area_under_curve(score, fear[seven])
        recall = np.mean(score[fear[seven]] > np.quantile(score[~fear[seven]], .99))
        print(f"| {tightness:g} | {accuracy:.3f} | {area:.3f} | {recall:.3f} |")


if __name__ == "__main__":
    main()
