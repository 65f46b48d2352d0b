"""Trains the expression net, calibrates it and writes it as ONNX with its figures.

    python training/expression/train.py --rendered RENDERED.npz --rendered-valid VALID.npz [--ferplus FERPLUS.npz] [--covered COVERED.npz]
        [--teacher MODEL.onnx ...] [--start last.pt ...] --out FOLDER [--samples 1200000] [--seed 7]

Without --ferplus and --covered no scraped face is read, neither to train nor to calibrate; what the heads look like was chosen by looking at FER+ (the card). A run that is stopped goes on from its
last epoch when started again with the same options. Writes FOLDER/{last.pt, curve.jsonl, curve.png, model.onnx, figures.json}.
FER+'s test part is not read here, but by test.py. With --teacher, FER+'s labels are half its votes and half what those models
say of the picture in the mean, and photographs without a mask are labelled by them: ten votes are few, and teachers have seen which pictures are alike.
"""
import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import figures
from average import Run, mean_of
from changed import mixed
from crops import SIDE, middle
from net import Exported, ExpressionNet, both_ways
from small import make_small
from shown import CLASSES, NAMES
from twins import Lean, batch_of, changed_alike

COLUMNS = (0, 1, 3, 4, 6, 5, 2)  # FER+'s votes in the order of CLASSES
BATCH = 128
SEED = 7
LEANING = 2.  # what it costs to lean with skin or sex
RATE = 3e-3
COVERED_SHARE = .12  # of each batch, where there are such photographs
TEACHER_SHARE = .5  # of a label, where there is a teacher
RARE = .5  # how much more often rare classes of FER+ are drawn: 0 not, 1 all alike


def ferplus(path, part):
    """Crops {n, 64, 64}, soft labels {n, 7}, weight of the label {n}, doubt {n}: the votes for something else than the seven count as doubt."""
    data = np.load(path)
    votes = data[f"{part}_votes"].astype(np.float32)
    known = votes[:, COLUMNS]
    mass = known.sum(1)
    return data[f"{part}_crops"], known / np.maximum(mass, 1)[:, None], mass / votes.sum(1), votes[:, 8:].sum(1) / votes.sum(1)


def some(data, most, seed=2021):
    """As many of the pictures, chosen by chance; of a smaller number all are in a larger one, too."""
    chosen = np.random.default_rng(seed).permutation(len(data[0]))[:most]
    return tuple(column[chosen] for column in data)


def rendered(path, twins=False):
    """As of ferplus, and intensities {n, 17}. twins: crops are {n, 2, 64, 64}, each with its twin, and who they are {n, 2, 2} comes last: skin in fives of Monk's steps, whether drawn as a man."""
    data = np.load(path)
    hidden = data["kinds"] > 0
    columns = data["labels"], np.where(hidden, 0, 1).astype(np.float32), hidden.astype(np.float32), data["intensities"]
    if not twins:
        return data["crops"], *columns
    return np.stack([data["crops"], data["twins"]], 1), *columns, np.stack([data["skins"] / 5, data["men"]], 2).astype(np.float32)


def covered(path, part=""):
    """Photographs of faces, of which only is known whether a mask covers them: nothing but the doubt is learned."""
    data = np.load(path)
    n = len(data[f"{part}crops"])
    return data[f"{part}crops"], np.zeros((n, len(CLASSES)), np.float32), np.zeros(n, np.float32), data[f"{part}hidden"], np.zeros((n, len(NAMES)), np.float32), np.zeros((n, 2), np.float32)


def sampled(labels, weights, power):
    """Chance of each picture to be drawn: rare classes more often."""
    common = (labels * weights[:, None]).sum(0) / max(1, weights.sum())
    chance = (labels * (1 / np.maximum(common, .01)) ** power).sum(1) * np.maximum(weights, .3)
    return chance / chance.sum()


def middle_crops(squares):
    """What the net gets in use: the kept square's inner part, {n, 1, 48, 48}."""
    return torch.from_numpy(np.ascontiguousarray(middle(squares))).float().unsqueeze(1)


@torch.no_grad()
def answers(net, squares):
    """Logits {n, 7} and doubts {n} of a net in use."""
    net.eval()
    device = next(net.parameters()).device
    logits, doubts = zip(*[both_ways(net, middle_crops(squares[i:i + 256]).to(device)) for i in range(0, len(squares), 256)])
    return torch.cat(logits).cpu(), torch.sigmoid(torch.cat(doubts)).cpu()


