"""Pictures changed by chance before a net sees them."""
import numpy as np
import torch
from torch.nn import functional as F

from crops import KEPT, ROW_OF_MIDDLE, SIDE
from shown import CLASSES

MIXED, MIXING = .35, .4  # share of pictures that are laid over another one, and Beta's parameter of how far
UNREADABLE = .03  # share of pictures blurred until nothing can be read
SMALL, SMALLER_THAN_CROP = .06, .08  # shares made small: three times as many cost 4 points of accuracy on FER+
LIGHT, GRAIN, SHARPENED = .8, .05, 2.  # at most: of light over a drawn face (its logarithm's deviation), of its skin's grain, of a camera's sharpening
HANDS = {"neutral": .25, "happiness": .2, "sadness": .45, "anger": .2, "fear": .65, "disgust": .25, "surprise": .45}  # share of drawn faces that fingers lie before: hands go up in fear


def places():
    """Row and column of each pixel {48, 48}, where tensors are made."""
    return torch.meshgrid(torch.arange(SIDE).float(), torch.arange(SIDE).float(), indexing="ij")


def augmented(squares, generator, shown=None):
    """Crops {n, 1, 48, 48} from kept squares {n, 64, 64}: moved, turned, mirrored, shrunk, blurred, noisy, covered in part; and which were made unreadable.

    shown: labels {n, 7} of drawn heads, which are roughened beside; None of photographs.
    """
    n = len(squares)
    rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
    x = squares.float().unsqueeze(1)
    turn = (torch.randn(n, generator=generator) * .1).clamp(-.3, .3)
    size = torch.exp(torch.randn(n, generator=generator) * .07).clamp(.84, 1.2) * SIDE / KEPT
    mirror = torch.where(rand(n) < .5, -1., 1.)
    middle = 2 * (ROW_OF_MIDDLE + (.5 - ROW_OF_MIDDLE) * SIDE / KEPT) - 1
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = size * turn.cos() * mirror, -size * turn.sin()
    theta[:, 1, 0], theta[:, 1, 1] = size * turn.sin() * mirror, size * turn.cos()
    theta[:, 0, 2] = torch.randn(n, generator=generator) * .025
    theta[:, 1, 2] = middle + torch.randn(n, generator=generator) * .025
    x = F.grid_sample(x, F.affine_grid(theta, (n, 1, SIDE, SIDE), align_corners=False), padding_mode="border", align_corners=False)
    x = 255 * (x / 255).clamp(1e-4, 1) ** torch.exp(torch.randn(n, 1, 1, 1, generator=generator) * .25)
    if shown is not None:
        x = roughened(x, shown.float() @ torch.tensor([HANDS[name] for name in CLASSES]), generator)
    unreadable = torch.zeros(n)
    order, at = torch.randperm(n, generator=generator), 0
    few = lambda share: int(share * n + float(rand(1)))  # noqa: E731  of few, too, the share in the mean
    for least, most, share, lost in ((4, 7, UNREADABLE, 1.), (14, 22, SMALL, 0.), (22, 40, SMALLER_THAN_CROP, 0.)):
        chosen = order[at: at + few(share)]
        at += len(chosen)
        small = int(torch.randint(least, most + 1, (1,), generator=generator))
        x[chosen] = F.interpolate(F.interpolate(x[chosen], (small, small), mode="area"), (SIDE, SIDE), mode="bicubic").clamp(0, 255)
        unreadable[chosen] = lost
    noise = torch.where(rand(n, 1, 1, 1) < .25, 8 * rand(n, 1, 1, 1), torch.zeros(1))
    x = (x + noise * torch.randn(x.shape, generator=generator)).clamp(0, 255)
    (row, column), pixels = places(), lambda least, most: torch.randint(least, most, (n, 1, 1), generator=generator)  # noqa: E731
    left, top = pixels(0, SIDE - 14), pixels(0, SIDE - 14)
    before = (column >= left) & (column < left + pixels(5, 14)) & (row >= top) & (row < top + pixels(5, 14)) & (rand(n, 1, 1) < .06)
    x = torch.where(before.unsqueeze(1), 255 * rand(n, 1, 1, 1), x)  # a hand, a pole, a phone: a fifth of the side, not enough to make it unreadable
    return x, unreadable


