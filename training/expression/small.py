"""Makes a model file a quarter as large: weights are kept as 8-bit numbers with a scale for each output channel.

Nothing is computed in 8 bits: ONNX Runtime makes 32-bit floats of them once, when the model is opened. What is lost is at most 1 part in 254 of
a channel's largest weight.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGE = 256  # values from which on a weight is kept in 8 bits


def make_small(path):
    """path: a model.onnx, which is written anew."""
    model = onnx.load(str(path))
    graph, steps, kept = model.graph, [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim < 2 or values.size < LARGE:
            kept.append(tensor)
            continue
        scale = np.abs(values).max(tuple(range(1, values.ndim)), keepdims=True) / 127
        kept += [numpy_helper.from_array(np.round(values / np.maximum(scale, 1e-12)).astype(np.int8), tensor.name + "_bits"),
                 numpy_helper.from_array(scale.astype(np.float32), tensor.name + "_scale")]
        steps += [helper.make_node("Cast", [tensor.name + "_bits"], [tensor.name + "_whole"], to=TensorProto.FLOAT),
                  helper.make_node("Mul", [tensor.name + "_whole", tensor.name + "_scale"], [tensor.name])]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    for step in reversed(steps):
        graph.node.insert(0, step)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def read_whole(path):
    """What make_small has written, with floats as weights again. A model that is computed in 8 bits is refused: it has no others."""
    model = onnx.load(str(path))
    graph = model.graph
    if any(node.op_type == "QuantizeLinear" for node in graph.node):
        raise SystemExit(f"a model must be in floats, got one in 8 bits ({path}); take the card.onnx beside it, or what train.py wrote")
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    small = {name.removesuffix("_bits") for name in values if name.endswith("_bits")}
    parts = {name + end for name in small for end in ("_bits", "_scale", "_whole")}
    whole = []
    for tensor in graph.initializer:
        name = tensor.name.removesuffix("_bits")
        if tensor.name not in parts:
            whole.append(tensor)
        elif name in small:
            whole.append(numpy_helper.from_array(values[tensor.name].astype(np.float32) * values[name + "_scale"], name))
    steps = [node for node in graph.node if node.output[0] not in small | parts]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(whole)
    graph.node.extend(steps)
    onnx.checker.check_model(model)
    return model
