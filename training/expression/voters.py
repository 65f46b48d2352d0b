"""How well FER+'s voters foretell each other, beside the net: what a label of ten people can bear.

    python training/expression/voters.py MODEL.onnx FERPLUS.npz [--part test] [--out voters.png]

Each picture's ten votes are parted by chance: of some the first place is the label, the others say what they see, and the net says what it sees, on the same pictures. What five votes say of a label is learnt
from the training part (a logistic regression on their shares and squares), so that people are not judged by the share of "fear" alone. Means of 200 divisions, each of pictures drawn anew, with 95 % of them.
Prints JSON; --out draws it. About a minute.
"""
import argparse
import json

import numpy as np

import figures
from test import answers, open_model
from train import COLUMNS

DIVISIONS = 200
LABELLING = 5  # voters of ten whose first place is the label, where others are asked
DECAY = 1e-3


def spread(votes):
    """Each vote by itself, {n, 10}: its column, -1 where a picture has fewer than ten."""
    return np.array([np.pad(np.repeat(np.arange(len(row)), row), (0, 10))[:10] if row.sum() >= 10 else np.pad(np.repeat(np.arange(len(row)), row), (0, 10 - row.sum()), constant_values=-1) for row in votes])


def drawn(each, draw):
    """The same votes of each picture in another order."""
    return np.take_along_axis(each, draw.random(each.shape).argsort(1), 1)


def counted(each):
    """Votes {n, 10} by column."""
    return np.stack([(each == column).sum(1) for column in range(10)], 1)


def first(votes):
    """The class with the first place among all ten columns, -1 where it is shared or none of the seven."""
    column = np.where((votes == votes.max(1, keepdims=True)).sum(1) == 1, votes.argmax(1), -1)
    return np.array([COLUMNS.index(c) if c in COLUMNS else -1 for c in column])


def features(votes):
    share = votes / np.maximum(1, votes.sum(1, keepdims=True))
    return np.concatenate([share, share ** 2, np.ones((len(share), 1))], 1)


def learnt(rows, positive):
    """Weights of a logistic regression, by Newton's steps."""
    weights = np.zeros(rows.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (p - positive) + DECAY * len(rows) * weights
        weights -= np.linalg.solve((rows * (p * (1 - p))[:, None]).T @ rows + DECAY * len(rows) * np.eye(len(weights)), slope)
    return weights


def judged(scores, label, draw):
    fear = label == figures.FEAR
    scores = scores + 1e-9 * draw.random(len(scores))  # who says the same is put in an order by chance
    return figures.auc(scores, fear), figures.recall_at(scores, fear)


def summed(rows):
    """Mean and 95 % of AUC and recall over divisions, and how many fears there were in the mean."""
    rows = np.array(rows)
    low, high = np.percentile(rows, (2.5, 97.5), axis=0)
    return {name: [round(float(v), 3) for v in (rows[:, i].mean(), low[i], high[i])] for i, name in enumerate(("auc", "recall"))}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("ferplus")
    arguments.add_argument("--part", default="test", choices=("valid", "test"))
    arguments.add_argument("--out", help="a picture")
    options = arguments.parse_args()
    data, draw = np.load(options.ferplus), np.random.default_rng(2021)
    known = spread(data["train_votes"].astype(int))
    each = spread(data[f"{options.part}_votes"].astype(int))
    says = answers(open_model(options.model), data[f"{options.part}_crops"])[0][:, figures.FEAR].astype(float)
    weights = {}
    for judges in range(1, 10 - LABELLING + 1):
        order = drawn(known, draw)
        label = first(counted(order[:, :LABELLING]))
        weights[judges] = learnt(features(counted(order[:, LABELLING:LABELLING + judges]))[label >= 0], label[label >= 0] == figures.FEAR)
    people, net, won = {judges: [] for judges in weights}, {voters: [] for voters in range(3, 11)}, []
    for _ in range(DIVISIONS):
        chosen = draw.integers(0, len(each), len(each))
        order = drawn(each[chosen], draw)
        for voters in net:
            label = first(counted(order[:, :voters]))
            net[voters].append(judged(says[chosen][label >= 0], label[label >= 0], draw))
            if voters == LABELLING:
                for judges, rows in people.items():
                    score = features(counted(order[:, voters:voters + judges])) @ weights[judges]
                    rows.append(judged(score[label >= 0], label[label >= 0], draw))
                won.append(np.subtract(net[voters][-1], people[max(people)][-1]))
    result = {"part": options.part, "label_of_five": {"others": {j: summed(rows) for j, rows in people.items()}, "net": summed(net[LABELLING]), "net_over_five_others": summed(won)},
              "net_by_voters_of_the_label": {v: summed(rows) for v, rows in net.items()}}
    print(json.dumps(result, indent=1))
    if options.out:
        plot(result, options.out)


def plot(result, to):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(1, 2, figsize=(10, 3.8), sharey=True)
    five = result["label_of_five"]
    for axis, rows, what in ((axes[0], five["others"], "other people who say what they see"), (axes[1], result["net_by_voters_of_the_label"], "people whose first place is the label")):
        x = [int(n) for n in rows]
        for name, colour in (("auc", "tab:blue"), ("recall", "tab:orange")):
            mean, low, high = zip(*(rows[n][name] for n in rows))
            axis.plot(x, mean, "o-" if axis is axes[1] else "s--", color=colour, label=("net: " if axis is axes[1] else "people: ") + {"auc": "AUC of fear", "recall": "fear found at 1 % false"}[name])
            axis.fill_between(x, low, high, color=colour, alpha=.12)
        axis.set(xlabel=what, xticks=x, ylim=(0, 1.02))
    for name, colour in (("auc", "tab:blue"), ("recall", "tab:orange")):
        axes[0].axhline(five["net"][name][0], color=colour, label=f"net: {five['net'][name][0]}")
    axes[0].set_title("The label is what five of ten voters say first", fontsize=10)
    axes[1].set_title("The net, by how many give the label", fontsize=10)
    for axis in axes:
        axis.legend(fontsize=8, loc="center right" if axis is axes[1] else "lower right")
        axis.grid(alpha=.3)
    figure.tight_layout()
    figure.savefig(to, dpi=110)


if __name__ == "__main__":
    main()
