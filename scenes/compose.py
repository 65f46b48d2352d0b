"""Puts the rendered sprites over their background, as a street camera would have seen it, and writes the clip and its truth.

    python3 scenes/compose.py --out FOLDER [--clip NAME] [--to scenes/samples]

FOLDER is what render_samples.py filled. Needs numpy, opencv-python-headless and the ffmpeg command.
"""
import argparse
import json
import math
import os
import subprocess

import cv2
import numpy as np

from clips import CLIPS

SUN = math.radians(42), math.radians(34)  # as in stage.py: height, direction
SHADOW = .5  # of the light that a shadow takes away
EXPOSURE = 1.1
HEAD_IN_FRAME = .5  # share of a head's box that must be in the frame to be written as truth
LENS_BLUR = .55  # pixels, standard deviation


def read(path):
    picture = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise FileNotFoundError(f"no sprite at {path}: run render_samples.py first")
    return picture.astype(np.float32)


def lay(frame, sprite, at, shift):
    """Draws a sprite with transparency, moved by a part of a pixel."""
    h, w = sprite.shape[:2]
    premultiplied = sprite.copy()
    premultiplied[..., :3] *= sprite[..., 3:] / 255
    whole = np.floor(shift).astype(int)
    part = np.subtract(shift, whole)
    moved = cv2.warpAffine(premultiplied, np.float32([[1, 0, part[0]], [0, 1, part[1]]]), (w + 1, h + 1), borderMode=cv2.BORDER_CONSTANT)
    if at[1] + h >= frame.shape[0]:  # a body cut by the frame's lower edge goes on below it
        moved[-2:] = moved[-3]
    left, top = at[0] + whole[0], at[1] + whole[1]
    l, t, r, b = max(0, left), max(0, top), min(frame.shape[1], left + w + 1), min(frame.shape[0], top + h + 1)
    piece = moved[t - top:b - top, l - left:r - left]
    frame[t:b, l:r] = frame[t:b, l:r] * (1 - piece[..., 3:] / 255) + piece[..., :3]


def patched(body, body_box, head, head_box):
    """The body with the newer picture of its head put in, and the box of both."""
    box = [*np.minimum(body_box[:2], head_box[:2]), *np.maximum(body_box[2:], head_box[2:])]
    full = np.zeros((box[3] - box[1], box[2] - box[0], 4), np.float32)
    for sprite, (l, t, r, b) in ((body, body_box), (head, head_box)):
        full[t - box[1]:b - box[1], l - box[0]:r - box[0]] = sprite
    return full, box


def shadow(clip, sprite, box, distance):
    """Where on the ground the sun's shadow of a person falls, in [0, 1], seen by the camera."""
    height, down = clip.camera[0], math.radians(clip.camera[1])
    w, h = clip.size

    def project(x, y, z):
        deep = y * math.cos(down) - (z - height) * math.sin(down)
        return w / 2 + clip.focal * x / deep, h / 2 - clip.focal * (y * math.sin(down) + (z - height) * math.cos(down)) / deep

    reach = 1 / math.tan(SUN[0])
    corners, fallen = [], []
    for u, v in ((0, 0), (1, 0), (0, 1), (1, 1)):
        px, py = (box[2] if u else box[0]), (box[3] if v else box[1])
        ray = np.array([(px - w / 2) / clip.focal, math.cos(down), -math.sin(down)]) + (h / 2 - py) / clip.focal * np.array([0, math.sin(down), math.cos(down)])
        x, _, z = ray * distance / ray[1] + (0, 0, height)
        corners.append((px - box[0], py - box[1]))
        fallen.append(project(x + z * reach * math.sin(SUN[1]), distance + z * reach * math.cos(SUN[1]), 0))
    turn = cv2.getPerspectiveTransform(np.float32(corners), np.float32(fallen))
    return cv2.GaussianBlur(cv2.warpPerspective(sprite[..., 3], turn, (w, h)) / 255, (0, 0), 2.5)


