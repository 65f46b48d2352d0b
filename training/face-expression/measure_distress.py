"""Measures the distress score on FER+ Valid and fits what it says about fear.

    python training/face-expression/measure_distress.py --ferplus .../data/FER2013Valid --out models/face-expression/distress.json

    distress d = fear + sadness * min(1, fear / 0.2)    sadness counts only beside fear; anger never
    x = ln((d + 0.01) / (1 - d + 0.01))                 d is at most 1, as fear + sadness is
"""
import argparse
import json

import numpy as np

import ferplus
import reference_crop
from reference_crop import NAMES, blazeface

PERCENTILES = (50, 75, 90, 95, 99)
BIN_EDGES = (-4.6, -4, -2, 0, 2, 4)  # of x, for the ratio counted without a fit
SOFTENING = .01  # keeps x within +-ln(101) = +-4.615
SADNESS_COUNTS_FULLY_AT = .2  # fear's probability


def distress(probabilities):
    fear, sadness = probabilities[..., NAMES.index("fear")], probabilities[..., NAMES.index("sadness")]
    return np.minimum(1, fear + sadness * np.minimum(1, fear / SADNESS_COUNTS_FULLY_AT))


def log_odds(d):
    return np.log((d + SOFTENING) / (1 - d + SOFTENING))


def describe(x):
    return {"count": len(x), "mean": round(float(x.mean()), 4), "standardDeviation": round(float(x.std(ddof=1)), 4),
            "percentiles": {str(p): round(float(np.percentile(x, p)), 4) for p in PERCENTILES}}


def fit(x, positive):
    """Logistic regression a * x + b of positive against the rest, both classes weighing the same (Newton's method)."""
    features = np.stack([x, np.ones_like(x)], axis=1)
    weights = np.where(positive, .5 / positive.sum(), .5 / (~positive).sum())
    solution = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ solution))
        gradient = features.T @ (weights * (positive - p))
        hessian = (features * (weights * p * (1 - p))[:, None]).T @ features
        solution += np.linalg.solve(hessian, gradient)
    return solution


def counted_ratio(x, positive):
    """Per bin of x: how many of both kinds, and ln of the ratio of their shares, half a face added to every bin."""
    place = np.digitize(x, BIN_EDGES)
    rows = []
    for i in range(len(BIN_EDGES) + 1):
        fear, rest = int((positive & (place == i)).sum()), int((~positive & (place == i)).sum())
        shares = [(n + .5) / (total + .5 * (len(BIN_EDGES) + 1)) for n, total in ((fear, positive.sum()), (rest, (~positive).sum()))]
        rows.append({"from": BIN_EDGES[i - 1] if i else None, "to": BIN_EDGES[i] if i < len(BIN_EDGES) else None,
                     "fear": fear, "rest": rest, "logRatio": round(float(np.log(shares[0] / shares[1])), 3)})
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--ferplus", required=True, help="the folder FER2013Valid")
    arguments.add_argument("--models", default="models")
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    detector = blazeface.open_model(f"{options.models}/blazeface-back-256/model.onnx")
    expression = blazeface.open_model(f"{options.models}/face-expression/model.onnx")
    pictures, votes = ferplus.read(options.ferplus)
    probabilities = ferplus.read_faces(pictures, detector, expression, [reference_crop.TIGHTNESS])[:, 0]
    found = ~np.isnan(probabilities[:, 0])
    x = log_odds(distress(np.where(found[:, None], probabilities, 0)))
    columns = ferplus.COLUMNS
    faces = found & (votes[:, ferplus.NOT_A_FACE] < 5)
    label = ferplus.plurality(votes)
    # "majority": over half of the votes given to an expression other than fear and sadness together
    expressions = votes[:, :ferplus.UNKNOWN].sum(axis=1)
    calm_votes = expressions - votes[:, columns["fear"]] - votes[:, columns["sadness"]]
    calm = faces & (calm_votes * 2 > expressions)
    fear = faces & (label == columns["fear"])
    both = (calm | fear)
    rng = np.random.default_rng(2021)
    a, b = fit(x[both], fear[both])
    resampled = []
    for _ in range(1000):
        chosen = np.concatenate([rng.choice(np.flatnonzero(calm & ~fear), (calm & ~fear).sum()),
                                 rng.choice(np.flatnonzero(fear), fear.sum())])
        resampled.append(fit(x[chosen], fear[chosen]))
    low, high = np.percentile(resampled, (2.5, 97.5), axis=0)
    result = {
        "what": "x = ln((d + 0.01) / (1 - d + 0.01)) of distress d = fear + sadness * min(1, fear / 0.2), single pictures",
        "data": "FER+ Valid (tessav/crowd-emotion, data/FER2013Valid), doubles dropped, faces found by blazeface-back-256",
        "command": "python training/face-expression/measure_distress.py --ferplus FER2013Valid --out models/face-expression/distress.json",
        "tightness": reference_crop.TIGHTNESS,
        "notFearNotSadness": describe(x[calm & ~fear]),
        "fearByPlurality": describe(x[fear]),
        "logLikelihoodRatio": {
            "what": "ln p(x | fear) / p(x | not fear, not sadness) = a * x + b; logistic regression, equal class weights; "
                    "interval: 95 %, 1,000 bootstrap samples, seed 2021",
            "a": round(float(a), 4), "aInterval": [round(float(low[0]), 4), round(float(high[0]), 4)],
            "b": round(float(b), 4), "bInterval": [round(float(low[1]), 4), round(float(high[1]), 4)],
            "areaUnderCurve": round(ferplus.area_under_curve(x[both], fear[both]), 4),
            "countedByBin": counted_ratio(x[both], fear[both])},
    }
    with open(options.out, "w") as file:
        file.write(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
