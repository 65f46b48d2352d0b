"""What the numbers that Pukar keeps of a face say of whose face it is: a linkage attack and an attribute probe on rendered people.

    python training/expression/probe.py MODEL.onnx VALID.npz [--each 6]

VALID.npz comes from rendered.py: some pictures of each person, each in another light, with other things worn and another expression, as on
two days. Linkage: two looks are held for the same person's the closer their probabilities are; .5 is chance, 1 always right. Attribute: a
logistic regression on all outputs and their squares, trained on four fifths of the people, says of the others whether their skin is darker or
lighter than the middle; .5 is chance. Intervals are bootstrapped, 95 %.
"""
import argparse

import numpy as np
import onnxruntime
import torch

from train import middle_crops

LEAST = 1e-4  # a probability that is kept as 0


def area(same, other):
    both = np.concatenate([same, other])
    ranks = np.empty(len(both))
    ranks[both.argsort()] = np.arange(1, len(both) + 1)
    return (ranks[:len(same)].sum() - len(same) * (len(same) + 1) / 2) / len(same) / len(other)


def linkage(features, person, label, generator):
    """Area under the curve with its interval: of all pairs, and of pairs with the same expression."""
    result = {}
    first, second = np.triu_indices(len(features), 1)
    closeness = -np.abs(features[first] - features[second]).sum(1)
    is_same = person[first] == person[second]
    for name, chosen in (("any two looks", np.ones(len(first), bool)), ("two looks of one expression", label[first] == label[second])):
        same, other = closeness[chosen & is_same], closeness[chosen & ~is_same]
        draws = [area(generator.choice(same, len(same)), generator.choice(other, len(other))) for _ in range(200)]
        result[name] = (area(same, other), *np.percentile(draws, [2.5, 97.5]), len(same), len(other))
    return result


def attribute(features, person, darker):
    """Balanced accuracy on people that it was not trained on."""
    x = (features - features.mean(0)) / features.std(0)
    x = torch.tensor(np.c_[x, x ** 2, np.ones(len(x))], dtype=torch.float32)
    y = torch.tensor(darker, dtype=torch.float32)
    right = []
    for fold in range(5):
        test = person % 5 == fold
        weights = torch.zeros(x.shape[1], requires_grad=True)
        optimiser = torch.optim.LBFGS([weights], max_iter=200)

        def step():
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(x[~test] @ weights, y[~test]) + 1e-3 * (weights ** 2).sum()
            loss.backward()
            return loss
        optimiser.step(step)
        says = (x[test] @ weights > 0).numpy()
        right.append(np.mean([(says[darker[test] == value] == value).mean() for value in (0, 1)]))
    return float(np.mean(right))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("rendered")
    arguments.add_argument("--each", type=int, default=6, help="pictures of each person, one after the other")
    options = arguments.parse_args()
    data = np.load(options.rendered)
    plain = data["kinds"] == 0
    session = onnxruntime.InferenceSession(options.model, providers=["CPUExecutionProvider"])
    crops = middle_crops(data["crops"][plain]).numpy()
    probabilities, doubt = session.run(["probabilities", "doubt"], {"face": crops})
    features = np.log(np.c_[probabilities, doubt.reshape(-1)] + LEAST)
    person = (np.arange(len(plain)) // options.each)[plain]
    print(f"{len(features)} looks of {len(set(person))} rendered people")
    for name, (value, low, high, same, other) in linkage(features[:, :7], person, data["labels"][plain].argmax(1), np.random.default_rng(1)).items():
        print(f"linkage, {name}: AUC {value:.3f} [{low:.3f}, {high:.3f}] of {same} and {other} pairs")
    skins = data["skins"][plain]
    print(f"skin darker than the middle: balanced accuracy {attribute(features, person, (skins >= np.median(skins)).astype(int)):.3f}")


if __name__ == "__main__":
    main()
