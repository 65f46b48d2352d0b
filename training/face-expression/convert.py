"""Writes Pukar's face-expression model as ONNX from the npm package @vladmandic/face-api (MIT).

    npm pack @vladmandic/face-api@1.7.15
    python training/face-expression/convert.py --package vladmandic-face-api-1.7.15.tgz --out models/face-expression/model.onnx

The same package gives the same bytes each time. Needs numpy and onnx.
The network is the package's src/faceFeatureExtractor/{FaceFeatureExtractor,denseBlock}.ts and src/faceExpressionNet.
"""
import argparse
import json
import tarfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MANIFEST = "model/face_expression_model-weights_manifest.json"
WEIGHTS = "model/face_expression_model.bin"
SIDE = 112  # pixels; FaceFeatureExtractor.ts: input.toBatchTensor(112, true)
MEAN_RGB = (122.782, 117.001, 104.298)  # FaceFeatureExtractor.ts: meanRgb
CLASSES = ("neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised")  # FaceExpressions.ts
OPSET, IR = 17, 10  # what ONNX Runtime's Java and Python releases both read


def read_package(package):
    """The manifest and the weights' bytes, from the package's folder or its .tgz."""
    if Path(package).is_dir():
        folder = Path(package)
        return json.loads((folder / MANIFEST).read_text()), (folder / WEIGHTS).read_bytes()
    with tarfile.open(package) as archive:
        def read(name):
            return archive.extractfile("package/" + name).read()
        return json.loads(read(MANIFEST)), read(WEIGHTS)


def read_weights(package):
    """Every tensor by its name, float32, in the package's own layout (rows, columns, in, out)."""
    manifest, data = read_package(package)
    tensors, offset = {}, 0
    for entry in manifest[0]["weights"]:
        count = int(np.prod(entry["shape"]))
        quantization = entry.get("quantization")
        stored = np.dtype(np.uint8 if quantization else np.float32)
        values = np.frombuffer(data, stored, count, offset)
        offset += count * stored.itemsize
        if quantization:
            # tfjs's own rule, in float64 as its JavaScript does, rounded once at the end
            values = (values * quantization["scale"] + quantization["min"]).astype(np.float32)
        tensors[entry["name"]] = values.reshape(entry["shape"])
    if offset != len(data):
        raise ValueError(f"weights must be {offset} bytes, as the manifest says, got {len(data)} ({WEIGHTS})")
    return tensors


class Graph:
    """Collects nodes and weights; every method returns the name of what it added."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def weight(self, name, values):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def node(self, kind, inputs, name, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def conv(self, x, name, filters, bias=None, stride=1, group=1):
        """filters: {rows, columns, in, out} as in tfjs; padding 'same', on sides that are even or have stride 1."""
        size = filters.shape[0]
        before, after = (0, 1) if stride == 2 else (size // 2, size // 2)
        inputs = [x, self.weight(name + "/filters", filters.transpose(3, 2, 0, 1))]
        if bias is not None:
            inputs.append(self.weight(name + "/bias", bias))
        return self.node("Conv", inputs, name, kernel_shape=[size, size], strides=[stride, stride],
                         pads=[before, before, after, after], group=group)

    def separable(self, x, tensors, name, stride):
        depthwise = tensors[name + "/depthwise_filter"]  # {3, 3, channels, 1}
        channels = depthwise.shape[2]
        x = self.conv(x, name + "/depthwise", depthwise.transpose(0, 1, 3, 2), stride=stride, group=channels)
        return self.conv(x, name, tensors[name + "/pointwise_filter"], tensors[name + "/bias"])

    def dense_block(self, x, tensors, name, first):
        """denseBlock4: four convolutions; each later one adds to the running sum of those before."""
        if first:
            # the original divides its input by 255: folded into the filters
            filters = (tensors[name + "/conv0/filters"].astype(np.float64) / 255).astype(np.float32)
            x = self.conv(x, name + "/conv0", filters, tensors[name + "/conv0/bias"], stride=2)
        else:
            x = self.separable(x, tensors, name + "/conv0", stride=2)
        total = x = self.node("Relu", [x], name + "/relu0")
        for i in (1, 2, 3):
            added = self.separable(x, tensors, f"{name}/conv{i}", stride=1)
            total = self.node("Add", [total, added], f"{name}/sum{i}")
            x = self.node("Relu", [total], f"{name}/relu{i}")
        return x


def build(tensors):
    graph = Graph()
    # Not folded into the first bias: the original pads with zeros after it takes the mean away.
    mean = graph.weight("mean", np.array(MEAN_RGB).reshape(1, 3, 1, 1))
    x = graph.node("Sub", ["face", mean], "centred")
    for i in range(4):
        x = graph.dense_block(x, tensors, f"dense{i}", first=i == 0)
    x = graph.node("GlobalAveragePool", [x], "pooled")  # the original: 7 x 7 over 7 x 7
    x = graph.node("Flatten", [x], "features", axis=1)
    x = graph.node("Gemm", [x, graph.weight("fc/weights", tensors["fc/weights"]), graph.weight("fc/bias", tensors["fc/bias"])],
                   "logits")
    graph.node("Softmax", [x], "probabilities", axis=1)
    face = helper.make_tensor_value_info("face", TensorProto.FLOAT, ["batch", 3, SIDE, SIDE])
    probabilities = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", len(CLASSES)])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "face-expression", [face], [probabilities], graph.weights),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR, producer_name="pukar")
    onnx.checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--package", required=True, help="the npm package, as a folder or .tgz")
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    content = build(read_weights(options.package)).SerializeToString(deterministic=True)
    Path(options.out).write_bytes(content)
    print(f"{len(content)} bytes: {options.out}")
