"""Puts the rendered sprites over their background, as a street camera would have seen it, and writes the clip and its truth."""
import json
import math
import os
import subprocess

import cv2
import numpy as np

from light import HEADLAMPS, light_of
from script import focal_pixels, project
from timeline import Player
from truth import clip_line, person_now

FARTHEST = 80  # metres, as in stage.py
BEHIND_METRES = .35  # what stands this much nearer than a person's middle hides the person
COMPACT = (",", ":")
LENS_BLUR = .55  # pixels, standard deviation
HIDES_SHARE = .03  # of a head's pixels, from which on what hides them is named


class Backdrop:
    """The empty place: its picture, how far everything is, and which pixels are ground that a shadow can fall on."""

    def __init__(self, clip, light, path):
        picture = read(path + ".png")
        depth = read(path + ".depth.png")
        w, h = clip["size"]
        solid = picture[..., 3:] / 255
        still = cv2.fastNlMeansDenoisingColored(picture[..., :3].clip(0, 255).astype(np.uint8), None, 3, 3, 5, 11).astype(np.float32)
        self.deep = np.where(depth[..., 3] > 32767, depth[..., 0] / 65535 * FARTHEST, 1000).astype(np.float32)
        rows = (np.arange(h, dtype=np.float32) + .5)[:, None]
        tilt, f = math.radians(clip["camera"]["tilt"]), focal_pixels(clip)
        height = clip["camera"]["height"] + self.deep * ((h / 2 - rows) / f * math.cos(tilt) - math.sin(tilt))
        self.ground = cv2.GaussianBlur((np.abs(height) < .22).astype(np.float32), (0, 0), 1)
        sky = np.array(light.sky_top[::-1], np.float32) + (rows / h)[..., None] * np.subtract(light.sky_low, light.sky_top)[::-1].astype(np.float32)
        # straight colour over the sky, then the haze between; the picture's colour is not multiplied by its alpha
        picture = still * solid + sky * (1 - solid)
        self.picture = hazed(picture, np.minimum(self.deep, 120)[..., None], light)


def read(path):
    picture = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise FileNotFoundError(f"a picture must be at {path}, got none; render the clip again")
    return picture.astype(np.float32)


def hazed(colour, deep, light):
    through = np.exp(-light.haze * deep).astype(np.float32)
    return colour * through + np.array(light.haze_colour[::-1], np.float32) * (1 - through)


def patched(body, body_box, head, head_box):
    """The body with the newer picture of its head put in, and the box of both."""
    box = [*np.minimum(body_box[:2], head_box[:2]), *np.maximum(body_box[2:], head_box[2:])]
    full = np.zeros((box[3] - box[1], box[2] - box[0], 4), np.float32)
    for sprite, (l, t, r, b) in ((body, body_box), (head, head_box)):
        full[t - box[1]:b - box[1], l - box[0]:r - box[0]] = sprite
    return full, box


