"""What a plain Python pipeline costs for the same work on the same film, five frames a second: OpenCV's capture, BlazeFace and an expression net in ONNX Runtime.

    pip install -r requirements.txt
    python3 speed.py FILM ../../models

Prints one JSON line. One thread each, as many cameras on one machine would be run.
"""
import json
import os
import resource
import sys
import time

import cv2
import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime


def boxes(scores, values, stride, each, columns):
    """Left, top, right, bottom and score of what is surer than .5; models/blazeface-back-256/card.md has the layout."""
    found = np.flatnonzero(scores.ravel() > 0)
    cell = found // each
    v = values.reshape(-1, 16)[found]
    x, y = (cell % columns + .5) * stride + v[:, 0], (cell // columns + .5) * stride + v[:, 1]
    return np.stack([x - v[:, 2] / 2, y - v[:, 3] / 2, x + v[:, 2] / 2, y + v[:, 3] / 2, scores.ravel()[found]], 1)


def one_each(found):
    kept = []
    for box in found[np.argsort(-found[:, 4])]:
        overlaps = [min(box[2], k[2]) - max(box[0], k[0]) > .3 * (box[2] - box[0]) and min(box[3], k[3]) - max(box[1], k[1]) > .3 * (box[3] - box[1]) for k in kept]
        if not any(overlaps):
            kept.append(box)
    return kept


def main():
    film, models = sys.argv[1:3]
    cv2.setNumThreads(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    detector, expressions = (onnxruntime.InferenceSession(f"{models}/{name}/model.onnx", options, providers=["CPUExecutionProvider"])
                             for name in ("blazeface-back-256", "face-expression"))
    side = expressions.get_inputs()[0].shape[-1]

    def play():
        capture, frames, faces, number = cv2.VideoCapture(film), 0, 0, 0
        every = max(1, round(capture.get(cv2.CAP_PROP_FPS) / 5))
        while capture.grab():
            number += 1
            if number % every:
                continue
            rgb = cv2.cvtColor(capture.retrieve()[1], cv2.COLOR_BGR2RGB)
            height, width = (n + 31 & ~31 for n in rgb.shape[:2])
            picture = np.full((height, width, 3), 0, np.uint8)
            picture[:rgb.shape[0], :rgb.shape[1]] = rgb
            told = dict(zip((o.name for o in detector.get_outputs()),
                            detector.run(None, {"picture": picture.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1})))
            found = np.concatenate([boxes(told["scores16"], told["boxes16"], 16, 2, width // 16), boxes(told["scores32"], told["boxes32"], 32, 6, width // 32)])
            for left, top, right, low, _ in one_each(found):
                crop = rgb[max(0, int(top)):int(low), max(0, int(left)):int(right)]
                if min(crop.shape[:2]) >= 30:
                    face = cv2.resize(crop, (side, side)).astype(np.float32).transpose(2, 0, 1)[None]
                    expressions.run(None, {expressions.get_inputs()[0].name: face})
                    faces += 1
            frames += 1
        return frames, faces

    play()
    before, begun = time.process_time(), time.perf_counter()
    frames, faces = play()
    print(json.dumps({"program": "python", "frames": frames, "faces": faces,
                      "framesPerSecond": round(frames / (time.perf_counter() - begun), 2),
                      "cores": round((time.process_time() - before) / (frames / 5), 3),
                      "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 1_000_000}))


if __name__ == "__main__":
    main()
