"""Trains the net that puts a face's points right, and writes it as ONNX with its figures.

    python training/points/train.py --pictures TRAIN.npz --valid VALID.npz --out FOLDER [--samples 2000000]

TRAIN.npz and VALID.npz: training/faces/pictures.py. Each face is cut by its true points, moved, turned and resized by chance as far as the
detector errs. A run that is stopped goes on from its last epoch when started again with the same options. Writes FOLDER/{last.pt,
curve.jsonl, model.pt, model.onnx, figures.json}.
"""
import argparse
import json
import multiprocessing
import sys
import time
from collections import deque
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pointnet import PointNet  # noqa: E402

import cropping  # noqa: E402
from cropping import SIDE  # noqa: E402

sys.path.append(str(Path(__file__).resolve().parents[1] / "expression"))
from average import Run  # noqa: E402

BATCH = 256
AHEAD = 4  # batches that are made while the net learns
RATE = 3e-3
SEED = 7
SMALLEST = 24  # pixels of a head that is learned from
MOVED, RESIZED, TURNED = .11, .12, 7  # deviations: shares of the square's side of FaceCrop, of its logarithm, degrees
WEIGHTS = (1, 1, .7, 1, .25, .25)  # of eyes, nose, mouth, ears
GROUPS = ((24, 36), (36, 60), (60, 110), (110, 999))  # head widths, pixels


class Faces:
    """Every face that counts in pictures.py's file."""

    def __init__(self, path):
        data = np.load(path)
        width = data["faces"][:, 2] - data["faces"][:, 0]
        eyes = np.linalg.norm(data["faces"][:, 4:6] - data["faces"][:, 6:8], axis=1)
        kept = data["counts"] & (width >= SMALLEST) & (eyes > .12 * width)
        self.pictures, self.of, self.width = data["pictures"], data["of"][kept], width[kept]
        self.points = data["faces"][kept, 4:16].reshape(-1, 6, 2)


def example(faces, i, draw):
    """uint8 {SIDE, SIDE}, the six points in it {6, 2}, in shares of its side, and where they would be had it been cut right."""
    points, picture = faces.points[i], faces.pictures[faces.of[i]]
    square = cropping.transform(points)
    angle, size = np.radians(draw.normal(0, TURNED)), np.exp(draw.normal(0, RESIZED))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) / size
    by = draw.normal(0, MOVED / cropping.WIDER, 2).clip(-.3, .3)
    matrix = np.concatenate([turn @ square[:, :2], (turn @ (square[:, 2] - .5) + .5 + by)[:, None]], 1)
    grey, known, right = cropping.cut(picture, matrix), cropping.applied(matrix, points), cropping.applied(square, points)
    return (grey[:, ::-1], mirrored(known), mirrored(right)) if draw.random() < .5 else (grey, known, right)


def mirrored(points):
    """The other way round: right eye and left eye change places too, and the ears."""
    return np.stack([1 - points[:, 0], points[:, 1]], 1)[[1, 0, 2, 3, 5, 4]]


def batch(faces, chosen, draw):
    """Squares float32 {n, 1, SIDE, SIDE}, points {n, 6, 2}, where they would be in squares cut right {n, 6, 2}."""
    rows = [example(faces, i, draw) for i in chosen]
    grey = np.stack([r[0] for r in rows]).astype(np.float32)
    light = np.exp(draw.normal(0, .2, (len(chosen), 1, 1)))
    grey = (255 * (grey / 255) ** light * draw.uniform(.3, 1.1, (len(chosen), 1, 1)) + draw.normal(0, 1, grey.shape) * draw.uniform(0, 4, (len(chosen), 1, 1))).clip(0, 255)
    return grey[:, None].astype(np.float32), *(np.stack([r[k] for r in rows]).astype(np.float32) for k in (1, 2))


@lru_cache(maxsize=1)
def learnt(path):
    cv2.setNumThreads(1)
    return Faces(path)


def drawn(path, step):
    """The batch of a step: the same in each run."""
    faces, draw = learnt(path), np.random.default_rng([SEED, step])
    return batch(faces, draw.integers(0, len(faces.of), BATCH), draw)


def batches(path, steps):
    """drawn() of each step, some made ahead by another process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting = deque()
        for step in steps:
            waiting.append(pool.apply_async(drawn, (path, step)))
            if len(waiting) > AHEAD:
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


@torch.no_grad()
def measured(net, faces):
    """Mean error of eyes and mouth, in shares of the true distance from eye to eye, by the head's width; also what it was before."""
    net.eval()
    draw, after, before = np.random.default_rng(5), [], []
    for i in range(0, len(faces.of), BATCH):
        grey, known, right = (torch.from_numpy(a) for a in batch(faces, range(i, min(len(faces.of), i + BATCH)), draw))
        eyes = (known[:, 0] - known[:, 1]).norm(dim=1, keepdim=True)
        after.append(((net(grey) - known).norm(dim=2) / eyes)[:, [0, 1, 3]].mean(1))
        before.append(((right - known).norm(dim=2) / eyes)[:, [0, 1, 3]].mean(1))
    after, before = torch.cat(after).numpy(), torch.cat(before).numpy()
    return {f"{a}-{b}": [int(w.sum()), round(float(after[w].mean()), 4), round(float(np.percentile(after[w], 95)), 4), round(float(before[w].mean()), 4)]
            for a, b in GROUPS if (w := (faces.width >= a) & (faces.width < b)).any()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pictures", required=True)
    arguments.add_argument("--valid", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--samples", type=int, default=2_000_000)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    valid = Faces(options.valid)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = PointNet().to(device, memory_format=torch.channels_last)
    steps = options.samples // BATCH
    epoch = max(1, steps // 16)
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1, pct_start=.1)
    run = Run(out, net, optimiser, schedule, .999)
    weights = torch.tensor(WEIGHTS, device=device)[None, :, None]
    print(f"{sum(p.numel() for p in net.parameters())} weights; {len(valid.of)} faces to validate; {device}", flush=True)
    run.go_on()
    began, losses, mean = time.time(), [], run.average.into(PointNet())
    for step, (grey, known, _) in enumerate(batches(options.pictures, range(run.step, steps)), run.step):
        net.train()
        told = net(torch.from_numpy(grey).to(device, memory_format=torch.channels_last))
        off = F.smooth_l1_loss(told, torch.from_numpy(known).to(device), beta=.01, reduction="none")
        total = (off * weights).mean()
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        schedule.step()
        run.average.add(net)
        losses.append(float(total.detach()))
        if (step + 1) % epoch == 0 or step + 1 == steps:
            run.spent += time.time() - began
            began = time.time()
            mean = run.average.into(PointNet())
            row = {"samples": (step + 1) * BATCH, "seconds": round(run.spent), "loss": round(float(np.mean(losses)), 5), "valid": measured(mean, valid)}
            losses = []
            run.keep(step + 1, row)
            torch.save(mean.state_dict(), out / "model.pt")
            write(out, mean)
    (out / "figures.json").write_text(json.dumps({"seconds": round(run.spent), "device": device, "bytes": (out / "model.onnx").stat().st_size, "valid": measured(mean, valid)}, indent=1) + "\n")


def write(out, net):
    net.eval()
    torch.onnx.export(nn.Sequential(net, nn.Flatten()), torch.zeros(1, 1, SIDE, SIDE), out / "model.onnx", input_names=["faces"], output_names=["points"], opset_version=17,
                      dynamic_axes={"faces": {0: "count"}, "points": {0: "count"}}, dynamo=False)


if __name__ == "__main__":
    main()
