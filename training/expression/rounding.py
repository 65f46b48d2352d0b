"""Learns how the weights of a net in 8 bits are rounded, so that it says what the same net says in floats.

The nearest whole number is the best for each weight, not for the answer, in which what many weights are wrong by adds up. So the whole numbers are
moved, most of them by one or not at all, until the answers are nearest to those in floats: the only teacher, no label is read (quantisation-aware
training and AdaRound, Nagel et al. 2020, do so; the ranges of the steps stay as they were found).
"""
import numpy as np
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

from net import ExpressionNet
from train import middle_crops

MOST = 64  # of a weight, as a whole number
RATE = 2e-5  # from one whole number of a weight to the next it is some .001
PICTURES = 38_400
BATCH = 128
SHIFT = 2  # pixels by which a crop is moved, each way
DOUBT = .1  # of what the loss counts


class Steps(nn.Module):
    """The convolutions of a model in 8 bits, all but the heads. graph: of the model; floats: its weights before they were rounded, by name."""

    def __init__(self, graph, floats):
        super().__init__()
        self.values = {tensor.name: torch.from_numpy(np.array(numpy_helper.to_array(tensor))).float() for tensor in graph.initializer}
        self.dequantised = {node.output[0]: node.input for node in graph.node if node.op_type == "DequantizeLinear" and node.input[0] in self.values}
        self.nodes = [node for node in graph.node if node.op_type in ("Conv", "Relu", "Add", "QuantizeLinear", "DequantizeLinear") and node.output[0] not in self.dequantised]
        first = next(i for i, node in enumerate(self.nodes) if node.op_type == "Conv")
        last = max(i for i, node in enumerate(self.nodes) if node.op_type == "DequantizeLinear")
        self.nodes, self.end = self.nodes[first:last + 1], self.nodes[last].output[0]
        self.begin = self.nodes[0].input[0]
        self.floats = floats
        self.learned = nn.ParameterDict({self.key(name): nn.Parameter(floats[self.named(name)].clone()) for name in self.dequantised})

    def named(self, output):
        """A weight's name before it was made whole."""
        return self.dequantised[output][0].removesuffix("_quantized")

    @staticmethod
    def key(name):
        return name.replace(".", "_")

    def scale(self, output):
        scale = self.values[self.dequantised[output][1]]
        return scale.reshape(-1, *[1] * (self.values[self.dequantised[output][0]].ndim - 1))

    def whole(self, output):
        """A weight's or a bias's whole numbers as they are learned."""
        steps = self.learned[self.key(output)] / self.scale(output)
        return steps.round().clamp(-MOST, MOST) if steps.ndim == 4 else steps.round()

    def weight(self, output, eight):
        if output not in self.dequantised:  # the first step's
            return self.values[output]
        if not eight:
            return self.floats[self.named(output)]
        learned = self.learned[self.key(output)]
        return learned + (self.whole(output) * self.scale(output) - learned).detach()

    def forward(self, x, eight):
        """The last step's answers for {n, 1, 48, 48} whose mean and contrast are taken out. eight: in 8 bits, else in floats."""
        known = {self.begin: x}
        for node in self.nodes:
            taken = known[node.input[0]]
            if node.op_type == "Conv":
                stride, pads = (next(list(a.ints) for a in node.attribute if a.name == name) for name in ("strides", "pads"))
                made = F.conv2d(taken, self.weight(node.input[1], eight), self.weight(node.input[2], eight), stride, pads[:2])
            elif node.op_type == "Add":
                made = taken + known[node.input[1]]
            elif node.op_type == "Relu":
                made = F.relu(taken)
            elif node.op_type == "DequantizeLinear":
                made = taken  # quantised has the scale already
            else:
                made = self.quantised(taken, self.values[node.input[1]], self.values[node.input[2]], eight)
            known[node.output[0]] = made
        return known[self.end]

    @staticmethod
    def quantised(x, scale, zero, eight):
        if not eight:
            return F.relu(x) if zero == 0 else x  # what was cut off below 0 is so by its range
        steps = torch.clamp(x / scale + zero, 0, 255)
        return (steps + (steps.round() - steps).detach() - zero) * scale


def moved(squares, draw):
    """Crops {n, 1, 48, 48} of kept squares {n, 64, 64}, moved by chance, half of them mirrored."""
    some = np.stack([np.roll(square, draw.integers(-SHIFT, SHIFT + 1, 2), (0, 1)) for square in squares])
    some[::2] = some[::2, :, ::-1]
    return middle_crops(some)


def learn(model, floats, window, squares, seed):
    """Moves the whole weights of a model (changed in place). floats, window: of the model before, as again.written has them; squares: {n, 64, 64}, pictures of any kind."""
    steps, draw = Steps(model.graph, floats).to(memory_format=torch.channels_last), np.random.default_rng(seed)
    net = ExpressionNet(window=window)  # takes contrast out
    classes, doubt = floats["net.classes.weight"], floats["net.doubt.weight"]
    optimiser = torch.optim.Adam(steps.parameters(), RATE)
    count = PICTURES // BATCH
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, count)
    for step in range(count):
        x = net.contrast(moved(squares[draw.integers(0, len(squares), BATCH)], draw)).to(memory_format=torch.channels_last)
        with torch.no_grad():
            wanted = steps(x, False)
        off = steps(x, True)
        mean, most = off.mean((2, 3)) - wanted.mean((2, 3)), off.amax((2, 3)) - wanted.amax((2, 3))
        loss = ((mean @ classes.T) ** 2).mean() + DOUBT * ((torch.cat([mean, most], 1) @ doubt.T) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 50 == 0 or step + 1 == count:
            print(f"rounding: {(step + 1) * BATCH} of {PICTURES} pictures, {loss.item():.5f} off", flush=True)
    kept = {steps.dequantised[output][0]: steps.whole(output).detach() for output in steps.dequantised}
    for tensor in model.graph.initializer:
        if tensor.name in kept:
            kind = numpy_helper.to_array(tensor).dtype
            tensor.CopyFrom(numpy_helper.from_array(kept[tensor.name].numpy().astype(kind), tensor.name))
