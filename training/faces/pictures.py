"""Pictures to learn from: photographs and plain grounds, with people put into them, as a street camera would send them.

    python training/faces/pictures.py --sprites SPRITES.npz --photos PHOTOS.npz [--faces FACES.npz ...] [--hard HARD.npz] --out OUT.npz [--count 40000]

In OUT.npz: pictures uint8 {n, 256, 256}; of face k of all, whose picture it is (of {m}), its head's box and six points (faces
{m, 16}, pixels) and whether it counts (counts {m}): a face that is half covered, too small or only possible is neither learned nor
held against the net. About 250 pictures a second and core.
"""
import argparse
import multiprocessing
import time
from functools import lru_cache

import cv2
import numpy as np

SIDE = 256
FACE_YAW, NO_FACE_YAW = 70, 105  # degrees: up to the first a head has a face, from the second on none, between them nobody knows
SMALLEST = 11  # pixels: a smaller head is not asked for
SURE = .6


@lru_cache(maxsize=None)
def load(path):
    if path is None:
        return None
    data = np.load(path)
    return {name: data[name] for name in data.files}


def moved(faces, scale, by):
    """Boxes and points {n, 16} of a picture that is scaled, then moved."""
    return faces * scale + np.tile(by, 8)


def mirrored(faces, width):
    """The other way round: right eye and left eye change places too."""
    faces = faces.copy()
    faces[:, 0::2] = width - faces[:, 0::2]
    faces[:, [0, 2]] = faces[:, [2, 0]]
    faces[:, [4, 5, 6, 7, 12, 13, 14, 15]] = faces[:, [6, 7, 4, 5, 14, 15, 12, 13]]
    return faces


def clutter(picture, draw):
    """Boxes, balls, rails, stripes, signs: what a street is full of and what a small net takes for faces."""
    picture = picture.clip(0, 255).astype(np.uint8)
    for _ in range(draw.poisson(7)):
        x, y = draw.uniform(-.1, 1.1, 2) * SIDE
        size, ratio = np.exp(draw.uniform(np.log(5), np.log(110))), np.exp(draw.normal(0, .6))
        w, h, tone, kind = size * ratio, size / ratio, float(draw.uniform(0, 255)), draw.random()
        corner, other, middle = (int(x - w / 2), int(y - h / 2)), (int(x + w / 2), int(y + h / 2)), (int(x), int(y))
        thick = -1 if draw.random() < .75 else int(draw.integers(1, 4))
        if kind < .3:
            cv2.rectangle(picture, corner, other, tone, thick)
            if draw.random() < .5:  # windows, drawers, lamps
                for _ in range(draw.integers(1, 5)):
                    u, v = draw.uniform(-.4, .3, 2)
                    cv2.rectangle(picture, (int(x + u * w), int(y + v * h)), (int(x + (u + draw.uniform(.05, .4)) * w), int(y + (v + draw.uniform(.05, .3)) * h)), float(draw.uniform(0, 255)), -1)
        elif kind < .6:
            cv2.ellipse(picture, middle, (max(1, int(w / 2)), max(1, int(h / 2))), draw.uniform(0, 180), 0, 360, tone, thick, cv2.LINE_AA)
            for _ in range(draw.poisson(1.5)):  # holes, stains, fruit
                u, v = draw.uniform(-.3, .3, 2)
                cv2.ellipse(picture, (int(x + u * w), int(y + v * h)), (max(1, int(draw.uniform(.04, .2) * w)), max(1, int(draw.uniform(.04, .2) * h))), 0, 0, 360, float(draw.uniform(0, 255)), -1, cv2.LINE_AA)
        elif kind < .75:
            step = max(3, int(size / draw.integers(3, 9)))
            for at in range(corner[0], other[0], 2 * step):
                cv2.rectangle(picture, (at, corner[1]), (at + step, other[1]), tone, -1)
        elif kind < .9:
            cv2.line(picture, corner, other, tone, int(draw.integers(1, 7)), cv2.LINE_AA)
        else:
            letters = "".join(draw.choice(list("ABDEGKMOPQRS0358"), draw.integers(1, 6)))
            cv2.putText(picture, letters, corner, cv2.FONT_HERSHEY_SIMPLEX, size / 40, tone, max(1, int(size / 14)), cv2.LINE_AA)
    if draw.random() < .5:
        picture = cv2.GaussianBlur(picture, (0, 0), draw.uniform(.4, 1.2))
    return picture.astype(np.float32)


