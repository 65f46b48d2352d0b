"""Writes what is shipped of a trained net: model.onnx, which a processor computes in 8 bits, and card.onnx, the same in floats for a graphics card.

    python training/expression/eight_bits.py RUN/model.onnx FERPLUS.npz RENDERED.npz models/expression

Steps and weights are whole numbers from the second step on: a third of the time where a processor multiplies bytes (VNNI: Intel since 2019,
AMD since 2022), three fifths where it has AVX2 alone. **Weights have 7 bits, not 8**: older processors add two products in 16 bits, which 8 do
not fit, and would answer otherwise (by up to .49 of a probability). So all say the same, to the bit (bench/older.c). The first step, which sees
the light of the picture, the means and the answers stay floats. The ranges are what the steps say of 1,536 crops of FER+'s training part and 512
of rendered heads; then rounding.py moves the weights. Two cores take 4 minutes. RUN/model.onnx may be models/expression/card.onnx.
"""
import argparse
import logging
import os
from pathlib import Path

import numpy as np
import onnx
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static

import test
from again import written
from crops import KEPT
from rounding import learn
from small import read_whole
from train import middle_crops

PHOTOGRAPHS, HEADS = 1536, 512
SEED = 7
PERCENT = 99.9995  # of what a step says is within its range: .0016 apart where all of it is .0020, and no face further
MOST_APART = .005  # in the mean of all probabilities, on pictures that no range is of


class Faces(CalibrationDataReader):
    """The crops of kept squares {n, 64, 64}, 64 at a time."""

    def __init__(self, squares):
        self.parts = iter([middle_crops(squares[i:i + 64]).numpy() for i in range(0, len(squares), 64)])

    def get_next(self):
        part = next(self.parts, None)
        return None if part is None else {"face": part}


def some(squares, count):
    return squares[np.random.default_rng(SEED).choice(len(squares), count, replace=False)]


def whole_steps(graph):
    """Names of the steps to be made whole: all convolutions but the first, what adds two of them, and what cuts off below 0."""
    made = {output: node.op_type for node in graph.node for output in node.output}
    steps = [node for node in graph.node if node.op_type in ("Conv", "Relu") or (node.op_type == "Add" and all(made.get(i) in ("Conv", "Relu") for i in node.input))]
    first = next(node for node in steps if node.op_type == "Conv")
    return [node.name for node in steps if node is not first]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model", help="of train.py")
    arguments.add_argument("ferplus")
    arguments.add_argument("rendered")
    arguments.add_argument("out", help="the model's folder")
    options = arguments.parse_args()
    logging.disable(logging.WARNING)  # it advises what was done when the model was written
    photographs, heads, out = np.load(options.ferplus), np.load(options.rendered)["crops"].reshape(-1, KEPT, KEPT), Path(options.out)
    training = photographs["train_crops"]
    given = Path(options.model).read_bytes()
    floats, ranged = read_whole(options.model), Faces(np.concatenate([some(training, PHOTOGRAPHS), some(heads, HEADS)]))
    made = out / "model.onnx.part"
    quantize_static(floats, str(made), ranged, quant_format=QuantFormat.QDQ, op_types_to_quantize=["Conv", "Relu", "Add"], nodes_to_quantize=whole_steps(floats.graph),
                    per_channel=True, reduce_range=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, calibrate_method=CalibrationMethod.Percentile,
                    extra_options={"CalibPercentile": PERCENT})
    model = onnx.load(str(made))
    _, weights, window = written(options.model)
    learn(model, weights, window, np.concatenate([training, heads]), SEED)
    onnx.checker.check_model(model)
    onnx.save(model, str(made))
    held = photographs["valid_crops"]
    eight, before = (test.answers(test.open_model(str(path)), held)[0] for path in (made, options.model))
    apart = np.abs(eight - before)
    print(f"{len(held)} photographs: probabilities {apart.mean():.4f} apart in the mean, {apart.max():.3f} at most")
    if apart.mean() > MOST_APART:
        raise SystemExit(f"8 bits must move a probability by {MOST_APART} in the mean at most, got {apart.mean():.4f}; {made} is not for use, what was there is left")
    (out / "card.onnx").write_bytes(given)
    made.replace(out / "model.onnx")


if __name__ == "__main__":
    main()
