"""Two rendered people who show the same in the same place: drawn together, changed by the same chances, and what differs with skin and sex held near nothing."""
import numpy as np
import torch

from changed import augmented
from crops import SIDE
from shown import CLASSES

STEP = .02  # nearly all answers leave the program in such steps
DECAY = .998  # of a running mean over twins: of some five hundred of a class, so that what is held is no chance


def batch_of(source, draw):
    """Pictures of a source drawn by chance, a twin behind its other: columns as tensors, where those are made. source: (columns, the crops first; chance of each; how many)."""
    data, chance, count = source
    if data[0].ndim < 4:
        chosen = draw.choice(len(chance), count, p=chance)
        return [torch.tensor(column[chosen]) for column in data]
    chosen = draw.choice(len(chance), count // 2, p=chance)
    crops, *shared, who = (column[chosen] for column in data)
    return [torch.tensor(c) for c in (crops.reshape(-1, *crops.shape[2:]), *(np.repeat(c, 2, 0) for c in shared), who.reshape(-1, *who.shape[2:]))]


def changed_alike(squares, labels, twin, generator):
    """augmented, photographs and heads apart, and twins by the same chances: what is left between two are the people. labels: {n, 7}."""
    x, unreadable = torch.empty(len(squares), 1, SIDE, SIDE), torch.empty(len(squares))
    if not twin.all():
        x[~twin], unreadable[~twin] = augmented(squares[~twin], generator)
    kept = generator.get_state()
    for one in torch.nonzero(twin).reshape(-1, 2).T:
        generator.set_state(kept)
        x[one], unreadable[one] = augmented(squares[one], generator, labels[one])
    return x, unreadable


class Lean:
    """What skin and sex alone change in the answers, held near nothing: the running mean over twins {2, 7, 7}, by class shown, of how much more a darker one, or a man, is read as each class.

    It asks nothing of one pair, which would make all answers faint (the card): only that what is left between two has no direction.
    """

    def __init__(self, mean=None):
        """mean: {2, 7, 7}, of a run that goes on."""
        self.mean = torch.zeros(2, len(CLASSES), len(CLASSES)) if mean is None else mean

    def of(self, logits, labels, who):
        """The loss of twins that follow each other. logits, labels: {n, 7}; who: {n, 2}, skin in fives of Monk's steps, whether a man."""
        said = torch.log(torch.softmax(logits, 1) + STEP).reshape(-1, 2, len(CLASSES))
        shown, apart = labels[::2], who[1::2] - who[::2]
        more = apart.T[:, :, None] * (said[:, 1] - said[:, 0])  # {2, pairs, 7}
        count = (shown.T @ apart.abs().clamp(max=1)).T[:, :, None]
        before = self.mean
        self.mean = before + (1 - DECAY) * (shown.T @ more.detach() - count * before)
        return (more * (shown @ before)).sum((0, 2)).mean()
