"""Puts the weights of a written model.onnx back into the net, so that training can go on from what is shipped.

    python training/expression/again.py models/expression/card.onnx FERPLUS.npz shipped.pt

Writes what `train.py --start` reads. When a model is written, each step's normalising is folded into the step before it. Here it is taken
apart again: on some pictures the norms are set to what they see, and scaled so that what comes out is the same. The intensities' head
is not in a model and starts anew; calibration is done anew at the end of training. A model of before 26 November 2026 answers without
the mirror image, and is refused: use it with the net.py of its commit. A model in 8 bits is refused, too: take the card.onnx
beside it.
"""
import os
import sys

import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

from crops import SIDE
from net import Exported, ExpressionNet
from small import read_whole
from train import middle_crops

PICTURES = 512  # that the norms are settled on
LIKE = 1e-3  # of a probability


def written(path):
    """Weight and bias of each step of the body, in order; by name all others; the window that contrast is taken out in, None if it is the whole crop."""
    graph = read_whole(path).graph
    values = {tensor.name: torch.from_numpy(np.array(numpy_helper.to_array(tensor))) for tensor in graph.initializer}
    steps = [[values[name] for name in node.input[1:]] for node in graph.node if node.op_type == "Conv"]
    windows = [attribute.ints[0] for node in graph.node if node.op_type == "AveragePool" for attribute in node.attribute if attribute.name == "kernel_shape"]
    return steps, values, windows[0] if windows else None


@torch.no_grad()
def restored(path, grey):
    """The net of a written model. grey: {n, 1, 48, 48} in [0, 255], such as it will be trained on."""
    steps, values, window = written(path)
    net, order, pairs = ExpressionNet(window=window).eval(), [], {}
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_pre_hook(lambda m, _: order.append(m))
        if isinstance(module, nn.BatchNorm2d):
            module.register_forward_pre_hook(lambda m, _: pairs.update({m: order[-1]}))
    net(grey[:1])
    if [tuple(s.weight.shape) for s in order] != [tuple(s[0].shape) for s in steps]:
        raise SystemExit(f"a model must have the steps of net.py, got {[tuple(s[0].shape) for s in steps]} ({path}); start from another")
    biases = {}
    for step, (weight, bias) in zip(order, steps):
        step.weight.copy_(weight)
        biases[step] = bias
    for name in ("classes", "doubt", "intensities"):
        for part in ("weight", "bias"):
            if f"net.{name}.{part}" in values:
                getattr(getattr(net, name), part).copy_(values[f"net.{name}.{part}"])

    def settle(norm, inputs):
        seen = inputs[0]
        norm.running_mean.copy_(seen.mean((0, 2, 3)))
        norm.running_var.copy_(seen.var((0, 2, 3)))
        norm.weight.copy_((norm.running_var + norm.eps).sqrt())
        norm.bias.copy_(biases[pairs[norm]] + norm.running_mean)
    hooks = [norm.register_forward_pre_hook(settle) for norm in pairs]
    net(grey)
    for hook in hooks:
        hook.remove()
    return net, values


def main():
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    path, faces, out = sys.argv[1:]
    grey = middle_crops(np.load(faces)["train_crops"][:PICTURES])
    net, values = restored(path, grey)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    with torch.no_grad():
        said = Exported(net, 1 / float(values["scale"]), values["bias"])(grey)
    off = max(np.abs(own.numpy() - of_model).max() for own, of_model in zip(said, session.run(["probabilities", "doubt"], {"face": grey.numpy()})))
    if off > LIKE:
        raise SystemExit(f"the net must say what the model says to {LIKE}, got {off:.4f} off ({path}); is net.py another one?")
    torch.save({"average": net.state_dict(), "window": net.window}, out)
    print(f"{path}: put back, at most {off:.5f} off")


if __name__ == "__main__":
    main()
