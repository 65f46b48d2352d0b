"""Figures of an expression net against soft labels: accuracy, fear's AUC and recall, calibration, doubt."""
import json

import numpy as np

from shown import CLASSES

FEAR = CLASSES.index("fear")


def auc(scores, positive):
    """The probability that a positive scores above a negative (ties count half)."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    n = positive.sum()
    return float((ranks[positive].sum() - n * (n + 1) / 2) / max(1, n * (~positive).sum()))


def recall_at(scores, positive, rate=.01):
    """Share of positives above the score that `rate` of the negatives reach."""
    limit = np.quantile(scores[~positive], 1 - rate, method="higher")
    return float((scores[positive] > limit).mean())


def calibration_error(probabilities, right, bins=15):
    """ECE: the mean gap between confidence and accuracy over equal-width bins, by their shares."""
    confidence = probabilities.max(1)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in range(bins) if (place == b).any()))


def unique(labels):
    """The class with most of each soft label, -1 where two share the first place or nothing is known."""
    most = labels.max(1, keepdims=True)
    return np.where(((labels >= most - 1e-6).sum(1) == 1) & (most[:, 0] > 0), labels.argmax(1), -1)


def short(probabilities, doubts, labels, hidden):
    truth = unique(labels)
    clear = (truth >= 0) & ~hidden
    fear = truth[clear] == FEAR
    result = {"accuracy": (probabilities[clear].argmax(1) == truth[clear]).mean(), "fear_auc": auc(probabilities[clear, FEAR], fear), "fear_recall": recall_at(probabilities[clear, FEAR], fear)}
    if hidden.any():
        result["doubt_auc"] = auc(doubts, hidden)
    return {k: round(float(v), 4) for k, v in result.items()}


def whole(probabilities, doubts, labels, hidden):
    truth = unique(labels)
    clear = (truth >= 0) & ~hidden
    right = probabilities[clear].argmax(1) == truth[clear]
    confusion = np.zeros((len(CLASSES), len(CLASSES)), int)
    np.add.at(confusion, (truth[clear], probabilities[clear].argmax(1)), 1)
    result = short(probabilities, doubts, labels, hidden) | {"n": int(clear.sum()), "fears": int((truth[clear] == FEAR).sum()), "ece": round(calibration_error(probabilities[clear], right), 4),
                                                            "confusion": confusion.tolist()}
    for limit in (.3, .4, .5, .6, .7):
        result[f"abstained_over_{limit}"] = {"clear": round(float((doubts[clear] > limit).mean()), 4), "hidden": round(float((doubts[hidden] > limit).mean()), 4) if hidden.any() else None}
    return result


def plot(curve, to):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    rows = [json.loads(line) for line in open(curve)]
    samples = [row["samples"] for row in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6))
    for name, losses in zip(("classes", "doubt", "intensities", "leaning"), zip(*(row["loss"] for row in rows))):  # a run from before twins has no leaning
        left.plot(samples, losses, label=name)
    left.set(xlabel="pictures seen", ylabel="loss in training", yscale="log")
    left.legend()
    for part in ("ferplus", "rendered"):
        for name in ("accuracy", "fear_auc", "fear_recall"):
            if part in rows[0]:
                right.plot(samples, [row[part][name] for row in rows], "-" if part == "ferplus" else "--", label=f"{part} {name}")
    right.set(xlabel="pictures seen", ylabel="validation", ylim=(0, 1))
    right.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(to, dpi=110)
