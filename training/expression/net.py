"""The expression net: a small residual net on one grey crop. Its exported form gives calibrated probabilities and a doubt."""
import torch
from torch import nn
from torch.nn import functional as F

from shown import CLASSES, NAMES

LEAST_CONTRAST = 6.0  # of 255, added to a crop's deviation, or a window's: noise in the dark is not blown up into a face


class Block(nn.Module):
    def __init__(self, into, out, stride):
        super().__init__()
        self.first = nn.Conv2d(into, out, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(out)
        self.second = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out)
        self.way = nn.Sequential() if into == out and stride == 1 else nn.Sequential(nn.Conv2d(into, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = F.relu(self.norm1(self.first(x)))
        return F.relu(self.norm2(self.second(y)) + self.way(x))


class ExpressionNet(nn.Module):
    """In: grey {n, 1, 48, 48} in [0, 255]. Out: logits {n, 7}, doubt's logit {n}, intensities {n, 17} of shown.NAMES."""

    def __init__(self, widths=(48, 96, 192, 320), blocks=(1, 2, 2, 1), dropout=.3, window=None):
        """window: pixels, odd, about each of which mean and contrast are taken out; of the whole crop if None."""
        super().__init__()
        self.window = window
        layers, into = [nn.Conv2d(1, widths[0], 5, 2, 2, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU()], widths[0]
        for stage, (width, count) in enumerate(zip(widths, blocks)):
            for i in range(count):
                layers.append(Block(into, width, 2 if stage and not i else 1))
                into = width
        self.body = nn.Sequential(*layers)
        self.dropout = nn.Dropout(dropout)
        self.classes = nn.Linear(into, len(CLASSES))
        self.doubt = nn.Linear(2 * into, 1)
        self.intensities = nn.Linear(into, len(NAMES))

    def forward(self, grey):
        x = self.body(self.contrast(grey))
        mean, most = x.mean((2, 3)), x.amax((2, 3))
        seen = self.dropout(mean)
        return self.classes(seen), self.doubt(torch.cat([mean, most], 1)).squeeze(1), self.intensities(seen)

    def contrast(self, grey):
        """What is seen of a crop: mean and contrast are taken out."""
        off = grey - self.about(grey)
        return off / (self.about(off ** 2).sqrt() + LEAST_CONTRAST)

    def about(self, grey):
        """The mean about each pixel."""
        return F.avg_pool2d(grey, self.window, 1, self.window // 2, count_include_pad=False) if self.window else grey.mean((1, 2, 3), keepdim=True)


class Exported(nn.Module):
    """What is shipped. In: face {n, 1, 48, 48}. Out: probabilities {n, 7}, sum 1, and doubt {n}, in [0, 1]: of the face and its mirror image, which show the same."""

    def __init__(self, net, temperature, bias):
        super().__init__()
        self.net = net
        self.register_buffer("scale", torch.tensor(1 / temperature, dtype=torch.float32))
        self.register_buffer("bias", torch.as_tensor(bias, dtype=torch.float32))

    def forward(self, face):
        logits, doubt = both_ways(self.net, face)
        return torch.softmax(logits * self.scale + self.bias, 1), torch.sigmoid(doubt)


def both_ways(net, face):
    """Logits {n, 7} and doubt's {n}: the mean of a face {n, 1, 48, 48} and its mirror image."""
    logits, doubt, _ = net(torch.cat([face, face.flip(3)]))
    return logits.reshape(2, -1, len(CLASSES)).mean(0), doubt.reshape(2, -1).mean(0)