def taught(models, squares, moved=False):
    """What trained models say of kept squares, {n, 7}, the mean; moved: and of the same moved by a pixel each way, for five times as long."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
    import onnxruntime
    sessions = [onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]) for model in models]
    seen = [squares] + [np.roll(squares, by, axis) for axis in (1, 2) for by in (-1, 1) if moved]
    parts = [[middle_crops(some[i:i + 256]).numpy() for some in seen] for i in range(0, len(squares), 256)]
    return np.concatenate([np.mean([session.run(["probabilities"], {"face": one})[0] for session in sessions for one in part], 0) for part in parts])


def of_window(kept, window, path):
    """What a run kept, trained with the same window: its weights fit any, and would say something else."""
    if kept.get("window") != window:
        raise SystemExit(f"--window must be what {path} was trained with, {kept.get('window')}, got {window}; give that one, or begin without it")
    return kept


def calibrated(logits, labels, weights):
    """Temperature and bias {7} that make the labels likeliest; the bias is held near 0."""
    logits, labels, weights = logits.double(), torch.as_tensor(labels).double(), torch.as_tensor(weights).double()
    scale, bias = torch.zeros(1, dtype=torch.double, requires_grad=True), torch.zeros(len(CLASSES), dtype=torch.double, requires_grad=True)
    optimiser = torch.optim.LBFGS([scale, bias], max_iter=100)

    def step():
        optimiser.zero_grad()
        loss = -(weights[:, None] * labels * torch.log_softmax(logits * scale.exp() + bias, 1)).sum() / weights.sum() + 1e-3 * (bias ** 2).sum()
        loss.backward()
        return loss
    optimiser.step(step)
    return float((-scale).exp()), bias.detach().float().numpy()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rendered", required=True)
    arguments.add_argument("--rendered-valid", required=True)
    arguments.add_argument("--ferplus")
    arguments.add_argument("--covered", help="of covered.py: photographs of faces with and without masks")
    arguments.add_argument("--teacher", nargs="+", help="each a model.onnx of this program, trained before")
    arguments.add_argument("--moved", action="store_true", help="teachers say what they say of each picture moved by a pixel, too")
    arguments.add_argument("--start", nargs="+", help="last.pt to go on from, the mean of their weights if several, at a quarter of the rate unless told; with --samples 0 nothing is learned")
    arguments.add_argument("--rate", type=float, help=f"the highest; {RATE} unless told")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--samples", type=int, default=1_200_000)
    arguments.add_argument("--batch", type=int, default=BATCH, help=f"{BATCH} unless told; 512 keeps a GPU busy")
    arguments.add_argument("--rendered-share", type=float, default=.25, help="of each batch, when there is FER+")
    arguments.add_argument("--window", type=int, help="pixels, odd, about each of which contrast is taken out; of the whole crop unless told")
    arguments.add_argument("--leaning", type=float, default=LEANING, help="what it costs to read darker skin, or men, as something else")
    arguments.add_argument("--most-heads", type=int, help="pairs of rendered heads of all, by chance: what fewer bring (needed.py)")
    arguments.add_argument("--most-faces", type=int, help="photographs of FER+'s training part, likewise")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=SEED)
    options = arguments.parse_args()
    if options.window is not None and (options.window < 3 or options.window % 2 == 0):
        arguments.error(f"--window must be an odd number of pixels from 3 on, got {options.window}; try 13")
    if options.samples == 0 and (Path(options.out) / "last.pt").exists():
        arguments.error(f"--samples 0 writes what --start names, and would write what {options.out}/last.pt holds; give a folder of its own")
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_device(device)
    torch.backends.cudnn.benchmark = True  # a batch has one shape
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    draw, generator = np.random.default_rng(options.seed), torch.Generator(device).manual_seed(options.seed)
    heads = some(rendered(options.rendered, twins=True), options.most_heads)
    valid_heads = rendered(options.rendered_valid)
    sources = [(heads, sampled(heads[1], np.ones(len(heads[1])), .2), 1.)]
    valid = None
    if options.ferplus:
        faces = some(ferplus(options.ferplus, "train"), options.most_faces)
        valid = ferplus(options.ferplus, "valid")
        if options.teacher:
            faces = (faces[0], (1 - TEACHER_SHARE) * faces[1] + TEACHER_SHARE * taught(options.teacher, faces[0], options.moved), *faces[2:])
        sources = [((*faces, np.zeros((len(faces[0]), len(NAMES)), np.float32), np.zeros((len(faces[0]), 2), np.float32)), sampled(faces[1], faces[2], RARE), 1 - options.rendered_share),
                   (*sources[0][:2], options.rendered_share)]
    if options.covered:
        faces = covered(options.covered)
        if options.teacher:  # what it says of the faces that are plain to see
            plain = (1 - faces[3]).astype(np.float32)
            faces = (faces[0], taught(options.teacher, faces[0], options.moved) * plain[:, None], plain, *faces[3:])
        sources = [(data, chance, share * (1 - COVERED_SHARE)) for data, chance, share in sources] + [(faces, np.full(len(faces[0]), 1 / len(faces[0])), COVERED_SHARE)]
    sources = [(data, chance, 2 * round(share * options.batch / 2)) for data, chance, share in sources]
    new = lambda: ExpressionNet(window=options.window)  # noqa: E731
    net = new().to(memory_format=torch.channels_last)  # a third faster on a CPU
    print(f"{sum(p.numel() for p in net.parameters())} weights; {[len(s[0][0]) for s in sources]} pictures; {device}", flush=True)
    rate = options.rate or (RATE / 4 if options.start else RATE)
    if options.start:
        net.load_state_dict(mean_of([of_window(torch.load(path, map_location=device, weights_only=False), options.window, path)["average"] for path in options.start]))
    steps = options.samples // options.batch
    epoch = max(1, steps // 10)
    optimiser = torch.optim.AdamW(net.parameters(), rate, weight_decay=.03)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1, pct_start=.15)
    run = Run(out, net, optimiser, schedule, .998)
    if kept := run.go_on():
        of_window(kept, options.window, out / "last.pt")
        draw.bit_generator.state = kept["draw"]
        generator.set_state(kept["generator"])
    lean = Lean(kept.get("lean"))
    began, losses = time.time(), []
    for step in range(run.step, steps):
        net.train()
        parts = [[*batch_of(source, draw), torch.full((source[2],), float(source[0] is heads))] for source in sources]
        squares, labels, weights, doubt, intensities, who, is_rendered = (torch.cat(column) for column in zip(*parts))
        twin = is_rendered > 0
        x, unreadable = changed_alike(squares, labels, twin, generator)
        weights, doubt = weights.float() * (1 - unreadable), torch.maximum(doubt.float(), unreadable)
        x, columns, share = mixed(x, (labels.float() * weights[:, None], weights, doubt, intensities.float(), is_rendered * weights), generator, draw)
        pairs = torch.nonzero(twin).reshape(-1, 2)
        pairs = pairs[((share == 1) & (weights > 0))[pairs].all(1)].flatten()  # each seen by itself, and a face
        x = x.to(memory_format=torch.channels_last)
        labels, weights, doubt, intensities, is_rendered = columns
        with torch.autocast(device, torch.bfloat16):  # half as long on processors that know it
            logits, doubts, levels = (t.float() for t in net(x))
        loss_class = -(labels * torch.log_softmax(logits, 1)).sum() / weights.sum()
        loss_doubt = F.binary_cross_entropy_with_logits(doubts, doubt)
        seen = is_rendered.floor()  # what a rendered face and a photograph show together is not known
        loss_levels = (seen[:, None] * (levels - intensities) ** 2).sum() / seen.sum().clamp(min=1) / len(NAMES)
        loss_lean = lean.of(logits[pairs], labels[pairs], who[pairs]) if len(pairs) else 0.
        loss = loss_class + .5 * loss_doubt + 2 * loss_levels + options.leaning * loss_lean
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        schedule.step()
        run.average.add(net)
        losses.append(torch.stack([loss_class, loss_doubt, loss_levels, lean.mean.abs().mean()]).detach())
        if (step + 1) % epoch == 0 or step + 1 == steps:
            run.spent += time.time() - began
            began = time.time()
            mean = run.average.into(new())
            row = {"samples": (step + 1) * options.batch, "seconds": round(run.spent), "loss": [round(v, 4) for v in torch.stack(losses).mean(0).tolist()]}
            logits, doubts = answers(mean, valid_heads[0])
            row["rendered"] = figures.short(torch.softmax(logits, 1).numpy(), doubts.numpy(), valid_heads[1], valid_heads[3] > 0)
            if valid:
                logits, doubts = answers(mean, valid[0])
                row["ferplus"] = figures.short(torch.softmax(logits, 1).numpy(), doubts.numpy(), valid[1] * valid[2][:, None], valid[3] > .5)
            losses = []
            run.keep(step + 1, row, draw=draw.bit_generator.state, generator=generator.get_state(), lean=lean.mean, window=options.window)
    torch.set_default_device("cpu")
    finish(out, run.average.into(new()), valid, valid_heads, run.spent, device)


def finish(out, net, valid, heads, spent, device):
    """Calibrates on the validation part and writes model.onnx, figures.json and curve.png."""
    squares, labels, weights, _ = valid or heads[:4]
    logits, _ = answers(net, squares)
    first = figures.unique(labels * weights[:, None])  # what most people say: that is what a probability is read as
    temperature, bias = calibrated(logits[first >= 0], np.eye(len(CLASSES))[first[first >= 0]], np.ones((first >= 0).sum()))
    exported = Exported(net, temperature, bias).eval()
    torch.onnx.export(exported, torch.zeros(2, 1, SIDE, SIDE), out / "model.onnx", input_names=["face"], output_names=["probabilities", "doubt"], opset_version=17,
                      dynamic_axes={"face": {0: "batch"}, "probabilities": {0: "batch"}, "doubt": {0: "batch"}}, dynamo=False)
    make_small(out / "model.onnx")
    result = {"window": net.window, "temperature": temperature, "bias": bias.tolist(), "seconds": round(spent), "device": device, "bytes": (out / "model.onnx").stat().st_size}
    for name, part in (("ferplus-valid", valid), ("rendered-valid", heads)):
        if part:
            logits, doubts = answers(net, part[0])
            probabilities = torch.softmax(logits / temperature + torch.from_numpy(bias), 1).numpy()
            result[name] = figures.whole(probabilities, doubts.numpy(), part[1] * part[2][:, None], part[3] > .5)
    (out / "figures.json").write_text(json.dumps(result, indent=1) + "\n")
    if (out / "curve.jsonl").exists():
        figures.plot(out / "curve.jsonl", out / "curve.png")
    print(json.dumps({k: v for k, v in result.items() if k != "bias"}), flush=True)


if __name__ == "__main__":
    main()
