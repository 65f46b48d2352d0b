"""What the distress score of models/expression says about fear: the line that the evidence is summed by.

    python training/expression/distress.py models/expression/model.onnx FERPLUS.npz --out models/expression/distress.json

As training/face-expression/measure_distress.py does it for the public model, on the same part (validation: calibrated on, not trained on).
"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np

import test

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "face-expression"))
import measure_distress as line  # noqa: E402


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("ferplus")
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    data = np.load(options.ferplus)
    votes = data["valid_votes"].astype(int)
    p, doubts = test.answers(test.open_model(options.model), data["valid_crops"])
    fear_p, sadness_p = p[:, line.NAMES.index("fear")], p[:, line.NAMES.index("sadness")]
    x = line.log_odds(np.minimum(1, fear_p + sadness_p * np.minimum(1, fear_p / line.SADNESS_COUNTS_FULLY_AT)))
    columns = line.ferplus.COLUMNS
    expressions = votes[:, :line.ferplus.UNKNOWN].sum(1)
    calm_votes = expressions - votes[:, columns["fear"]] - votes[:, columns["sadness"]]
    seen = (votes[:, line.ferplus.NOT_A_FACE] < 5) & (doubts < test.MOST_DOUBT)
    fear = seen & (line.ferplus.plurality(votes) == columns["fear"])
    calm = seen & (calm_votes * 2 > expressions) & ~fear
    both = calm | fear
    a, b = line.fit(x[both], fear[both])
    draw, resampled = np.random.default_rng(2021), []
    for _ in range(1000):
        chosen = np.concatenate([draw.choice(np.flatnonzero(k), k.sum()) for k in (calm, fear)])
        resampled.append(line.fit(x[chosen], fear[chosen]))
    low, high = np.percentile(resampled, (2.5, 97.5), axis=0)
    result = {
        "what": "x = ln((d + 0.01) / (1 - d + 0.01)) of distress d = fear + sadness * min(1, fear / 0.2), single pictures",
        "data": "FER+ validation, twins dropped", "command": "python training/expression/distress.py models/expression/model.onnx FERPLUS.npz --out models/expression/distress.json",
        "notFearNotSadness": line.describe(x[calm]), "fearByPlurality": line.describe(x[fear]),
        "logLikelihoodRatio": {
            "what": "ln p(x | fear) / p(x | not fear, not sadness) = a * x + b; logistic regression, equal class weights; interval: 95 %, 1,000 bootstrap samples",
            "a": round(float(a), 4), "aInterval": [round(float(low[0]), 4), round(float(high[0]), 4)],
            "b": round(float(b), 4), "bInterval": [round(float(low[1]), 4), round(float(high[1]), 4)],
            "areaUnderCurve": round(line.ferplus.area_under_curve(x[both], fear[both]), 4), "countedByBin": line.counted_ratio(x[both], fear[both])}}
    Path(options.out).write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
