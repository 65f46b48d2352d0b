"""Trains the face detector and writes it as ONNX with its figures.

    python training/faces/train.py --pictures TRAIN.npz --valid VALID.npz --out FOLDER [--samples 400000] [--start model.pt|model.onnx]

A run that is stopped goes on from its last epoch when started again with the same options. Writes FOLDER/{last.pt, curve.jsonl,
model.pt, model.onnx, figures.json}.
"""
import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import found
from again import restore
from as_bytes import as_bytes
from net import SIZES, STRIDES, FaceNet
from pictures import SIDE, mirrored

sys.path.append(str(Path(__file__).resolve().parents[1] / "expression"))
from average import Run  # noqa: E402

BATCH = 32
RATE = 4e-3
SEED = 7
AROUND = .11  # deviation of a face's hill, in widths of its head
LEARNT = .55  # cells on the hill from there on learn the box and the points


class Pictures:
    def __init__(self, path):
        data = np.load(path)
        self.pictures, self.faces, self.counts = data["pictures"], data["faces"], data["counts"]
        self.starts = np.searchsorted(data["of"], np.arange(len(self.pictures) + 1))

    def of(self, i):
        part = slice(self.starts[i], self.starts[i + 1])
        return self.faces[part], self.counts[part]


def targets(pictures):
    """For each stride: hills {n, rows, columns} in [0, 1], 1 at a face's middle; which cells count {n, rows, columns}; values {n, 16, rows, columns} and their weight."""
    result = []
    for stride, (least, most) in zip(STRIDES, SIZES):
        cells = SIDE // stride
        hill, counted = np.zeros((len(pictures), cells, cells), np.float32), np.ones((len(pictures), cells, cells), np.float32)
        values, weight = np.zeros((len(pictures), 16, cells, cells), np.float32), np.zeros((len(pictures), cells, cells), np.float32)
        centre = (np.arange(cells) + .5) * stride
        for n, (faces, counts) in enumerate(pictures):
            for face, count in zip(faces, counts):
                width = face[2] - face[0]
                x, y = (face[0] + face[2]) / 2, (face[1] + face[3]) / 2
                if not count or not least <= width < most:
                    if not count or least / 1.35 <= width < most * 1.35:  # nobody asks this grid, and nobody blames it
                        x0, x1 = np.searchsorted(centre, (face[0], face[2]))
                        y0, y1 = np.searchsorted(centre, (face[1], face[3]))
                        counted[n, max(0, y0 - 1):y1 + 1, max(0, x0 - 1):x1 + 1] = 0
                    continue
                column, row = int(x // stride), int(y // stride)
                if not (0 <= column < cells and 0 <= row < cells):
                    continue
                spread = max(.6 * stride, AROUND * width)
                own = np.exp(-((centre[None] - (column + .5) * stride) ** 2 + (centre[:, None] - (row + .5) * stride) ** 2) / (2 * spread ** 2)).astype(np.float32)
                near = (own > LEARNT) & (own > hill[n])
                hill[n] = np.maximum(hill[n], own)
                rows, columns = np.nonzero(near)
                values[n][:, rows, columns] = (face[:, None] - np.tile(np.stack([centre[columns], centre[rows]]), (8, 1))) / stride
                weight[n][near] = own[near] * stride / width
        counted[hill == 1] = 1
        result.append((hill, counted, values, weight))
    return result


def loss(grids, wanted):
    where = box = points = faces = 0
    for grid, (hill, counted, values, weight) in zip(grids, wanted):
        logit, p = grid[:, 0], torch.sigmoid(grid[:, 0])
        at = (hill == 1).float()
        seen = -at * (1 - p) ** 2 * F.logsigmoid(logit) - (1 - at) * counted * (1 - hill) ** 4 * p ** 2 * F.logsigmoid(-logit)
        where, faces = where + seen.sum(), faces + at.sum()
        off = (grid[:, 1:] - values).abs() * weight[:, None]
        box, points = box + off[:, :4].sum() / 4, points + off[:, 4:].sum() / 12
    total = sum(w[3].gt(0).sum() for w in wanted).clamp(min=1)
    return where / faces.clamp(min=1), box / total, points / total


def batch(data, chosen, draw):
    pictures, known = data.pictures[chosen].astype(np.float32), []
    for k, i in enumerate(chosen):
        faces, counts = data.of(i)
        if draw.random() < .5:
            pictures[k], faces = pictures[k, :, ::-1], mirrored(faces, SIDE)
        known.append((faces, counts))
    pictures = 255 * (pictures / 255) ** np.exp(draw.normal(0, .15, (len(chosen), 1, 1))) * draw.uniform(.8, 1.1, (len(chosen), 1, 1))
    return torch.from_numpy(pictures.clip(0, 255).astype(np.float32)).unsqueeze(1), [tuple(torch.from_numpy(a) for a in level) for level in targets(known)]


@torch.no_grad()
def measured(net, valid, lowest=found.LOWEST):
    net.eval()
    answers = []
    for i in range(0, len(valid.pictures), 32):
        grids = net(torch.from_numpy(valid.pictures[i:i + 32]).float().unsqueeze(1))
        answers += [found.decode([g[k].numpy() for g in grids], lowest) for k in range(len(grids[0]))]
    return found.figures([valid.of(i) for i in range(len(valid.pictures))], answers)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pictures", required=True)
    arguments.add_argument("--valid", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--samples", type=int, default=400_000)
    arguments.add_argument("--start", help="a model.pt, or the model.onnx that is shipped, to begin from, with a third of the rate")
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    out, draw = Path(options.out), np.random.default_rng(SEED)
    out.mkdir(parents=True, exist_ok=True)
    data, valid = Pictures(options.pictures), Pictures(options.valid)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = FaceNet()
    if options.start:
        if options.start.endswith(".onnx"):
            restore(net, options.start, torch.from_numpy(data.pictures[:256]).float().unsqueeze(1))
        else:
            net.load_state_dict(torch.load(options.start))
    net = net.to(device, memory_format=torch.channels_last)
    rate = RATE / 3 if options.start else RATE
    steps = options.samples // BATCH
    epoch = max(1, steps // 16)
    optimiser = torch.optim.AdamW(net.parameters(), rate, weight_decay=.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1, pct_start=.1)
    run = Run(out, net, optimiser, schedule, .998)
    print(f"{sum(p.numel() for p in net.parameters())} weights; {len(data.pictures)} pictures; {device}", flush=True)
    if kept := run.go_on():
        draw.bit_generator.state = kept["draw"]
    began, losses, mean = time.time(), [], run.average.into(FaceNet())
    for step in range(run.step, steps):
        net.train()
        pictures, wanted = batch(data, draw.integers(0, len(data.pictures), BATCH), draw)
        grids = net(pictures.to(device, memory_format=torch.channels_last))
        parts = loss(grids, [[a.to(device) for a in level] for level in wanted])
        total = parts[0] + 2.5 * parts[1] + 2.5 * parts[2]
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        schedule.step()
        run.average.add(net)
        losses.append([float(p.detach()) for p in parts])
        if (step + 1) % epoch == 0 or step + 1 == steps:
            run.spent += time.time() - began
            began = time.time()
            mean = run.average.into(FaceNet())
            row = {"samples": (step + 1) * BATCH, "seconds": round(run.spent), "loss": [round(float(v), 4) for v in np.mean(losses, 0)], "valid": measured(mean, valid)}
            losses = []
            run.keep(step + 1, row, draw=draw.bit_generator.state)
            torch.save(mean.state_dict(), out / "model.pt")
            write(out, mean)
    figures = {f"from {lowest}": measured(mean, valid, lowest) for lowest in (.25, .3, .35, .4, .45, .5)}
    (out / "figures.json").write_text(json.dumps({"seconds": round(run.spent), "device": device, "bytes": (out / "model.onnx").stat().st_size, "valid": figures}, indent=1) + "\n")


def write(out, net):
    net.eval()
    torch.onnx.export(net, torch.zeros(1, 1, SIDE, SIDE), out / "model.onnx", input_names=["picture"], output_names=[f"cells{s}" for s in STRIDES], opset_version=17,
                      dynamic_axes={"picture": {2: "height", 3: "width"}} | {f"cells{s}": {2: f"rows{s}", 3: f"columns{s}"} for s in STRIDES}, dynamo=False)
    as_bytes(out / "model.onnx")


if __name__ == "__main__":
    main()