class Composer:
    def __init__(self, clip, folder, background):
        self.clip, self.folder, self.light = clip, folder, light_of(clip)
        self.back = Backdrop(clip, self.light, background)
        self.size, self.focal = clip["size"], focal_pixels(clip)
        with open(os.path.join(folder, "sprites.json")) as f:
            self.people = [{"person": person, "frames": {s["frame"]: s for s in each["frames"]}, "player": Player(person, clip)}
                           for person, each in zip(clip["people"], json.load(f))]
        self.draw = np.random.default_rng(clip["seed"])
        w, h = self.size
        noise = self.light.noise if clip["noise"] is None else clip["noise"]
        grain = cv2.GaussianBlur(self.draw.normal(0, 1, (h, w, 3)).astype(np.float32) * (.8, .6, .8), (0, 0), .6).astype(np.float32)
        self.grain = grain * (noise / max(grain.std(), 1e-9))
        y, x = np.mgrid[-1:1:h * 1j, -1:1:w * 1j]
        self.falloff = (1 - .13 * (x * x + y * y) / 2).astype(np.float32)[..., None]
        self.bodies, self.shadows = {}, {}

    def frame(self, i):
        """One picture, shape {height, width, 3}, blue first, and the people of the truth."""
        t, frame, drawn = i / self.clip["fps"], self.back.picture.copy(), []
        for each in self.people:
            if i in each["frames"]:
                drawn.append((each["frames"][i]["view"]["deep"], each, each["frames"][i]))
        heads = []
        drawn.sort(key=lambda d: -d[0])
        for deep, each, sprite in drawn:  # shadows lie under everybody
            self._shade(frame, each, sprite)
        for deep, each, sprite in drawn:
            heads.append(self._person(frame, each, sprite, t, heads))
        if self.light.headlights:
            self._glare(frame)
        if self.clip["weather"] == "rain":
            self._rain(frame)
        return self._sensor(frame), [person_now(h["person"], self.clip, t, h["view"], h["left"].sum() / max(1, h["all"]), sorted(h["hidden"])) for h in
                                     sorted(heads, key=lambda h: h["person"]["id"]) if h["inside"]]

    def _sprite(self, sprite):
        picture, box = read(os.path.join(self.folder, sprite["file"])), sprite["box"]
        if sprite["body"]:
            name = sprite["body"]["file"]
            if name not in self.bodies:
                self.bodies[name] = read(os.path.join(self.folder, name))
            picture, box = patched(self.bodies[name], sprite["body"]["box"], picture, box)
        return picture, box

    def _person(self, frame, each, sprite, t, others):
        """Draws a person; returns what is seen of the head, and takes from the others' heads what this one hides."""
        person, player, view, (w, h) = each["person"], each["player"], sprite["view"], self.size
        picture, box = self._sprite(sprite)
        metre = self.focal / view["deep"]
        shift = np.multiply(player.drift(t), (metre, -metre)) if sprite["body"] else np.zeros(2)
        premultiplied = picture.copy()
        premultiplied[..., :3] = hazed(premultiplied[..., :3], view["deep"], self.light) * picture[..., 3:] / 255
        smear = None if sprite["body"] else self._smear(player, view, t)
        pad = 2 if smear is None else smear.shape[0] // 2 + 2
        premultiplied = cv2.copyMakeBorder(premultiplied, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
        if smear is not None:
            premultiplied = cv2.filter2D(premultiplied, -1, smear)
        left, top = box[0] - pad + int(math.floor(shift[0])), box[1] - pad + int(math.floor(shift[1]))
        if box[3] >= h:  # a body cut by the frame's lower edge goes on below it
            premultiplied[-pad:] = premultiplied[-pad - 1]
        sh, sw = premultiplied.shape[:2]
        part = np.subtract(shift, np.floor(shift))
        moved = cv2.warpAffine(premultiplied, np.float32([[1, 0, part[0]], [0, 1, part[1]]]), (sw + 1, sh + 1), borderMode=cv2.BORDER_REPLICATE if box[3] >= h else cv2.BORDER_CONSTANT)
        l, u, r, b = max(0, left), max(0, top), min(w, left + sw + 1), min(h, top + sh + 1)
        piece = moved[u - top:b - top, l - left:r - left].copy()
        clear = self.back.deep[u:b, l:r] > view["deep"] - BEHIND_METRES
        piece *= cv2.GaussianBlur(clear.astype(np.float32), (0, 0), .6)[..., None]
        frame[u:b, l:r] = frame[u:b, l:r] * (1 - piece[..., 3:] / 255) + piece[..., :3]
        self._hide(others, person, piece[..., 3] > 127, (l, u, r, b))
        return self._head(person, view, shift)

    def _hide(self, others, person, solid, box):
        l, u, r, b = box
        for head in others:
            x0, y0, x1, y1 = max(l, head["box"][0]), max(u, head["box"][1]), min(r, head["box"][2]), min(b, head["box"][3])
            if x0 < x1 and y0 < y1:
                mine = head["left"][y0 - head["box"][1]:y1 - head["box"][1], x0 - head["box"][0]:x1 - head["box"][0]]
                covered = mine & solid[y0 - u:y1 - u, x0 - l:x1 - l]
                if covered.sum() > HIDES_SHARE * head["all"]:
                    head["hidden"].add(f"person {person['id']}")
                mine &= ~covered

    def _head(self, person, view, shift):
        """The head's pixels on a canvas of its own, and which of them are in the frame and before the place's things."""
        w, h = self.size
        outline = np.add(view["hull"], shift)
        l, t = np.floor(outline.min(0)).astype(int)
        r, b = np.ceil(outline.max(0)).astype(int) + 1
        mask = np.zeros((b - t, r - l), np.uint8)
        cv2.fillPoly(mask, [np.round(outline - (l, t)).astype(np.int32)], 1)
        count, hidden = int(mask.sum()), set()
        rows, columns = np.arange(t, b)[:, None], np.arange(l, r)[None]
        inside = (rows >= 0) & (rows < h) & (columns >= 0) & (columns < w)
        clear = self.back.deep[rows.clip(0, h - 1), columns.clip(0, w - 1)] > view["deep"] - BEHIND_METRES
        left = mask.astype(bool) & inside
        if count - left.sum() > HIDES_SHARE * count:
            hidden.add("frame edge")
        if (left & ~clear).sum() > HIDES_SHARE * count:
            hidden.add("scene")
        moved = {**view, "head": list(np.add(view["head"], (*shift, *shift))), "hands": {side: list(np.add(box, (*shift, *shift))) for side, box in view["hands"].items()}}
        return {"person": person, "view": moved, "box": (l, t, r, b), "all": count, "left": left & clear, "inside": bool(left.any()), "hidden": hidden}

    def _smear(self, player, view, t):
        """The kernel of a walker's motion while the shutter is open; None where it is less than a pixel and a half."""
        vx, vy = player.speed(t)
        here = project(self.clip, view["x"], view["ahead"], 1.4)
        there = project(self.clip, view["x"] + vx * self.light.shutter, view["ahead"] + vy * self.light.shutter, 1.4)
        if here is None or there is None:
            return None
        dx, dy = there[0] - here[0], there[1] - here[1]
        length = math.hypot(dx, dy)
        if length < 1.5:
            return None
        reach = int(math.ceil(length / 2))
        kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
        for k in np.linspace(-.5, .5, 4 * reach + 1):
            kernel[int(round(reach + k * dy)), int(round(reach + k * dx))] += 1
        return kernel / kernel.sum()

    def _shade(self, frame, each, sprite):
        """The sun's shadow of a person on the ground, and the small one where the feet touch it."""
        key = (each["person"]["id"], sprite["body"]["file"]) if sprite["body"] else None
        if key is None or key not in self.shadows:
            fallen = self._contact(sprite["view"])
            if self.light.shadow > 0:
                fallen = np.maximum(fallen, self.light.shadow * self._sun_shadow(sprite))
            shade = 1 - fallen * self.back.ground
            if key is None:
                frame *= shade[..., None]
                return
            self.shadows[key] = shade
        frame *= self.shadows[key][..., None]

    def _contact(self, view):
        w, h = self.size
        result = np.zeros((h, w), np.float32)
        turn = np.linspace(0, 2 * math.pi, 24, endpoint=False)
        for reach, dark in ((.34, .25), (.2, .4)):
            outline = [project(self.clip, view["x"] + reach * math.cos(a), view["ahead"] + .8 * reach * math.sin(a), 0) for a in turn]
            if all(outline):
                one = np.zeros((h, w), np.float32)
                cv2.fillPoly(one, [np.round(outline).astype(np.int32)], dark)
                result += one
        return cv2.GaussianBlur(result, (0, 0), max(1, .06 * self.focal / view["deep"]))

    def _sun_shadow(self, sprite):
        """Where on the ground the sun's shadow of a person falls, in [0, 1], seen by the camera."""
        picture, box = self._sprite(sprite)
        view, (w, h), down = sprite["view"], self.size, math.radians(self.clip["camera"]["tilt"])
        height, side = math.radians(self.light.sun_height), math.radians(-self.light.sun_side)
        reach, corners, fallen = 1 / math.tan(height), [], []
        for u, v in ((0, 0), (1, 0), (0, 1), (1, 1)):
            px, py = (box[2] if u else box[0]), (box[3] if v else box[1])
            ray = (np.array([(px - w / 2) / self.focal, math.cos(down), -math.sin(down)])
                   + (h / 2 - py) / self.focal * np.array([0, math.sin(down), math.cos(down)]))
            x, _, z = ray * view["ahead"] / ray[1] + (0, 0, self.clip["camera"]["height"])
            spot = project(self.clip, x + z * reach * math.sin(side), view["ahead"] + z * reach * math.cos(side), 0)
            if spot is None:
                return np.zeros((h, w), np.float32)
            corners.append((px - box[0], py - box[1]))
            fallen.append(spot)
        turn = cv2.getPerspectiveTransform(np.float32(corners), np.float32(fallen))
        return cv2.GaussianBlur(cv2.warpPerspective(picture[..., 3], turn, (w, h)) / 255, (0, 0), 2.5)

    def _glare(self, frame):
        for lamp in HEADLAMPS:
            at = project(self.clip, *lamp)
            if at and 0 <= at[0] < self.size[0] and 0 <= at[1] < self.size[1] and self.back.deep[int(at[1]), int(at[0])] > lamp[1] - 1.5:
                y, x = np.ogrid[:self.size[1], :self.size[0]]
                away = np.hypot(x - at[0], y - at[1]) / (self.size[0] / 1280)
                frame += (330 * np.exp(-(away / 9) ** 2) + 120 / (1 + (away / 24) ** 2) + 34 * np.exp(-np.abs(y - at[1]) / 3 - np.abs(x - at[0]) / 160))[..., None].astype(np.float32)

    def _rain(self, frame):
        w, h = self.size
        scale = w / 1280
        drops = np.zeros((h, w), np.uint8)
        for _ in range(420):
            x, y, length = self.draw.integers(0, w), self.draw.integers(-40, h), self.draw.uniform(10, 46) * scale
            cv2.line(drops, (int(x), int(y)), (int(x - .12 * length), int(y + length)), int(self.draw.uniform(60, 190)), 1, cv2.LINE_AA)
        drops = cv2.GaussianBlur(drops, (0, 0), .7).astype(np.float32)[..., None] / 255
        frame += drops * .32 * (np.array(self.light.haze_colour[::-1], np.float32) * 1.2 - frame)

    def _sensor(self, frame):
        """Lens, exposure and sensor: from light to 8 bits."""
        frame = frame * self.falloff * self.light.exposure
        if self.light.bloom > 0:
            small = cv2.resize(np.clip(frame - 205, 0, 400), None, fx=.25, fy=.25, interpolation=cv2.INTER_AREA)
            spill = cv2.GaussianBlur(small, (0, 0), 3) + .6 * cv2.GaussianBlur(small, (0, 0), 12)
            frame += self.light.bloom * cv2.resize(spill, tuple(self.size), interpolation=cv2.INTER_LINEAR)
        frame = cv2.GaussianBlur(frame, (0, 0), LENS_BLUR) * .95 + 6
        frame += np.roll(self.grain, (self.draw.integers(0, self.size[1]), self.draw.integers(0, self.size[0])), (0, 1)) * (.7 + .6 * (1 - frame / 255))
        return np.clip(frame, 0, 255).astype(np.uint8)


def encoder(clip, path, preset):
    """One thread: with more of them, x264's rate control gives other bytes each time."""
    (w, h), rate, kilobits = clip["size"], clip["fps"], clip["kilobits"]
    return subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{w}x{h}", "-r", str(rate), "-i", "-", "-c:v", "libx264", "-preset", preset,
         "-pix_fmt", "yuv420p", "-b:v", f"{kilobits}k", "-maxrate", f"{kilobits * 5 // 4}k", "-bufsize", f"{kilobits * 2}k", "-g", str(max(1, int(2 * rate))),
         "-movflags", "+faststart", "-threads", "1", "-f", "mp4", path], stdin=subprocess.PIPE)