def chosen(draw, count, held_back):
    """A photograph's number: every eighth is held back."""
    while True:
        i = int(draw.integers(count))
        if (i % 8 == 0) == held_back:
            return i


def ground(draw, photos, hard, held_back):
    """A picture {SIDE, SIDE} float and the faces in it {n, 17}."""
    if draw.random() < .2:
        sum_ = np.zeros((SIDE, SIDE), np.float32)
        for cells in (2, 4, 9, 20, 48):
            sum_ += cv2.resize(draw.normal(0, 1 / np.sqrt(cells), (cells, cells)).astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        plain = np.clip(draw.uniform(10, 220) * np.exp(draw.uniform(.1, .9) * sum_), 0, 255)
        return clutter(plain, draw) if draw.random() < .8 else plain, np.zeros((0, 17), np.float32)
    i, spot = chosen(draw, len(photos) // 2, held_back), None
    if hard is not None and draw.random() < .4:
        spot = hard["spots"][draw.integers(len(hard["spots"]))]
        i = int(spot[0])
    picture, faces = photos[f"picture_{i}"], photos[f"faces_{i}"]
    least = SIDE / min(picture.shape)
    scale = np.exp(draw.uniform(np.log(max(least, .35)), np.log(max(least, 2.2))))
    if spot is not None:
        scale = max(least, spot[4] * np.exp(draw.normal(0, .15)))
    part = int(np.ceil(SIDE / scale))
    left, top = (int(draw.integers(0, max(1, n - part + 1))) for n in (picture.shape[1], picture.shape[0]))
    if spot is not None or len(faces) and draw.random() < .5:  # a part in which there is a face, or seemed to be one
        x, y = spot[1:3] if spot is not None else faces[draw.integers(len(faces)), :4].reshape(2, 2).mean(0)
        left, top = (int(np.clip(c - draw.uniform(.2, .8) * part, 0, max(0, n - part))) for c, n in ((x, picture.shape[1]), (y, picture.shape[0])))
    cut = cv2.resize(picture[top:top + part, left:left + part], (SIDE, SIDE), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR).astype(np.float32)
    own = np.concatenate([moved(faces[:, :16] - np.tile((left, top), 8), SIDE / part, (0, 0)), faces[:, 16:]], 1)
    if not len(own) and draw.random() < .2:
        cut = clutter(cut, draw)
    if draw.random() < .5:
        cut, own = np.ascontiguousarray(cut[:, ::-1]), np.concatenate([mirrored(own[:, :16], SIDE), own[:, 16:]], 1)
    return cut, own


def put(canvas, cover, picture, alpha, face, head_width, middle):
    """Draws a scaled cut-out, its head's middle at a place; returns its face {16} in the canvas and where it covers {SIDE, SIDE} in [0, 1]."""
    scale = head_width / (face[2] - face[0])
    at = np.array(middle) - scale * np.array([(face[0] + face[2]) / 2, (face[1] + face[3]) / 2])
    size = max(2, round(picture.shape[1] * scale)), max(2, round(picture.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    own = cv2.resize(picture.astype(np.float32) * alpha, size, interpolation=how)
    covers = cv2.resize(alpha, size, interpolation=how)
    left, top = (int(v) for v in np.round(at))
    x0, y0, x1, y1 = max(0, left), max(0, top), min(SIDE, left + size[0]), min(SIDE, top + size[1])
    here = np.zeros((SIDE, SIDE), np.float32)
    if x0 < x1 and y0 < y1:
        part = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
        here[y0:y1, x0:x1] = covers[part]
        canvas[y0:y1, x0:x1] = canvas[y0:y1, x0:x1] * (1 - covers[part]) + own[part]
        cover *= 1 - here
    return moved(face[None], scale, (left, top))[0], here


def body(canvas, box, draw, tone):
    """Clothes below a head, roughly: nobody floats."""
    width, low = box[2] - box[0], box[3] + .55 * (box[3] - box[1])
    middle, half, length = (box[0] + box[2]) / 2 + draw.normal(0, .1) * width, draw.uniform(.95, 1.4) * width, draw.uniform(2, 5) * width
    corners = np.array([[middle - .8 * half, low - .2 * width], [middle + .8 * half, low - .2 * width], [middle + half, low + .6 * width], [middle + .8 * half, low + length],
                        [middle - .8 * half, low + length], [middle - half, low + .6 * width]])
    cv2.fillPoly(canvas, [np.int32(corners * 16)], float(tone), cv2.LINE_AA, 4)


def outline(shape, face, draw):
    """What of a photographed face is put into a picture: the head alone, or with what is around it."""
    y, x = np.mgrid[:shape[0], :shape[1]].astype(np.float32)
    cx, cy, w, h = (face[0] + face[2]) / 2, face[1] * .47 + face[3] * .53, face[2] - face[0], face[3] - face[1]
    edge = np.clip(np.minimum.reduce([x, y, shape[1] - 1 - x, shape[0] - 1 - y]) / (.08 * w), 0, 1)
    if draw.random() < .6 and min(shape) > 1.5 * w:
        return edge
    return np.clip((1.08 - np.hypot((x - cx) / (.5 * w), (y - cy) / (.52 * h))) * 5, 0, 1) * edge


def composed(draw, sprites, photos, real, hard, held_back):
    """One picture uint8, its faces {n, 16}, which of them count {n}."""
    canvas, known = ground(draw, photos, hard, held_back)
    faces, counts, shapes = [row[:16] for row in known], [bool(row[16] >= SURE) for row in known], [None] * len(known)
    shown = np.ones((len(known), SIDE, SIDE), np.float32)
    widths = np.sort(np.exp(draw.uniform(np.log(9), np.log(draw.choice([40, 90, 210])), draw.poisson(2.2 if not len(known) else .7))))
    for width in widths:  # the farthest first
        middle = draw.uniform(-.02, 1.02, 2) * SIDE
        before = np.ones((SIDE, SIDE), np.float32)
        if real and draw.random() < .45:
            some = real[draw.integers(len(real))]
            i = draw.integers(len(some) // 2)
            picture, face = some[f"picture_{i}"], some[f"faces_{i}"][0, :16]
            alpha = outline(picture.shape, face, draw)
            if draw.random() < .5:
                picture, face, alpha = np.ascontiguousarray(picture[:, ::-1]), mirrored(face[None], picture.shape[1])[0], np.ascontiguousarray(alpha[:, ::-1])
            has = 1.
        else:
            i = draw.integers(len(sprites["yaw"]))
            picture, alpha, yaw = sprites["grey"][i], sprites["alpha"][i].astype(np.float32) / 255, abs(sprites["yaw"][i])
            face = np.concatenate([sprites["boxes"][i], sprites["points"][i].ravel()])
            has = 1. if yaw <= FACE_YAW else 0. if yaw >= NO_FACE_YAW else .5
            if draw.random() < .5:
                picture, face, alpha = np.ascontiguousarray(picture[:, ::-1]), mirrored(face[None], picture.shape[1])[0], np.ascontiguousarray(alpha[:, ::-1])
            picture = np.clip(picture * np.exp(draw.normal(0, .3)), 0, 255)
            if draw.random() < .7:
                there = moved(face[None], width / (face[2] - face[0]), (0, 0))[0, :4]
                there = there + np.tile(np.array(middle) - (there[:2] + there[2:]) / 2, 2)
                body(canvas, there, draw, picture[alpha > .9][-400:].mean() * draw.uniform(.8, 1.2) if draw.random() < .7 else draw.uniform(5, 240))
        own, here = put(canvas, before, picture, alpha, face, width, middle)
        shown *= 1 - here
        if has > 0:
            faces.append(own)
            counts.append(has == 1)
            shown = np.concatenate([shown, np.ones((1, SIDE, SIDE), np.float32)])
    kept, fine = [], []
    for face, count, seen in zip(faces, counts, shown):
        left, top, right, low = face[:4]
        inside = max(0, min(SIDE, right) - max(0, left)) * max(0, min(SIDE, low) - max(0, top)) / max(1e-6, (right - left) * (low - top))
        if inside < .2:
            continue
        x0, y0, x1, y1 = (int(np.clip(v, 0, SIDE)) for v in (left, top, np.ceil(right), np.ceil(low)))
        free = inside * (seen[y0:y1, x0:x1].mean() if x1 > x0 and y1 > y0 else 0)
        kept.append(face)
        fine.append(count and free > .6 and right - left >= SMALLEST)
    return sent(canvas, draw), np.float32(kept).reshape(-1, 16), np.array(fine, bool)


def sent(picture, draw):
    """As a camera sends it: light, haze, blur, noise, compression."""
    if draw.random() < .15:  # night
        picture = draw.uniform(0, 14) + picture * draw.uniform(.12, .5)
    else:
        picture = 255 * (picture.clip(0, 255) / 255) ** np.exp(draw.normal(0, .25)) * draw.uniform(.6, 1.15)
    if draw.random() < .15:
        haze = draw.uniform(.1, .5)
        picture = picture * (1 - haze) + haze * draw.uniform(90, 230)
    if draw.random() < .35:
        picture = cv2.GaussianBlur(picture, (0, 0), draw.uniform(.4, 1.3))
    if draw.random() < .1:
        length = int(draw.integers(3, 7))
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        picture = cv2.filter2D(picture, -1, kernel if draw.random() < .7 else kernel.T)
    if draw.random() < .6:
        picture = picture + draw.normal(0, draw.uniform(1, 9), picture.shape)
    picture = picture.clip(0, 255).astype(np.uint8)
    if draw.random() < .7:
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(draw.integers(25, 90))])[1], cv2.IMREAD_GRAYSCALE)
    return picture


def some(work):
    seed, count, sprites, photos, faces, hard, held_back = work
    cv2.setNumThreads(1)
    draw = np.random.default_rng([seed, 3])
    return [composed(draw, load(sprites), load(photos), [load(f) for f in faces], load(hard), held_back) for _ in range(count)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sprites", required=True)
    arguments.add_argument("--photos", required=True)
    arguments.add_argument("--faces", nargs="*", default=[])
    arguments.add_argument("--hard", help="of mine.py: places that look like faces and are none")
    arguments.add_argument("--held-back", action="store_true", help="only the photographs that are held back: to validate by")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--count", type=int, default=40_000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    began, rows, block = time.time(), [], 500
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for part in pool.imap(some, [(options.seed * 100_000 + i, block, options.sprites, options.photos, tuple(options.faces), options.hard, options.held_back) for i in range(options.count // block)]):
            rows += part
            if len(rows) % 5000 == 0:
                print(f"{len(rows)} pictures, {time.time() - began:.0f} s", flush=True)
    of = np.repeat(np.arange(len(rows)), [len(r[1]) for r in rows])
    np.savez(options.out, pictures=np.stack([r[0] for r in rows]), of=of, faces=np.concatenate([r[1] for r in rows]), counts=np.concatenate([r[2] for r in rows]))


if __name__ == "__main__":
    main()
