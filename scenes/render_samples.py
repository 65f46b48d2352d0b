"""Renders what composing needs: per clip one background and, per person, sprites with transparency and sprites.json.

    blender -b -P scenes/render_samples.py -- --heads HEADS.npz --out FOLDER [--clip NAME] [--samples 8] [--only background]

A standing body is rendered once and then only its head; whoever walks is rendered whole. Pictures that exist are kept.
"""
import argparse
import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import numpy as np  # noqa: E402

from clips import CLIPS  # noqa: E402
from people import Person  # noqa: E402
from places import PLACES  # noqa: E402
from stage import Actor, Camera, Stage  # noqa: E402

BACKGROUND_SAMPLES = 28


def within(box, size, margin=3):
    """The box on whole pixels, grown by a margin and cut to the frame; None outside."""
    l, t, r, b = int(box[0]) - margin, int(box[1]) - margin, int(box[2]) + margin + 1, int(box[3]) + margin + 1
    l, t, r, b = max(0, l), max(0, t), min(size[0], r), min(size[1], b)
    return (l, t, r, b) if l < r - 8 and t < b - 8 else None


def film(stage, clip, role, number, ict, out):
    actor, frames, body = Actor(stage, Person(ict, **role.look)), [], None
    for i in range(0, int(clip.seconds * clip.rate), clip.held):
        t, place = i / clip.rate, role.place(i / clip.rate)
        if place is None:
            continue
        x, d, facing, stride = place
        lift = 0 if stride is None else .018 * abs(np.cos(stride))
        everything, moving, head = actor.pose(role.pose(t, stride), x, d, facing, lift)
        whole, part = within(everything, clip.size), within(moving, clip.size)
        if whole is None or part is None:
            continue
        box = whole if stride is not None else part
        if stride is None and body is None:
            body = {"file": f"{number}-body.png", "box": whole}
            shoot(stage, os.path.join(out, body["file"]), whole)
        name = f"{number}-{i:04d}.png"
        shoot(stage, os.path.join(out, name), box)
        frames.append({"frame": i, "file": name, "box": box, "head": head, "distance": d, "x": x})
    actor.leave()
    return {"body": body, "frames": frames}


def shoot(stage, path, box):
    if not os.path.exists(path):
        stage.picture(path, box)


def main(given):
    ict = {name: value for name, value in np.load(given.heads).items()}
    for clip in CLIPS:
        if given.clip not in (None, clip.name):
            continue
        began, out = time.monotonic(), os.path.join(given.out, clip.name)
        os.makedirs(out, exist_ok=True)
        camera = Camera(*clip.size, clip.focal, *clip.camera)
        if given.only != "people":
            stage = Stage(camera, clip.sky, BACKGROUND_SAMPLES)
            PLACES[clip.name](stage)
            shoot(stage, os.path.join(out, "background.png"), None)
            print(f"{clip.name}: background after {time.monotonic() - began:.0f} s", flush=True)
        if given.only == "background":
            continue
        people = []
        stage = Stage(camera, clip.sky, given.samples)
        for number, role in enumerate(clip.roles, 1):
            people.append(film(stage, clip, role, number, ict, out))
            print(f"{clip.name}: person {number}, {len(people[-1]['frames'])} sprites, after {time.monotonic() - began:.0f} s", flush=True)
        with open(os.path.join(out, "sprites.json"), "w") as f:
            json.dump(people, f)


words = argparse.ArgumentParser()
words.add_argument("--heads", required=True)
words.add_argument("--out", required=True)
words.add_argument("--clip")
words.add_argument("--samples", type=int, default=8)
words.add_argument("--only", choices=["background", "people"])
main(words.parse_args(sys.argv[sys.argv.index("--") + 1:]))
