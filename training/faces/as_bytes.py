"""Lets an exported detector take bytes: a quarter of what goes to a graphics card as floats. Its answers to whole numbers stay the same to the bit.

    python training/faces/as_bytes.py MODEL.onnx

What training writes as grey / 128 - 1 becomes grey - 128, and 128 goes into the first step's weights: both exact, for 128 is a power of two. Pictures of one
size may come several at once.
"""
import argparse

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SCALE = 128  # of FaceNet.forward


def as_bytes(path):
    model = onnx.load(str(path))
    graph = model.graph
    first = [node for node in graph.node if node.op_type != "Constant"][:2]
    constants = {node.output[0]: numpy_helper.to_array(node.attribute[0].t) for node in graph.node if node.op_type == "Constant"}
    if [node.op_type for node in first] != ["Div", "Sub"] or [float(constants[node.input[1]]) for node in first] != [SCALE, 1]:
        raise SystemExit(f"a detector must begin with grey / 128 - 1, got {[node.op_type for node in first]} ({path}); give one that train.py has just written")
    unused = {node.input[1] for node in first}
    rest = [node for node in graph.node if node not in first and not unused & set(node.output)]
    del graph.node[:]
    graph.node.extend([helper.make_node("Cast", ["picture"], ["grey"], to=TensorProto.FLOAT), helper.make_node("Sub", ["grey", "middle"], [first[1].output[0]]), *rest])
    graph.initializer.append(numpy_helper.from_array(np.float32(SCALE), "middle"))
    weights = next(t for t in graph.initializer if t.name == rest[0].input[1])
    weights.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weights) / np.float32(SCALE), weights.name))
    graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    for value in (*graph.input, *graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "count"
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("model", help="a detector that train.py has written")
    as_bytes(words.parse_args().model)


if __name__ == "__main__":
    main()