def compose(clip, folder, background, to):
    """Writes TO/NAME.mp4 and TO/NAME.truth.jsonl; neither is there before both are whole."""
    return write(clip, to, Composer(clip, folder, background).frame)


def write(clip, to, frame, preset="slow"):
    """Writes both files of a clip. frame: number -> (picture {height, width, 3}, blue first, uint8; its people for the truth)."""
    count = round(clip["seconds"] * clip["fps"])
    video, truth = os.path.join(to, clip["name"] + ".mp4"), os.path.join(to, clip["name"] + ".truth.jsonl")
    process = encoder(clip, video + ".part", preset)
    with open(truth + ".part", "w", encoding="utf-8") as lines:
        lines.write(json.dumps(clip_line(clip, count), separators=COMPACT) + "\n")
        for i in range(count):
            picture, people = frame(i)
            try:
                process.stdin.write(picture.tobytes())
            except BrokenPipeError:
                break  # ffmpeg has said why
            lines.write(json.dumps({"type": "frame", "frame": i, "at": round(i / clip["fps"], 3), "people": people}, separators=COMPACT) + "\n")
    try:
        process.stdin.close()
    except BrokenPipeError:
        pass
    if process.wait() != 0:
        raise RuntimeError(f"ffmpeg must write {video}, got exit status {process.returncode}; see its message above")
    os.replace(truth + ".part", truth)
    os.replace(video + ".part", video)
    return video
