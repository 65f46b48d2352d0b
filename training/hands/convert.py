"""Makes models/palm-192/model.onnx, its card.onnx, and models/hand-224/model.onnx of MediaPipe Hands' TensorFlow Lite files.

    npm pack @mediapipe/hands@0.4.1675469240 && tar xf mediapipe-hands-*.tgz
    python training/hands/convert.py package [--size lite|full] [--to models]

The networks and their weights (16-bit) stay as they are; pictures go in channel by channel. card.onnx says the same in the steps that a graphics
card does faster and a processor slower. check.py compares with the original.
Needs numpy, onnx, flatbuffers.
"""
import argparse
import json
import os
import re
import tempfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import tflite

SAME = 0  # of the schema's Padding
ACTIVATIONS = {0: None, 1: "Relu", 3: "Clip"}  # NONE, RELU, RELU6
PALM = {"Identity": "boxes", "Identity_1": "scores"}
HAND = {"Identity": "points", "Identity_1": "presence", "Identity_2": "rightness", "Identity_3": "metres"}


class Builder:
    """Writes a graph in ONNX; pictures inside it are {count, channels, height, width}."""

    def __init__(self, tensors, card=False):
        self.tensors, self.nodes, self.constants, self.name = tensors, [], [], {}
        self.card = card  # whether for a graphics card
        self.made = {}
        self.halves = {}  # number of a tensor -> its 16-bit constant

    def node(self, kind, inputs, output, **more):
        self.nodes.append(helper.make_node(kind, inputs, [output], **more))
        return output

    def constant(self, name, value):
        """The name of a constant; what was kept in 16 bits is kept so and widened on loading."""
        if value.dtype == np.float16:
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name + ":16"))
            return self.node("Cast", [name + ":16"], name, to=TensorProto.FLOAT)
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def value(self, number):
        return self.halves.get(number, self.tensors[number].value)

    def weights(self, number, *axes):
        name = "w" + "_".join(map(str, (number, *axes)))
        if name not in self.made:  # two operators may share one
            value = self.value(number)
            self.made[name] = self.constant(name, value.transpose(axes) if axes else value.ravel())
        return self.made[name]

    def same(self, operator, kernel, stride):
        """Pads as TensorFlow's SAME does: what is over goes to the end."""
        height, width = self.tensors[operator.inputs[0]].shape[1:3]
        pads = []
        for side, k, s in ((height, kernel[0], stride[0]), (width, kernel[1], stride[1])):
            over = max((-(-side // s) - 1) * s + k - side, 0)
            pads.append((over // 2, over - over // 2))
        return [pads[0][0], pads[1][0], pads[0][1], pads[1][1]]

    def ended(self, data, operator, activation):
        """Adds the fused activation and gives the result its name."""
        kind, out = ACTIVATIONS[activation], f"t{operator.outputs[0]}"
        if kind is None:
            self.nodes[-1].output[0] = out
        elif kind == "Clip":
            self.node("Clip", [data, self.constant(out + ":low", np.float32(0)), self.constant(out + ":high", np.float32(6))], out)
        else:
            self.node(kind, [data], out)
        self.name[operator.outputs[0]] = out

    def add(self, operator):
        getattr(self, "do_" + operator.kind.lower())(operator, operator.options)

    def do_dequantize(self, operator, _):
        self.halves[operator.outputs[0]] = self.value(operator.inputs[0])

    def do_conv_2d(self, operator, options, groups=1, first=0):
        kernel = self.tensors[operator.inputs[1]].shape[1:3]
        stride = [options.number(first + 2), options.number(first + 1)]
        pads = self.same(operator, kernel, stride) if options.number(0, tflite.kinds.Int8Flags) == SAME else [0, 0, 0, 0]
        weights = self.weights(operator.inputs[1], *((3, 0, 1, 2) if groups > 1 else (0, 3, 1, 2)))
        raw = self.node("Conv", [self.name[operator.inputs[0]], weights, self.weights(operator.inputs[2])], f"t{operator.outputs[0]}:raw",
                        kernel_shape=kernel, strides=stride, pads=pads, group=groups)
        self.ended(raw, operator, options.number(4 if groups > 1 else 3, tflite.kinds.Int8Flags))

    def do_depthwise_conv_2d(self, operator, options):
        self.do_conv_2d(operator, options, groups=self.tensors[operator.inputs[0]].shape[3])

    def do_max_pool_2d(self, operator, options):
        stride, kernel = [options.number(2), options.number(1)], [options.number(4), options.number(3)]
        pads = self.same(operator, kernel, stride) if options.number(0, tflite.kinds.Int8Flags) == SAME else [0, 0, 0, 0]
        raw = self.node("MaxPool", [self.name[operator.inputs[0]]], f"t{operator.outputs[0]}:raw", kernel_shape=kernel, strides=stride, pads=pads)
        self.ended(raw, operator, options.number(5, tflite.kinds.Int8Flags))

    def do_add(self, operator, options):
        raw = self.node("Add", [self.name[i] for i in operator.inputs], f"t{operator.outputs[0]}:raw")
        self.ended(raw, operator, options.number(0, tflite.kinds.Int8Flags))

    def do_prelu(self, operator, _):
        """slope x + (1 - slope) max(x, 0): ONNX Runtime's PRelu takes one value after the other, which was half of the palms' time."""
        data, out, slope = self.name[operator.inputs[0]], f"t{operator.outputs[0]}", self.value(operator.inputs[1]).ravel()
        if self.card:
            self.name[operator.outputs[0]] = self.node("PRelu", [data, self.constant(f"{out}:slope", slope.reshape(-1, 1, 1))], out)
            return
        above = self.node("Relu", [data], f"{out}:above")
        shape = (slope.size, 1, 1, 1)
        rest = self.constant(f"{out}:rest", (1 - slope.astype(np.float32)).reshape(shape))
        parts = [self.node("Conv", [value, weights], f"{out}:{part}", kernel_shape=[1, 1], group=slope.size) for part, value, weights in (
            ("all", data, self.constant(f"{out}:slope", slope.reshape(shape))), ("over", above, rest))]
        self.name[operator.outputs[0]] = self.node("Add", parts, out)

    def do_pad(self, operator, _):
        before, after = self.value(operator.inputs[1])[[0, 3, 1, 2]].T.astype(np.int64)
        if self.card and before.sum() == 0 and after.sum() == after[1] == self.tensors[operator.inputs[0]].shape[3]:  # channels twice: .13 ms less each on an H200
            data, out = self.name[operator.inputs[0]], f"t{operator.outputs[0]}"
            empty = self.node("Mul", [data, self.constant(f"{out}:nought", np.float32(0))], f"{out}:empty")
            self.name[operator.outputs[0]] = self.node("Concat", [data, empty], out, axis=1)
            return
        pads = self.constant(f"t{operator.outputs[0]}:pads", np.concatenate([before, after]))
        self.name[operator.outputs[0]] = self.node("Pad", [self.name[operator.inputs[0]], pads], f"t{operator.outputs[0]}", mode="constant")

    def do_resize_bilinear(self, operator, options):
        centres, corners = options.number(3, tflite.kinds.BoolFlags, False), options.number(2, tflite.kinds.BoolFlags, False)
        scales = np.divide(self.tensors[operator.outputs[0]].shape, self.tensors[operator.inputs[0]].shape)[[0, 3, 1, 2]].astype(np.float32)
        self.name[operator.outputs[0]] = self.node(
            "Resize", [self.name[operator.inputs[0]], "", self.constant(f"t{operator.outputs[0]}:scales", scales)], f"t{operator.outputs[0]}", mode="linear",
            coordinate_transformation_mode="half_pixel" if centres else "align_corners" if corners else "asymmetric")

    def do_mean(self, operator, _):
        out = f"t{operator.outputs[0]}"
        self.node("ReduceMean", [self.name[operator.inputs[0]]], out, axes=[2, 3], keepdims=0)
        self.name[operator.outputs[0]] = out

    def do_reshape(self, operator, _):
        last = self.node("Transpose", [self.name[operator.inputs[0]]], f"t{operator.outputs[0]}:last", perm=[0, 2, 3, 1])
        shape = self.constant(f"t{operator.outputs[0]}:shape", np.array([0, *self.tensors[operator.outputs[0]].shape[1:]], np.int64))  # 0: as many as came
        self.name[operator.outputs[0]] = self.node("Reshape", [last, shape], f"t{operator.outputs[0]}")

    def do_concatenation(self, operator, options):
        self.name[operator.outputs[0]] = self.node("Concat", [self.name[i] for i in operator.inputs], f"t{operator.outputs[0]}", axis=options.number(0))

    def do_fully_connected(self, operator, options):
        flat = self.node("Flatten", [self.name[operator.inputs[0]]], f"t{operator.outputs[0]}:flat")
        weights, bias = (self.weights(operator.inputs[1], 0, 1), self.weights(operator.inputs[2]))
        raw = self.node("Gemm", [flat, weights, bias], f"t{operator.outputs[0]}:raw", transB=1)
        self.ended(raw, operator, options.number(0, tflite.kinds.Int8Flags))

    def do_logistic(self, operator, _):
        self.name[operator.outputs[0]] = self.node("Sigmoid", [self.name[operator.inputs[0]]], f"t{operator.outputs[0]}")


def converted(path, outputs, name, card=False):
    """The ONNX model of a .tflite file; `outputs` renames its outputs; `card`: whether for a graphics card."""
    tensors, operators, inputs, ends = tflite.read(path)
    builder, size = Builder(tensors, card), tensors[inputs[0]].shape[1]
    builder.name[inputs[0]] = "picture"
    for operator in operators:
        builder.add(operator)
    for end in ends:
        builder.node("Identity", [builder.name[end]], outputs[tensors[end].name])
    result = helper.make_model(
        helper.make_graph(builder.nodes, name, [helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["count", 3, size, size])],
                          [helper.make_tensor_value_info(outputs[tensors[e].name], TensorProto.FLOAT, ["count", *tensors[e].shape[1:]]) for e in ends], builder.constants),
        opset_imports=[helper.make_opsetid("", 13)], ir_version=7, producer_name="training/hands/convert.py")
    onnx.checker.check_model(result)
    return result


def palm_file(package, size, into):
    """Cuts the palm detector out of the package's packed assets; returns its path."""
    with open(os.path.join(package, "hands_solution_packed_assets_loader.js")) as file:
        files = json.loads(re.search(r'"files":\s*(\[.*?\])', file.read()).group(1))
    one = next(f for f in files if f["filename"].endswith(f"palm_detection_{size}.tflite"))
    with open(os.path.join(package, "hands_solution_packed_assets.data"), "rb") as file:
        file.seek(one["start"])
        data = file.read(one["end"] - one["start"])
    path = os.path.join(into, f"palm_detection_{size}.tflite")
    with open(path, "wb") as file:
        file.write(data)
    return path


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("package", help="the unpacked npm package @mediapipe/hands")
    words.add_argument("--size", choices=("lite", "full"), default="lite")
    words.add_argument("--to", default="models")
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        palm, hand = palm_file(given.package, given.size, folder), os.path.join(given.package, f"hand_landmark_{given.size}.tflite")
        for path, outputs, name, file in ((palm, PALM, "palm-192", "model"), (palm, PALM, "palm-192", "card"), (hand, HAND, "hand-224", "model")):
            os.makedirs(os.path.join(given.to, name), exist_ok=True)
            to = os.path.join(given.to, name, file + ".onnx")
            onnx.save(converted(path, outputs, name, file == "card"), to)
            print(f"{to}: {os.path.getsize(to)} bytes")


if __name__ == "__main__":
    main()
