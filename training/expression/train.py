"""Trains the expression net, calibrates it and writes it as ONNX with its figures.

    python training/expression/train.py --rendered RENDERED.npz --rendered-valid VALID.npz [--ferplus FERPLUS.npz] [--covered COVERED.npz]
        [--teacher MODEL.onnx ...] [--start last.pt] --out FOLDER [--samples 1200000] [--seed 7]

Without --ferplus and --covered no scraped face is used, neither to train nor to choose nor to calibrate. A run that is stopped goes on from its
last epoch when started again with the same options. Writes FOLDER/{last.pt, curve.jsonl, curve.png, model.onnx, figures.json}.
FER+'s test part is not read here: test.py does, once. With --teacher, FER+'s labels are half its votes and half what those models
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
from average import Run
from crops import KEPT, SIDE
from net import Exported, ExpressionNet
from small import make_small
from shown import CLASSES, NAMES

COLUMNS = (0, 1, 3, 4, 6, 5, 2)  # FER+'s votes in the order of CLASSES
BATCH = 128
SEED = 7
RATE = 3e-3
ROW_OF_MIDDLE = .43  # the crop's point that stays where it is when the square is cut smaller (reference_crop.REL_Y)
COVERED_SHARE = .12  # of each batch, where there are such photographs
TEACHER_SHARE = .5  # of a label, where there is a teacher
MIXED, MIXING = .35, .4  # share of pictures that are laid over another one, and Beta's parameter of how far
RARE = .5  # how much more often rare classes of FER+ are drawn: 0 not, 1 all alike
UNREADABLE = .03  # share of pictures blurred until nothing can be read
SMALL, SMALLER_THAN_CROP = .06, .08  # shares made small: three times as many cost 4 points of accuracy on FER+


def ferplus(path, part):
    """Crops {n, 64, 64}, soft labels {n, 7}, weight of the label {n}, doubt {n}: the votes for something else than the seven count as doubt."""
    data = np.load(path)
    votes = data[f"{part}_votes"].astype(np.float32)
    known = votes[:, COLUMNS]
    mass = known.sum(1)
    return data[f"{part}_crops"], known / np.maximum(mass, 1)[:, None], mass / votes.sum(1), votes[:, 8:].sum(1) / votes.sum(1)


def rendered(path):
    data = np.load(path)
    hidden = data["kinds"] > 0
    return data["crops"], data["labels"], np.where(hidden, 0, 1).astype(np.float32), hidden.astype(np.float32), data["intensities"]


def covered(path, part=""):
    """Photographs of faces, of which only is known whether a mask covers them: nothing but the doubt is learned."""
    data = np.load(path)
    n = len(data[f"{part}crops"])
    return data[f"{part}crops"], np.zeros((n, len(CLASSES)), np.float32), np.zeros(n, np.float32), data[f"{part}hidden"], np.zeros((n, len(NAMES)), np.float32)


def sampled(labels, weights, power):
    """Chance of each picture to be drawn: rare classes more often."""
    common = (labels * weights[:, None]).sum(0) / max(1, weights.sum())
    chance = (labels * (1 / np.maximum(common, .01)) ** power).sum(1) * np.maximum(weights, .3)
    return chance / chance.sum()


def augmented(squares, generator):
    """Crops {n, 1, 48, 48} from kept squares {n, 64, 64}: moved, turned, mirrored, shrunk, blurred, noisy, covered in part; and which were made unreadable."""
    n = len(squares)
    rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
    x = squares.float().unsqueeze(1)
    turn = (torch.randn(n, generator=generator) * .1).clamp(-.3, .3)
    size = torch.exp(torch.randn(n, generator=generator) * .07).clamp(.84, 1.2) * SIDE / KEPT
    mirror = torch.where(rand(n) < .5, -1., 1.)
    middle = 2 * (ROW_OF_MIDDLE + (.5 - ROW_OF_MIDDLE) * SIDE / KEPT) - 1
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = size * turn.cos() * mirror, -size * turn.sin()
    theta[:, 1, 0], theta[:, 1, 1] = size * turn.sin() * mirror, size * turn.cos()
    theta[:, 0, 2] = torch.randn(n, generator=generator) * .025
    theta[:, 1, 2] = middle + torch.randn(n, generator=generator) * .025
    x = F.grid_sample(x, F.affine_grid(theta, (n, 1, SIDE, SIDE), align_corners=False), padding_mode="border", align_corners=False)
    x = 255 * (x / 255).clamp(1e-4, 1) ** torch.exp(torch.randn(n, 1, 1, 1, generator=generator) * .25)
    unreadable = torch.zeros(n)
    order, at = torch.randperm(n, generator=generator), 0
    for least, most, share, lost in ((4, 7, UNREADABLE, 1.), (14, 22, SMALL, 0.), (22, 40, SMALLER_THAN_CROP, 0.)):
        chosen = order[at: at + max(1, int(share * n))]
        at += len(chosen)
        small = int(torch.randint(least, most + 1, (1,), generator=generator))
        x[chosen] = F.interpolate(F.interpolate(x[chosen], (small, small), mode="area"), (SIDE, SIDE), mode="bicubic").clamp(0, 255)
        unreadable[chosen] = lost
    noise = torch.where(rand(n, 1, 1, 1) < .25, 8 * rand(n, 1, 1, 1), torch.zeros(1))
    x = (x + noise * torch.randn(x.shape, generator=generator)).clamp(0, 255)
    for i in torch.nonzero(rand(n) < .06).flatten():  # a hand, a pole, a phone: a fifth of the side, not enough to make it unreadable
        w, h = (int(v) for v in torch.randint(5, 14, (2,), generator=generator))
        left, top = (int(v) for v in torch.randint(0, SIDE - 14, (2,), generator=generator))
        x[i, 0, top:top + h, left:left + w] = 255 * rand(1)
    return x, unreadable


def mixed(x, columns, generator, draw):
    """Some pictures laid over others, and so their labels, weights, doubts, intensities: the net learns to go from one to the other evenly."""
    n = len(x)
    share = torch.ones(n)
    chosen = torch.randperm(n, generator=generator)[:int(MIXED * n)]
    share[chosen] = torch.from_numpy(np.maximum(draw.beta(MIXING, MIXING, len(chosen)), .5)).float()
    other = torch.randperm(n, generator=generator)
    lay = lambda t: t * share.reshape(-1, *[1] * (t.dim() - 1)) + t[other] * (1 - share.reshape(-1, *[1] * (t.dim() - 1)))  # noqa: E731
    return lay(x), [lay(t) for t in columns]


def middle_crops(squares):
    """What the net gets in use: the kept square's inner part, {n, 1, 48, 48}."""
    left, top = (KEPT - SIDE) // 2, round(ROW_OF_MIDDLE * (KEPT - SIDE))
    return torch.from_numpy(np.ascontiguousarray(squares[:, top:top + SIDE, left:left + SIDE])).float().unsqueeze(1)


