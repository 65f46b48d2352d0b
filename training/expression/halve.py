"""Halves a model file: large weights are kept as 16-bit floats and made 32-bit ones when the model is opened.

Nothing is computed in 16 bits: ONNX Runtime folds the conversion once, at opening. What is lost is a weight's last bits, 1 part in 2,048.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGE = 64  # values from which on a tensor is kept as 16-bit floats


def halve(path):
    model = onnx.load(str(path))
    graph, conversions = model.graph, []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= LARGE:
            half = numpy_helper.from_array(values.astype(np.float16), tensor.name + "_half")
            conversions.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
            tensor.CopyFrom(half)
    for node in reversed(conversions):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
