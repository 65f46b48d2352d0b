"""Reads a TensorFlow Lite file: tensors, constants, operators. Field numbers are those of TensorFlow's schema.fbs (Apache-2.0)."""
from dataclasses import dataclass

import flatbuffers.number_types as kinds
import numpy as np
from flatbuffers import encode
from flatbuffers.table import Table

OPERATORS = {0: "ADD", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D", 6: "DEQUANTIZE", 9: "FULLY_CONNECTED", 14: "LOGISTIC", 17: "MAX_POOL_2D",
             18: "MUL", 19: "RELU", 21: "RELU6", 22: "RESHAPE", 23: "RESIZE_BILINEAR", 25: "SOFTMAX", 34: "PAD", 39: "TRANSPOSE", 40: "MEAN", 43: "SQUEEZE", 54: "PRELU"}
TYPES = {0: np.float32, 1: np.float16, 2: np.int32, 4: np.int64}


class Reader:
    """One table of a flatbuffer; fields by number."""

    def __init__(self, data, at):
        self.table = Table(data, at)

    def _at(self, field):
        offset = self.table.Offset(4 + 2 * field)
        return offset and self.table.Pos + offset

    def number(self, field, kind=kinds.Int32Flags, default=0):
        at = self._at(field)
        return self.table.Get(kind, at) if at else default

    def one(self, field):
        at = self._at(field)
        return Reader(self.table.Bytes, self.table.Indirect(at)) if at else None

    def many(self, field):
        offset = self.table.Offset(4 + 2 * field)
        if not offset:
            return []
        start = self.table.Vector(offset)
        return [Reader(self.table.Bytes, self.table.Indirect(start + 4 * i)) for i in range(self.table.VectorLen(offset))]

    def array(self, field, dtype):
        offset = self.table.Offset(4 + 2 * field)
        if not offset:
            return np.zeros(0, dtype)
        return np.frombuffer(self.table.Bytes, dtype, self.table.VectorLen(offset), self.table.Vector(offset))

    def text(self, field):
        at = self._at(field)
        return self.table.String(at).decode() if at else ""


@dataclass
class Tensor:
    name: str
    shape: list
    dtype: type
    value: np.ndarray  # None where it is computed


@dataclass
class Operator:
    kind: str
    inputs: list  # tensor numbers, -1 where left out
    outputs: list
    options: Reader


def read(path):
    """(tensors, operators, inputs, outputs) of the file's only graph."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    model = Reader(data, encode.Get(kinds.UOffsetTFlags.packer_type, data, 0))
    codes = [max(code.number(0, kinds.Int8Flags), code.number(3)) for code in model.many(1)]
    buffers = [buffer.array(0, np.uint8) for buffer in model.many(4)]
    graph = model.many(2)[0]
    tensors = []
    for t in graph.many(0):
        shape, dtype, raw = t.array(0, np.int32).tolist(), TYPES[t.number(1, kinds.Int8Flags)], buffers[t.number(2, kinds.Uint32Flags)]
        tensors.append(Tensor(t.text(3), shape, dtype, raw.view(dtype).reshape(shape) if raw.size else None))
    operators = [Operator(OPERATORS.get(codes[o.number(0, kinds.Uint32Flags)], str(codes[o.number(0, kinds.Uint32Flags)])),
                          o.array(1, np.int32).tolist(), o.array(2, np.int32).tolist(), o.one(4)) for o in graph.many(3)]
    return tensors, operators, graph.array(1, np.int32).tolist(), graph.array(2, np.int32).tolist()
