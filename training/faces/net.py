"""The face detector: one pass over a grey picture of any size; at each cell of three grids whether a head is there, its box, its six points."""
import torch
from torch import nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)  # pixels a cell of each grid
SIZES = ((0, 40), (32, 110), (88, 1e9))  # head's width in pixels that each grid is asked for; where they overlap, two are
VALUES = 17  # of a cell: logit; box's left, top, right, bottom, then the points' x, y: each from the cell's middle, in sides of a cell


def conv(into, out, stride=1, size=3, groups=1):
    return nn.Sequential(nn.Conv2d(into, out, size, stride, size // 2, groups=groups, bias=False), nn.BatchNorm2d(out), nn.ReLU())


class Apart(nn.Module):
    """A step for each channel, then one over the channels; what came in is added where it fits."""

    def __init__(self, into, out, stride=1):
        super().__init__()
        self.space = conv(into, into, stride, 3, into)
        self.mix = nn.Sequential(nn.Conv2d(into, out, 1, bias=False), nn.BatchNorm2d(out))
        self.keeps = into == out and stride == 1

    def forward(self, x):
        y = self.mix(self.space(x))
        return F.relu(y + x if self.keeps else y)


class FaceNet(nn.Module):
    """In: grey {n, 1, height, width} in [0, 255], both multiples of 32. Out: for each stride {n, VALUES, height / stride, width / stride}."""

    def __init__(self, stem=8, widths=(16, 32, 64, 96), blocks=(2, 3, 3), neck=40):
        super().__init__()
        self.stem = nn.Sequential(conv(1, stem, 2), conv(stem, widths[0], 2))
        self.at8 = nn.Sequential(conv(widths[0], widths[1], 2), *[Apart(widths[1], widths[1]) for _ in range(blocks[0])])
        self.at16 = nn.Sequential(Apart(widths[1], widths[2], 2), *[Apart(widths[2], widths[2]) for _ in range(blocks[1])])
        self.at32 = nn.Sequential(Apart(widths[2], widths[3], 2), *[Apart(widths[3], widths[3]) for _ in range(blocks[2])])
        self.into = nn.ModuleList(nn.Conv2d(w, neck, 1) for w in widths[1:])
        self.join = nn.ModuleList(Apart(neck, neck) for _ in STRIDES)
        self.heads = nn.ModuleList(nn.Sequential(Apart(neck, neck), nn.Conv2d(neck, VALUES, 1)) for _ in STRIDES)
        for head in self.heads:
            nn.init.constant_(head[1].bias, 0)
            nn.init.constant_(head[1].bias[:1], -4.5)

    def forward(self, grey):
        x = self.stem(grey / 128 - 1)
        maps = [self.at8(x)]
        maps.append(self.at16(maps[0]))
        maps.append(self.at32(maps[1]))
        maps = [step(m) for step, m in zip(self.into, maps)]
        deep = self.join[2](maps[2])
        middle = self.join[1](maps[1] + F.interpolate(deep, scale_factor=2.0, mode="nearest"))
        fine = self.join[0](maps[0] + F.interpolate(middle, scale_factor=2.0, mode="nearest"))
        return tuple(head(m) for head, m in zip(self.heads, (fine, middle, deep)))