def mixed(x, columns, generator, draw):
    """Some pictures laid over others, and so their labels, weights, doubts, intensities: the net learns to go from one to the other evenly. And each one's own share {n}."""
    n = len(x)
    share = torch.ones(n)
    chosen = torch.randperm(n, generator=generator)[:int(MIXED * n)]
    share[chosen] = torch.tensor(np.maximum(draw.beta(MIXING, MIXING, len(chosen)), .5), dtype=torch.float32)
    other = torch.randperm(n, generator=generator)
    lay = lambda t: t * share.reshape(-1, *[1] * (t.dim() - 1)) + t[other] * (1 - share.reshape(-1, *[1] * (t.dim() - 1)))  # noqa: E731
    return lay(x), [lay(t) for t in columns], share


def fields(n, cells, generator):
    """n smooth fields {n, 1, 48, 48}, from so many cells a side, deviation about 1 at the cells."""
    return F.interpolate(torch.randn(n, 1, cells, cells, generator=generator), (SIDE, SIDE), mode="bicubic", align_corners=True)


def roughened(x, hands, generator):
    """Drawn crops {n, 1, 48, 48} with what photographs have more of: uneven light, grain, sharpening, fingers before the lower face. hands: the chance of those {n}."""
    n = len(x)
    share = lambda: torch.rand(n, 1, 1, 1, generator=generator)  # noqa: E731
    x = (x * torch.exp(LIGHT * share() * fields(n, 3, generator))).clamp(0, 255)
    x = (x * (1 + GRAIN * share() * (fields(n, 24, generator) + fields(n, 14, generator)))).clamp(0, 255)
    blurred = F.avg_pool2d(F.pad(x, (2, 2, 2, 2), mode="replicate"), 5, 1)
    x = (x + SHARPENED * share() * (x - blurred)).clamp(0, 255)
    before = torch.nonzero(share().flatten() < hands).flatten()
    row, column = places()
    tone = x[before, :, 16:34, 14:34].mean((1, 2, 3)) * torch.exp(.25 * torch.randn(len(before), generator=generator))  # skin like that of the face
    for there, across, along, turn, long, wide in zip(*(value.T[..., None, None] for value in fingers(len(before), generator))):
        far = (((column - across) * turn.cos() + (row - along) * turn.sin()) / long) ** 2 + (((row - along) * turn.cos() - (column - across) * turn.sin()) / wide) ** 2
        x[before, 0] = torch.where(there & (far < 1), (tone[:, None, None] * (1.1 - .35 * far)).clamp(0, 255), x[before, 0])
    return x


def fingers(n, generator):
    """Ellipses before n faces: whether there, column, row, turn in radians, half its length, half its width, each {n, 13}: up to three apart, or one hand or two side by side at the mouth."""
    rand = lambda *shape: torch.rand(n, *shape, generator=generator)  # noqa: E731
    count, apart = torch.randint(1, 4, (n, 1), generator=generator), rand(1) < .6
    side = torch.where(rand(3) < .5, -1., 1.)
    loose = (apart & (torch.arange(3) < count), 24 + side * (6 + 18 * rand(3)), 30 + 18 * rand(3), 3.14 * rand(3), 6 + 10 * rand(3), 2.5 + 3 * rand(3))
    there = ~apart[..., None] & (torch.arange(5) < count[..., None] + 2) & torch.stack([torch.ones(n, 1, dtype=torch.bool), rand(1) < .4], 1)
    turn, gap = 1.57 + .4 * torch.randn(n, 2, 1, generator=generator), 3.4 + 1.6 * rand(2, 1)
    step = (torch.arange(5) - (count[..., None] + 1) / 2) * gap
    hands = (there, 14 + 20 * rand(2, 1) + step * turn.sin(), 32 + 9 * rand(2, 1) - step * turn.cos() + rand(2, 5), turn + .1 * torch.randn(n, 2, 5, generator=generator),
             (4 + 5 * rand(2, 1)).expand(n, 2, 5), (.55 * gap).expand(n, 2, 5))
    return [torch.cat([one, many.reshape(n, 10)], 1) for one, many in zip(loose, hands)]
