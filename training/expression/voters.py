"""How well FER+'s voters foretell each other, beside the net: what a label of ten people can bear.

    python training/expression/voters.py MODEL.onnx FERPLUS.npz [--part test] [--out voters.png]

Each picture's ten votes are parted by chance: of some the first place is the label, the others say what they see, and the net says what it sees, on the same pictures. What so many votes say of a label is learnt
from the training part (a logistic regression on their shares and products), so that people are not judged by the share of "fear" alone. They are asked for a word and the net for a probability, and the net has learnt
from 27,000 pictures what this crowd says: so this tells what a label can bear, not who sees better. Means of 200 draws of pictures and of divisions, and 95 % of them. Prints JSON; --out draws it. Some minutes.
"""
import argparse
import json

import numpy as np

import figures
from test import answers, first, open_model

DRAWS = 200
LEARNT_FROM = 4  # divisions of the training part
LABELLING = 5  # voters of ten whose first place is the label, where others are asked
DECAY = 1e-6
RATES = (.01, .02)  # of what is no fear
COLOURS = (("auc", "tab:blue"), ("recall", "tab:orange"))


def spread(votes):
    """Each vote by itself, {n, 10}: its column; of pictures with ten votes."""
    return np.array([np.repeat(np.arange(10), row) for row in votes])


def drawn(each, draw):
    """The same votes of each picture in another order."""
    return np.take_along_axis(each, draw.random(each.shape).argsort(1), 1)


def counted(each):
    """Votes {n, 10} by column."""
    return np.stack([(each == column).sum(1) for column in range(10)], 1)


def features(votes):
    """Shares of the votes, their products two by two, and one."""
    share = votes / votes.sum(1, keepdims=True)
    pairs = np.triu_indices(10)
    return np.concatenate([share, share[:, pairs[0]] * share[:, pairs[1]], np.ones((len(share), 1))], 1)


def learnt(rows, positive):
    """Weights of a logistic regression, by Newton's steps."""
    weights = np.zeros(rows.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (p - positive) + DECAY * len(rows) * weights
        weights -= np.linalg.solve((rows * (p * (1 - p))[:, None]).T @ rows + DECAY * len(rows) * np.eye(len(weights)), slope)
    return weights


def judged(scores, label, draw):
    """Fear's AUC, and its recall at each of RATES."""
    fear = label == figures.FEAR
    scores = scores + 1e-9 * draw.random(len(scores))  # who says the same is put in an order by chance
    return [figures.auc(scores, fear), *(figures.recall_at(scores, fear, rate) for rate in RATES)]


def summed(rows):
    """Mean and 95 % over the draws."""
    rows = np.array(rows)
    low, high = np.percentile(rows, (2.5, 97.5), axis=0)
    return {name: [round(float(v), 3) for v in (rows[:, i].mean(), low[i], high[i])] for i, name in enumerate(("auc", "recall", "recall_at_2_percent"))}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("ferplus")
    arguments.add_argument("--part", default="test", choices=("valid", "test"))
    arguments.add_argument("--out", help="a picture")
    options = arguments.parse_args()
    data, draw = np.load(options.ferplus), np.random.default_rng(2021)
    votes = {part: data[f"{part}_votes"].astype(int) for part in ("train", options.part)}
    whole = {part: rows.sum(1) == 10 for part, rows in votes.items()}
    known, each = (spread(votes[part][whole[part]]) for part in ("train", options.part))
    says = answers(open_model(options.model), data[f"{options.part}_crops"][whole[options.part]])[0][:, figures.FEAR].astype(float)
    orders = [drawn(known, draw) for _ in range(LEARNT_FROM)]
    labels = np.concatenate([first(counted(order[:, :LABELLING])) for order in orders])
    weights = {judges: learnt(features(np.concatenate([counted(order[:, LABELLING:LABELLING + judges]) for order in orders]))[labels >= 0], labels[labels >= 0] == figures.FEAR)
               for judges in range(1, 10 - LABELLING + 1)}
    people, net, won, cleaner = {judges: [] for judges in weights}, {voters: [] for voters in range(3, 11)}, [], []
    for _ in range(DRAWS):
        chosen = draw.integers(0, len(each), len(each))
        order = drawn(each[chosen], draw)
        label = {voters: first(counted(order[:, :voters])) for voters in net}
        for voters, rows in net.items():
            has = label[voters] >= 0
            rows.append(judged(says[chosen][has], label[voters][has], draw))
        has = label[LABELLING] >= 0
        for judges, rows in people.items():
            rows.append(judged((features(counted(order[:, LABELLING:LABELLING + judges])) @ weights[judges])[has], label[LABELLING][has], draw))
        won.append(np.subtract(net[LABELLING][-1], people[max(people)][-1]))
        both = (label[min(net)] >= 0) & (label[max(net)] >= 0)
        cleaner.append(np.subtract(*(judged(says[chosen][both], label[voters][both], draw) for voters in (max(net), min(net)))))
    result = {"part": options.part, "pictures": len(each), "label_of_five": {"others": {j: summed(rows) for j, rows in people.items()}, "net": summed(net[LABELLING]), "net_over_five_others": summed(won)},
              "net_by_voters_of_the_label": {v: summed(rows) for v, rows in net.items()}, "label_of_ten_over_three_on_the_same_pictures": summed(cleaner)}
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
        for name, colour in COLOURS:
            mean, low, high = zip(*(rows[n][name] for n in rows))
            axis.plot(x, mean, "o-" if axis is axes[1] else "s--", color=colour, label=("net: " if axis is axes[1] else "people: ") + {"auc": "AUC of fear", "recall": "fear found at 1 % false"}[name])
            axis.fill_between(x, low, high, color=colour, alpha=.12)
        axis.set(xlabel=what, xticks=x, ylim=(0, 1.02))
    for name, colour in COLOURS:
        axes[0].axhline(five["net"][name][0], color=colour, label=f"net: {five['net'][name][0]}")
    axes[0].set_title("The label is what five of ten voters say first", fontsize=10)
    axes[1].set_title("The net, by how many give the label", fontsize=10)
    for axis in axes:
        axis.legend(fontsize=8, loc="lower right")
        axis.grid(alpha=.3)
    figure.tight_layout()
    figure.savefig(to, dpi=110)


if __name__ == "__main__":
    main()