def compose(clip, sprites, folder, to):
    here = os.path.join(folder, clip.name)
    os.makedirs(to, exist_ok=True)
    background = cv2.fastNlMeansDenoisingColored(read(os.path.join(here, "background.png"))[..., :3].astype(np.uint8), None, 3, 3, 5, 11).astype(np.float32)
    draw = np.random.default_rng(7)
    grain = cv2.GaussianBlur(draw.normal(0, 1, (*clip.size[::-1], 1)).astype(np.float32), (0, 0), .6)
    grain *= clip.noise / grain.std()
    y, x = np.mgrid[-1:1:clip.size[1] * 1j, -1:1:clip.size[0] * 1j]
    falloff = (1 - .13 * (x * x + y * y) / 2).astype(np.float32)[..., None]
    bodies = [read(os.path.join(here, each["body"]["file"])) if each["body"] else None for each in sprites]
    standing = [shadow(clip, body, each["body"]["box"], each["frames"][0]["distance"]) if each["body"] else None for body, each in zip(bodies, sprites)]
    count, step = int(clip.seconds * clip.rate), 1 / clip.rate
    video = os.path.join(to, clip.name + ".mp4")
    w, h = clip.size
    encoder = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{w}x{h}", "-r", str(clip.rate), "-i", "-", "-c:v", "libx264",
         "-preset", "slow", "-pix_fmt", "yuv420p", "-b:v", f"{clip.kilobits}k", "-maxrate", f"{clip.kilobits * 5 // 4}k", "-bufsize", f"{clip.kilobits * 2}k",
         "-g", str(int(2 * clip.rate)), "-movflags", "+faststart", "-threads", "2", video], stdin=subprocess.PIPE)
    with open(os.path.join(to, clip.name + ".truth.jsonl"), "w") as truth:
        for i in range(count):
            t, frame, seen, drawn = i * step, background.copy(), [], []
            for number, (role, each) in enumerate(zip(clip.roles, sprites)):
                now = [s for s in each["frames"] if s["frame"] == i - i % clip.held]
                if now:
                    drawn.append((now[0]["distance"], number, role, each["body"], now[0]))
            for distance, number, role, body, s in sorted(drawn, key=lambda d: -d[0]):
                sprite, box, shift = read(os.path.join(here, s["file"])), s["box"], (0, 0)
                if body:
                    shift = role.drift(t)
                    sprite, box = patched(bodies[number], body["box"], sprite, box)
                fallen = standing[number] if body else shadow(clip, sprite, box, distance)
                frame *= 1 - SHADOW * fallen[..., None]
                lay(frame, sprite, box[:2], shift)
                whole = np.add(s["head"], (*shift, *shift))
                l, top, r, b = np.clip(whole, 0, (w, h, w, h))
                if (r - l) * (b - top) >= HEAD_IN_FRAME * (whole[2] - whole[0]) * (whole[3] - whole[1]):
                    (name, level), _ = role.act(t)
                    seen.append({"id": number + 1, "head": [round(float(v), 1) for v in (l, top, r - l, b - top)], "expression": name, "intensity": level})
            frame = cv2.GaussianBlur(frame * falloff * EXPOSURE, (0, 0), LENS_BLUR) * .95 + 6
            dx, dy = draw.integers(0, w), draw.integers(0, h)
            frame += np.roll(grain, (dy, dx), (0, 1))[..., None] * (.7 + .6 * (1 - frame / 255))
            encoder.stdin.write(np.clip(frame, 0, 255).astype(np.uint8).tobytes())
            truth.write(json.dumps({"at": round(t, 3), "people": sorted(seen, key=lambda p: p["id"])}) + "\n")
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise RuntimeError(f"ffmpeg failed on {video}")
    print(f"{video}: {os.path.getsize(video)} bytes, {count} frames")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("--out", required=True)
    words.add_argument("--clip")
    words.add_argument("--to", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "samples"))
    given = words.parse_args()
    for each_clip in CLIPS:
        if given.clip in (None, each_clip.name):
            with open(os.path.join(given.out, each_clip.name, "sprites.json")) as file:
                compose(each_clip, json.load(file), given.out, given.to)
