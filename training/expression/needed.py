"""What the net without scraped faces would need: how well runs of train.py find fear, by what each was given.

    python training/expression/needed.py FERPLUS.npz --seen 30000=FOLDER ... --heads 900=FOLDER ... --faces 0=FOLDER 100=FOLDER ... --out needed.png

Each FOLDER holds a run's last.pt: of so many rendered pictures seen (--samples), of so many pairs of heads (--most-heads), of so many of FER+'s photographs beside the heads (--most-faces), which stand
for pictures of people who agreed. Its weights are judged as they are, by what most of ten voters say: nothing is calibrated, for that would read other photographs. Prints JSON with 95 % intervals over pictures; --out draws it.
"""
import argparse
import json

import numpy as np
import torch

import figures
from net import ExpressionNet
from test import judged, unseen
from train import answers

WANTED = .88
KINDS = {"seen": "rendered pictures seen", "heads": "pairs of heads, 60,000 pictures seen", "faces": "photographs beside the heads"}


def says(folder, squares):
    """What a run's weights say of kept squares, {n, 7}."""
    kept = torch.load(f"{folder}/last.pt", map_location="cpu", weights_only=False)
    net = ExpressionNet(window=kept["window"])
    net.load_state_dict(kept["average"])
    return torch.softmax(answers(net, squares)[0], 1).numpy()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("ferplus")
    arguments.add_argument("--part", default="test", choices=("valid", "test"))
    for kind, what in KINDS.items():
        arguments.add_argument(f"--{kind}", nargs="+", default=[], metavar="NUMBER=FOLDER", help=what)
    arguments.add_argument("--out", help="a picture")
    options = arguments.parse_args()
    squares, label = unseen(np.load(options.ferplus), options.part)
    found = {}
    for kind in KINDS:
        pairs = [run.partition("=") for run in getattr(options, kind)]
        for number, _, folder in pairs:
            if not number.isdigit() or not folder:
                arguments.error(f"--{kind} takes a number and a folder each, as 900=runs/h900, got {number}")
        found[kind] = {int(number): judged(says(folder, squares), label) for number, _, folder in pairs}
    print(json.dumps({"part": options.part, "pictures": len(label), "fears": int((label == figures.FEAR).sum())} | found, indent=1))
    if options.out:
        plot(found, options.out)


def plot(found, to):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(1, len(found), figsize=(12, 3.6), sharey=True)
    for axis, (kind, rows) in zip(axes, found.items()):
        x, numbers = range(len(rows)), sorted(rows)  # evenly, for they grow by about as much each time
        for name, colour, words in (("fear_auc", "tab:blue", "AUC of fear"), ("accuracy", "tab:green", "right"), ("fear_recall_at_1_percent", "tab:orange", "fear found at 1 % false")):
            axis.plot(x, [rows[n][name][0] for n in numbers], "o-", color=colour, label=words)
            axis.fill_between(x, [rows[n][name][1][0] for n in numbers], [rows[n][name][1][1] for n in numbers], color=colour, alpha=.12)
        axis.axhline(WANTED, color="tab:blue", linestyle=":", label=f"AUC wanted: {WANTED}")
        axis.set(xlabel=KINDS[kind], xticks=x, xticklabels=[f"{n:,}" for n in numbers], ylim=(0, 1.02))
        axis.grid(alpha=.3)
    axes[0].legend(fontsize=8, loc=(.02, .22))
    figure.tight_layout()
    figure.savefig(to, dpi=110)


if __name__ == "__main__":
    main()
