"""The net that puts a face's points right, in one small square of grey."""
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "faces"))
from net import Apart, conv  # noqa: E402

from cropping import POINTS, SIDE  # noqa: E402

AROUND = 13  # pixels of the neighbourhood by which the second channel is evened out
NOISE = 3.0  # of 255, added to each deviation: noise is not blown up into a face


def around(picture):
    """The mean of each pixel's neighbourhood, as far as it lies in the square."""
    half = AROUND // 2
    rows = F.avg_pool2d(picture, (AROUND, 1), 1, (half, 0), count_include_pad=False)
    return F.avg_pool2d(rows, (1, AROUND), 1, (0, half), count_include_pad=False)


class PointNet(nn.Module):
    """In: grey {n, 1, SIDE, SIDE} in [0, 255], cut by points that are nearly right. Out: {n, 6, 2}: the points (x, y), in shares of the square's side."""

    def __init__(self, widths=(16, 32, 48, 64), hidden=96):
        super().__init__()
        a, b, c, d = widths
        self.look = nn.Sequential(conv(2, a, 2), Apart(a, b), Apart(b, c, 2), Apart(c, c), Apart(c, c), Apart(c, d, 2), Apart(d, d), Apart(d, d))
        self.tell = nn.Sequential(nn.Conv2d(d, 32, 1), nn.ReLU(), nn.Flatten(), nn.Linear(32 * (SIDE // 8) ** 2, hidden), nn.ReLU(), nn.Linear(hidden, 2 * POINTS))

    def forward(self, grey):
        """Once evened out as a whole, once place by place: a dark face beside a white scarf has contrast of its own."""
        mean = grey.mean((2, 3), keepdim=True)
        whole = (grey - mean) / (((grey - mean) ** 2).mean((2, 3), keepdim=True).sqrt() + NOISE)
        off = grey - around(grey)
        own = off / (around(off * off).sqrt() + NOISE)
        return self.tell(self.look(torch.cat([whole, own], 1))).reshape(-1, POINTS, 2) / 4 + .5