@torch.no_grad()
def answers(net, squares):
    """Logits {n, 7} and doubts {n} of a net in use."""
    net.eval()
    logits, doubts = zip(*[net(middle_crops(squares[i:i + 256]))[:2] for i in range(0, len(squares), 256)])
    return torch.cat(logits), torch.sigmoid(torch.cat(doubts))


def taught(models, squares):
    """What trained models say of kept squares and of their mirror images, the mean, {n, 7}."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reports to its makers else
    import onnxruntime
    sessions = [onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]) for model in models]
    parts = [middle_crops(squares[i:i + 256]).numpy() for i in range(0, len(squares), 256)]
    return np.concatenate([np.mean([session.run(["probabilities"], {"face": np.ascontiguousarray(face)})[0] for session in sessions for face in (part, part[..., ::-1])], 0)
                           for part in parts])


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
    arguments.add_argument("--start", help="a last.pt to go on from, at a quarter of the rate unless told")
    arguments.add_argument("--rate", type=float, help=f"the highest; {RATE} unless told")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--samples", type=int, default=1_200_000)
    arguments.add_argument("--rendered-share", type=float, default=.25, help="of each batch, when there is FER+")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=SEED)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    draw, generator = np.random.default_rng(options.seed), torch.Generator().manual_seed(options.seed)
    heads = rendered(options.rendered)
    valid_heads = rendered(options.rendered_valid)
    sources = [(heads, sampled(heads[1], np.ones(len(heads[1])), .2), 1.)]
    valid = None
    if options.ferplus:
        faces = ferplus(options.ferplus, "train")
        valid = ferplus(options.ferplus, "valid")
        if options.teacher:
            faces = (faces[0], (1 - TEACHER_SHARE) * faces[1] + TEACHER_SHARE * taught(options.teacher, faces[0]), *faces[2:])
        sources = [((*faces, np.zeros((len(faces[0]), len(NAMES)), np.float32)), sampled(faces[1], faces[2], RARE), 1 - options.rendered_share),
                   (*sources[0][:2], options.rendered_share)]
    if options.covered:
        faces = covered(options.covered)
        if options.teacher:  # what it says of the faces that are plain to see
            plain = (1 - faces[3]).astype(np.float32)
            faces = (faces[0], taught(options.teacher, faces[0]) * plain[:, None], plain, *faces[3:])
        sources = [(data, chance, share * (1 - COVERED_SHARE)) for data, chance, share in sources] + [(faces, np.full(len(faces[0]), 1 / len(faces[0])), COVERED_SHARE)]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = ExpressionNet().to(device, memory_format=torch.channels_last)  # a third faster on a CPU
    print(f"{sum(p.numel() for p in net.parameters())} weights; {[len(s[0][0]) for s in sources]} pictures; {device}", flush=True)
    rate = options.rate or (RATE / 4 if options.start else RATE)
    if options.start:
        net.load_state_dict(torch.load(options.start, weights_only=False)["average"])
    steps = options.samples // BATCH
    epoch = max(1, steps // 20)
    optimiser = torch.optim.AdamW(net.parameters(), rate, weight_decay=.03)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1, pct_start=.15)
    run = Run(out, net, optimiser, schedule, .998)
    if kept := run.go_on():
        draw.bit_generator.state = kept["draw"]
        generator.set_state(kept["generator"])
    began, losses = time.time(), []
    for step in range(run.step, steps):
        net.train()
        parts = []
        for data, chance, share in sources:
            chosen = draw.choice(len(chance), round(share * BATCH), p=chance)
            parts.append([torch.from_numpy(np.ascontiguousarray(column[chosen])) for column in data] + [torch.full((len(chosen),), float(data is heads))])
        squares, labels, weights, doubt, intensities, is_rendered = (torch.cat(column) for column in zip(*parts))
        x, unreadable = augmented(squares, generator)
        weights, doubt = weights.float() * (1 - unreadable), torch.maximum(doubt.float(), unreadable)
        x, columns = mixed(x, (labels.float() * weights[:, None], weights, doubt, intensities.float(), is_rendered * weights), generator, draw)
        x, labels, weights, doubt, intensities, is_rendered = (t.to(device) for t in (x, *columns))
        with torch.autocast(device, torch.bfloat16):  # half as long on processors that know it
            logits, doubts, levels = (t.float() for t in net(x.to(memory_format=torch.channels_last)))
        loss_class = -(labels * torch.log_softmax(logits, 1)).sum() / weights.sum()
        loss_doubt = F.binary_cross_entropy_with_logits(doubts, doubt)
        seen = is_rendered.floor()  # what a rendered face and a photograph show together is not known
        loss_levels = (seen[:, None] * (levels - intensities) ** 2).sum() / seen.sum().clamp(min=1) / len(NAMES)
        loss = loss_class + .5 * loss_doubt + 2 * loss_levels
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        schedule.step()
        run.average.add(net)
        losses.append((float(loss_class), float(loss_doubt), float(loss_levels)))
        if (step + 1) % epoch == 0 or step + 1 == steps:
            run.spent += time.time() - began
            began = time.time()
            mean = run.average.into(ExpressionNet())
            row = {"samples": (step + 1) * BATCH, "seconds": round(run.spent), "loss": [round(float(v), 4) for v in np.mean(losses, 0)]}
            logits, doubts = answers(mean, valid_heads[0])
            row["rendered"] = figures.short(torch.softmax(logits, 1).numpy(), doubts.numpy(), valid_heads[1], valid_heads[3] > 0)
            if valid:
                logits, doubts = answers(mean, valid[0])
                row["ferplus"] = figures.short(torch.softmax(logits, 1).numpy(), doubts.numpy(), valid[1] * valid[2][:, None], valid[3] > .5)
            losses = []
            run.keep(step + 1, row, draw=draw.bit_generator.state, generator=generator.get_state())
    finish(out, run.average.into(ExpressionNet()), valid, valid_heads, run.spent, device)


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
    result = {"temperature": temperature, "bias": bias.tolist(), "seconds": round(spent), "device": device, "bytes": (out / "model.onnx").stat().st_size}
    for name, part in (("ferplus-valid", valid), ("rendered-valid", heads)):
        if part:
            logits, doubts = answers(net, part[0])
            probabilities = torch.softmax(logits / temperature + torch.from_numpy(bias), 1).numpy()
            result[name] = figures.whole(probabilities, doubts.numpy(), part[1] * part[2][:, None], part[3] > .5)
    (out / "figures.json").write_text(json.dumps(result, indent=1) + "\n")
    figures.plot(out / "curve.jsonl", out / "curve.png")
    print(json.dumps({k: v for k, v in result.items() if k != "bias"}), flush=True)


if __name__ == "__main__":
    main()
