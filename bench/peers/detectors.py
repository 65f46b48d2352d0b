"""UltraFace or YuNet, then mini_XCEPTION, over rendered clips: what ./pukar evaluate scenes --other reads.

    python3 detectors.py DIR OUT.jsonl --faces version-RFB-640.onnx|libfacedetection.so --expressions fer2013_mini_XCEPTION.107-0.66.hdf5

README.md says where these come from. Needs ffmpeg, numpy, opencv, onnxruntime, h5py, torch.
"""
import argparse
import ctypes
import glob
import json
import os
import subprocess
import sys

import cv2
import h5py
import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime
import torch
import torch.nn.functional as F

FEAR, SAD = 2, 4  # of angry, disgust, fear, happy, sad, surprise, neutral
LEAST_SCORE, MOST_OVERLAP = .7, .3  # as its own example


class UltraFace:
    def __init__(self, path):
        onnxruntime.set_default_logger_severity(3)
        self.net = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        self.input = self.net.get_inputs()[0].name

    def __call__(self, rgb):
        """Boxes {n, 4}: left, top, width, height in pixels."""
        height, width = rgb.shape[:2]
        small = (cv2.resize(rgb, (640, 480)).astype(np.float32) - 127) / 128
        scores, boxes = self.net.run(None, {self.input: small.transpose(2, 0, 1)[None]})
        likely = scores[0, :, 1] > LEAST_SCORE
        corners = boxes[0][likely] * (width, height, width, height)
        sides = np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], 1)
        kept = cv2.dnn.NMSBoxes(sides.tolist(), scores[0, likely, 1].tolist(), LEAST_SCORE, MOST_OVERLAP)
        return sides[np.array(kept, int).ravel()]


class YuNet:
    """libfacedetection, built as a shared library; its detector is YuNet."""

    RESULT_BYTES, STRIDE, LEAST = 0x9000, 16, 50  # of facedetectcnn.h; confidence of 100

    def __init__(self, path):
        self.detect = ctypes.CDLL(path)._Z14facedetect_cnnPhS_iii  # int *facedetect_cnn(unsigned char *, unsigned char *, int, int, int)
        self.detect.restype = ctypes.POINTER(ctypes.c_int)
        self.room = (ctypes.c_ubyte * self.RESULT_BYTES)()

    def __call__(self, rgb):
        """Boxes {n, 4}: left, top, width, height in pixels."""
        bgr = np.ascontiguousarray(rgb[:, :, ::-1])
        found = self.detect(self.room, bgr.ctypes.data_as(ctypes.POINTER(ctypes.c_ubyte)), bgr.shape[1], bgr.shape[0], bgr.strides[0])
        rows = np.frombuffer(self.room, np.int16, self.STRIDE * found[0], 4).reshape(-1, self.STRIDE)
        return rows[rows[:, 0] >= self.LEAST, 1:5].astype(float)


class Expressions:
    """mini_XCEPTION (Arriaga, Ploeger and Valdenegro 2017), with the weights of its Keras file."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.weights = {}

            def keep(name, item):
                if isinstance(item, h5py.Dataset):
                    self.weights[name.split("/")[0], name.split("/")[-1][:-2]] = torch.tensor(item[()])
            file["model_weights"].visititems(keep)

    def _conv(self, x, number, **more):
        return F.conv2d(x, self.weights[f"conv2d_{number}", "kernel"].permute(3, 2, 0, 1), self.weights.get((f"conv2d_{number}", "bias")), **more)

    def _norm(self, x, number):
        w = [self.weights[f"batch_normalization_{number}", name] for name in ("moving_mean", "moving_variance", "gamma", "beta")]
        return F.batch_norm(x, *w, eps=1e-3)

    def _separable(self, x, number):
        deep = self.weights[f"separable_conv2d_{number}", "depthwise_kernel"].permute(2, 3, 0, 1)
        x = F.conv2d(x, deep, padding=1, groups=x.shape[1])
        return F.conv2d(x, self.weights[f"separable_conv2d_{number}", "pointwise_kernel"].permute(3, 2, 0, 1))

    def __call__(self, rgb):
        """Seven probabilities of a face cut out of its picture."""
        grey = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (64, 64)).astype(np.float32)
        x = torch.tensor((grey / 255 - .5) * 2)[None, None]
        with torch.no_grad():
            x = F.relu(self._norm(self._conv(x, 1), 1))
            x = F.relu(self._norm(self._conv(x, 2), 2))
            for module in range(4):
                # each module's residual was made first, so it has the lower number
                beside = self._norm(self._conv(x, 3 + module, stride=2), 3 + 3 * module)
                x = F.relu(self._norm(self._separable(x, 1 + 2 * module), 4 + 3 * module))
                x = self._norm(self._separable(x, 2 + 2 * module), 5 + 3 * module)
                odd = [1 if side % 2 else 0 for side in x.shape[2:]]  # Keras pads "same" at the end first
                x = F.max_pool2d(F.pad(x, (odd[1], 1, odd[0], 1), value=-torch.inf), 3, 2) + beside
            return F.softmax(self._conv(x, 7, padding=1).mean((2, 3)), 1)[0].numpy()


def frames(path, width, height):
    ffmpeg = subprocess.Popen(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], stdout=subprocess.PIPE)
    while len(data := ffmpeg.stdout.read(width * height * 3)) == width * height * 3:
        yield np.frombuffer(data, np.uint8).reshape(height, width, 3)


def distress(p):
    """core's Expression.distress(): fear, and sadness as far as there is something like fear in the same look."""
    return float(min(1, p[FEAR] + p[SAD] * min(1, p[FEAR] / .2)))


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("folder", metavar="DIR")
    words.add_argument("out", metavar="OUT.jsonl")
    words.add_argument("--faces", required=True)
    words.add_argument("--expressions", required=True)
    given = words.parse_args()
    torch.set_num_threads(1)
    faces = (UltraFace if given.faces.endswith(".onnx") else YuNet)(given.faces)
    expressions = Expressions(given.expressions)
    truths = sorted(glob.glob(os.path.join(given.folder, "*.truth.jsonl")))
    with open(given.out, "w") as out:
        for number, truth in enumerate(truths, 1):
            with open(truth) as file:
                clip = json.loads(file.readline())
            print(f"{number} of {len(truths)}: {clip['name']}", file=sys.stderr)
            for frame, rgb in enumerate(frames(os.path.join(given.folder, clip["file"]), clip["width"], clip["height"])):
                found = []
                for left, top, width, height in faces(rgb):
                    cut = rgb[max(0, round(top)):round(top + height), max(0, round(left)):round(left + width)]
                    found.append({"box": [float(left), float(top), float(width), float(height)], **({"distress": distress(expressions(cut))} if cut.size else {})})
                out.write(json.dumps({"clip": clip["name"], "frame": frame, "faces": found}) + "\n")


if __name__ == "__main__":
    main()
