"""How well the detector finds the heads of rendered films, whose truth is known, and what a frame costs.

    python training/faces/films.py MODEL.onnx FILM.mp4 ... [--lowest .35] [--every .5] [--shrink 3]

Films of scenes/, each with its NAME.truth.jsonl; another renderer and other people than those it learned from. A head counts from
16 pixels and half visible on, turned by at most 70 degrees. Heads that were found are told by the width of the head.
"""
import argparse
import json
import os
import time
from pathlib import Path

import cv2
import numpy as np
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
import onnxruntime

import found

GROUPS = ((16, 24), (24, 30), (30, 36), (36, 48), (48, 72), (72, 110), (110, 999))
SAME = .3  # intersection over union from which a box is the head


def open_model(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def grids(session, grey):
    """The detector's answer to a picture of any size; what is missing to 32 is filled with black."""
    height, width = grey.shape
    filled = np.zeros((-height % 32 + height, -width % 32 + width), np.uint8)
    filled[:height, :width] = np.rint(grey)
    return [g[0] for g in session.run(None, {"picture": filled[None, None]})]


def cut(picture, box):
    """A box and half of its width about it."""
    left, top, right, low = (int(v) for v in box[:4])
    more = (right - left) // 2
    part = picture[max(0, top - more):low + more, max(0, left - more):right + more]
    return cv2.resize(part, (96, 112)) if part.size else np.zeros((112, 96, 3), np.uint8)


def sheet(wrong):
    """Two rows: the surest false ones, the largest missed ones; no more than three of one look."""
    rows = []
    for title, some in zip(("taken for a face", "not found"), wrong):
        kept = []
        for _, part in sorted(some, key=lambda s: -s[0]):
            if sum(np.abs(part.astype(int) - other).mean() < 18 for other in kept) < 1 and len(kept) < 10:
                kept.append(part)
        row = np.full((136, 960, 3), 255, np.uint8)
        cv2.putText(row, f"{title}: {len(some)}", (4, 16), cv2.FONT_HERSHEY_SIMPLEX, .5, (0, 0, 0), 1, cv2.LINE_AA)
        for k, part in enumerate(kept):
            row[24:, k * 96:(k + 1) * 96] = part
        rows.append(row)
    return np.vstack(rows)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("films", nargs="+")
    arguments.add_argument("--lowest", type=float, default=found.LOWEST)
    arguments.add_argument("--every", type=float, default=.5, help="seconds")
    arguments.add_argument("--shrink", type=float, default=1, help="make the frames so many times smaller first: how small a head is still found")
    arguments.add_argument("--show", help="folder for pictures of what was found")
    arguments.add_argument("--failures", help="a picture of what was taken for a face, and of heads that were not found")
    options = arguments.parse_args()
    session = open_model(options.model)
    hits, wanted, false, frames, times, widths, wrong = np.zeros(len(GROUPS), int), np.zeros(len(GROUPS), int), 0, 0, [], [], ([], [])
    for film in options.films:
        truth = [json.loads(line) for line in open(film.replace(".mp4", ".truth.jsonl"))]
        clip, lines, video = truth[0], {t["frame"]: t for t in truth if t["type"] == "frame"}, cv2.VideoCapture(film)
        step, own = max(1, round(options.every * clip["fps"])), [0, 0, 0]
        for number in range(clip["frames"]):
            read, picture = video.read()
            if not read:
                break
            if number % step:
                continue
            if options.shrink > 1:
                picture = cv2.resize(picture, None, fx=1 / options.shrink, fy=1 / options.shrink, interpolation=cv2.INTER_AREA)
            grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
            began = time.perf_counter()
            answer = grids(session, grey)
            times.append(((time.perf_counter() - began) * 1920 * 1080 / grey.size))
            faces = found.decode(answer, options.lowest)
            frames += 1
            people = [p | {"head": [v / options.shrink for v in p["head"]], "headWidth": p["headWidth"] / options.shrink} for p in lines[number]["people"] if p.get("head")]
            boxes = np.array([[p["head"][0], p["head"][1], p["head"][0] + p["head"][2], p["head"][1] + p["head"][3]] for p in people]).reshape(-1, 4)
            free = np.ones(len(people), bool)
            for face in faces:
                fit = np.where(free, found.overlap(face, boxes), 0) if len(boxes) else np.zeros(0)
                if len(fit) and fit.max() >= SAME:
                    k = int(fit.argmax())
                    free[k] = False
                    widths.append((face[2] - face[0]) / people[k]["headWidth"])
                elif not len(boxes) or (found.overlap(face, boxes, smaller=True) < .3).all():
                    false += 1
                    own[2] += 1
                    wrong[0].append((face[16], cut(picture, face)))
            for k, p in enumerate(people):
                if p["headWidth"] >= 16 and p["visible"] >= .5 and abs(p["yaw"]) <= 70:
                    group = next(i for i, (low, high) in enumerate(GROUPS) if low <= p["headWidth"] < high)
                    wanted[group] += 1
                    hits[group] += not free[k]
                    if free[k]:
                        wrong[1].append((p["headWidth"], cut(picture, boxes[k])))
                    own[0], own[1] = own[0] + (not free[k]), own[1] + 1
            if options.show:
                for face in faces:
                    cv2.rectangle(picture, tuple(int(v) for v in face[:2]), tuple(int(v) for v in face[2:4]), (0, 255, 0), 2)
                    for x, y in face[4:16].reshape(6, 2):
                        cv2.circle(picture, (int(x), int(y)), 2, (0, 255, 255), -1)
                cv2.imwrite(str(Path(options.show) / f"{clip['name']}-{number:04d}.jpg"), picture)
        print(f"{clip['name']}: {own[0]} of {own[1]}, {own[2]} false", flush=True)
    if options.failures:
        cv2.imwrite(options.failures, sheet(wrong))
    print(json.dumps({"frames": frames, "found": {f"{a}-{b}": [int(h), int(w), round(h / max(1, w), 3)] for (a, b), h, w in zip(GROUPS, hits, wanted)},
                      "from 30": round(hits[2:].sum() / max(1, wanted[2:].sum()), 4), "false a hundred frames": round(100 * false / frames, 2),
                      "width over truth": [round(float(v), 3) for v in np.percentile(widths, (5, 50, 95))] if widths else None,
                      "ms a 1080p frame": {"least": round(1e3 * min(times), 1), "median": round(1e3 * float(np.median(times)), 1)}}))


if __name__ == "__main__":
    main()
