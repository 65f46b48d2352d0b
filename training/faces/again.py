"""Puts the weights of a written model.onnx back into the net, so that training can go on from what is shipped.

When a model is written, each step's normalising is folded into the step before it. Here it is taken apart again: on some pictures the
norms are set to what they see, and scaled so that what comes out is the same.
"""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from as_bytes import SCALE


@torch.no_grad()
def restore(net, path, pictures):
    """Sets net's weights from path. pictures: {n, 1, height, width} in [0, 255], such as it will be trained on."""
    model = onnx.load(str(path))
    values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in model.graph.initializer}
    written = [[values[name] for name in node.input[1:]] for node in model.graph.node if node.op_type == "Conv"]
    if model.graph.node[0].op_type == "Cast":  # as_bytes.py took the scale into the first step's weights
        written[0][0] = written[0][0] * SCALE
    order, hooks = [], []
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            hooks.append(module.register_forward_pre_hook(lambda m, _: order.append(m)))
    net.eval()
    net(pictures[:1])
    for hook in hooks:
        hook.remove()
    if len(order) != len(written):
        raise SystemExit(f"a model must be of this net with its {len(order)} steps, got {len(written)} ({path}); start from another")
    for k, (step, own) in enumerate(zip(order, written)):
        if step.weight.shape != own[0].shape:
            raise SystemExit(f"step {k} of a model must have weights {tuple(step.weight.shape)}, got {tuple(own[0].shape)} ({path}); start from another")
    offsets = {}
    for step, (weight, bias) in zip(order, written):
        step.weight.copy_(weight)
        if step.bias is not None:
            step.bias.copy_(bias)
        else:
            offsets[step] = bias
    norms = {}
    for module in net.modules():  # a norm follows its step within one Sequential
        if isinstance(module, nn.Sequential):
            for step, norm in zip(list(module), list(module)[1:]):
                if isinstance(step, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                    norms[norm] = offsets[step]

    def settle(norm, inputs):
        seen = inputs[0]
        norm.running_mean.copy_(seen.mean((0, 2, 3)))
        norm.running_var.copy_(seen.var((0, 2, 3)))
        norm.weight.copy_((norm.running_var + norm.eps).sqrt())
        norm.bias.copy_(norms[norm] + norm.running_mean)
    hooks = [norm.register_forward_pre_hook(settle) for norm in norms]
    net(pictures)
    for hook in hooks:
        hook.remove()
