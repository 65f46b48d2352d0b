"""Rendered heads as crops for training: thousands of identities, ten skin tones, lights, angles, scarves; no real face.

    python training/expression/rendered.py HEADS.npz OUT.npz [--people 3000] [--each 3] [--simple-share .33]

A third, unless told, is drawn simply, as the films are: without lashes, brows of their own and shadows of the sky; what is learned shall not hang on how a head is drawn. Each crop has a twin: somebody else in the same place, light and hair who shows the same, so that train.py can hold what skin and sex alone change in the answers near nothing (twins.py).

HEADS.npz: scenes/pack_heads.py makes it. The identities are seeds from 100,000 on; scenes/ uses small ones. Takes about 11 minutes
on two cores. What cannot be read (a mask, a veil, dark glasses, a visor, a poster, a doll, nearly no light) is part of it, and said.
"""
import argparse
import multiprocessing
import time
from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

import crops
from bust import HIDING, Bust, Same, Shells  # finds scenes/, too
from creases import Creases
from features import Features, brows
from heads import FACE_END
from raster import draw as rasterise
from raster import lit
from shade import shaded
from shown import NAMES, drawn, rest

FIRST = 100_000  # first seed of an identity
APART = 1_000_000  # seeds between somebody and a twin with another head
SIMPLE = 1 / 3  # share of people who are drawn simply
KINDS = ("face", *HIDING, "poster", "doll", "night")
DRAWN = 2 * crops.KEPT  # pixels: each kept one is the mean of four


def direction(draw, least, most):
    """Unit vector to a light: from the camera's side, between two heights in degrees."""
    around, height = np.radians([draw.uniform(-100, 100), draw.uniform(least, most)])
    return np.array([np.sin(around) * np.cos(height), np.sin(height), np.cos(around) * np.cos(height)])


def lights(draw):
    """(lights, sky) of a street: sun, overcast, lamps from above, a window."""
    kind = draw.integers(4)
    if kind == 0:
        return [(direction(draw, 15, 75), draw.uniform(.8, 2.4))], (draw.uniform(.25, .7), draw.uniform(.1, .4))
    if kind == 1:
        return [(direction(draw, 40, 85), draw.uniform(0, .5))], (draw.uniform(.7, 1.2), draw.uniform(.3, .7))
    if kind == 2:
        return [(direction(draw, 30, 80), draw.uniform(.5, 1.6)), (direction(draw, 10, 60), draw.uniform(0, 1))], (draw.uniform(.05, .3), draw.uniform(.03, .2))
    return [(direction(draw, -10, 30), draw.uniform(.4, 1.4)), (direction(draw, 0, 50), draw.uniform(0, .4))], (draw.uniform(.1, .5), draw.uniform(.1, .4))


def flat(draw):
    """(lights, sky) of an indoor picture: a lamp, a window or a flash on the camera's side."""
    way = np.array([draw.normal(0, .35), draw.normal(.3, .3), 1])
    return [(way / np.linalg.norm(way), draw.uniform(.4, 1.6))], (draw.uniform(.3, 1), draw.uniform(.2, .8))


def background(draw, size):
    """Grey, linear: blotches of a few sizes."""
    sum_ = np.zeros((size, size), np.float32)
    for cells in (2, 4, 9, 20):
        sum_ += cv2.resize(draw.normal(0, 1 / np.sqrt(cells), (cells, cells)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    return np.clip(draw.uniform(.01, .55) * np.exp(.7 * sum_), 0, 1.2)


def picture(bust, weights, draw, kind):
    """One crop, uint8 {KEPT, KEPT}: what a camera sees of the head, cut by its points with a detector's error."""
    yaw, pitch, roll = draw.normal(0, 14), draw.normal(0, 4), draw.normal(0, 5)
    points, six = bust.points(weights, float(np.clip(yaw, -38, 38)), float(pitch), float(roll))
    above = np.radians(np.clip(draw.normal(7, 8), -12, 28))  # the camera's height
    tilt = np.array([[1, 0, 0], [0, np.cos(above), -np.sin(above)], [0, np.sin(above), np.cos(above)]])
    points, six = points @ tilt.T.astype(np.float32), six @ tilt.T
    far = np.exp(draw.uniform(np.log(90), np.log(900)))
    half = 14.0
    scale = DRAWN / 2 / half

    def screen(p):
        nearer = far / (far - p[:, 2])
        return np.stack([DRAWN / 2 + scale * p[:, 0] * nearer, DRAWN / 2 - scale * (p[:, 1] - 1.5) * nearer, p[:, 2]], 1).astype(np.float32)
    seen, albedo = screen(points), bust.albedo
    if kind == "doll":  # one plain colour, hard gloss
        albedo = np.full_like(albedo, draw.uniform(.2, .8)) * np.where(draw.random() < .5, 1, .55 + .45 * (albedo > np.median(albedo)))
    else:
        albedo = albedo.copy()
        albedo[:FACE_END] *= bust.creases.of(weights)
        if bust.features:
            albedo[:FACE_END] *= bust.features.shade
            bust.features.eyes(albedo)
    light, sky = lights(draw) if draw.random() < .45 else flat(draw)
    albedo, gloss = albedo.astype(np.float32), bust.gloss * (4 if kind == "doll" else 1)
    value = shaded(points, bust.triangles, albedo, gloss, light, sky, draw)[:, None] if bust.features else lit(points, bust.triangles, albedo[:, None], gloss, light, sky)
    canvas, depth = background(draw, DRAWN), np.full((DRAWN, DRAWN), -1e9, np.float32)
    canvas = canvas.astype(np.float32) * (.4 + sky[0])
    rasterise(seen, bust.triangles, value, canvas[..., None], depth)
    face = canvas[DRAWN // 4: -DRAWN // 4, DRAWN // 4: -DRAWN // 4].mean()
    exposed = canvas * np.exp(draw.normal(np.log(.26), .3)) / max(face, .01)
    exposed = exposed * (1 - draw.uniform(0, .25)) + draw.uniform(0, .08)  # haze
    grey = np.clip(exposed, 0, 1) ** (1 / draw.uniform(1.9, 2.5)) * 255
    if kind == "poster":
        grey = poster(grey, draw)
    if kind == "night":
        grey = draw.uniform(2, 14) + grey * draw.uniform(.02, .1) + draw.normal(0, draw.uniform(2, 9), grey.shape)
    if draw.random() < .5:  # many cameras sharpen
        grey = np.clip(grey, 0, 255)
        grey = grey + draw.uniform(.2, 1.5) * (grey - cv2.GaussianBlur(grey, (0, 0), draw.uniform(.8, 2.5)))
    six2 = screen(six)[:, :2]
    eyes = np.linalg.norm(six2[1] - six2[0])
    six2 = six2 + draw.normal(0, .035 * eyes, six2.shape)
    grey = np.clip(grey, 0, 255).astype(np.uint8)
    if draw.random() < .3:  # at a picture's edge, or cut out before: what is beyond is the edge going on
        middle, reach = six2[:4].mean(0), draw.uniform(1.05, 1.7, 4) * eyes
        left, top = (np.clip(middle - reach[:2], 0, DRAWN - 8)).astype(int)
        right, low = (np.clip(middle + reach[2:], 8, DRAWN)).astype(int)
        part = grey[top:low, left:right]
        grey = cv2.copyMakeBorder(part, top, DRAWN - low, left, DRAWN - right, cv2.BORDER_REPLICATE)
    return crops.cut(grey, six2)


def poster(grey, draw):
    """A print: few tones or a screen of dots, an edge or lettering near the face, a sheen."""
    size = len(grey)
    if draw.random() < .5:
        steps = draw.integers(3, 7)
        grey = np.round(grey / 255 * steps) / steps * 255
    y, x = np.mgrid[:size, :size]
    if draw.random() < .7:
        turn, period = draw.uniform(0, 1.6), draw.uniform(3, 7)
        dots = np.sin(2 * np.pi * (x * np.cos(turn) + y * np.sin(turn)) / period) * np.sin(2 * np.pi * (y * np.cos(turn) - x * np.sin(turn)) / period)
        grey = np.where(grey / 255 + .55 * dots > .5, draw.uniform(170, 255), draw.uniform(0, 70)) * .6 + grey * .4
    frame = int(draw.uniform(.02, .16) * size)
    paper = draw.uniform(120, 250)
    inside = (x > frame) & (x < size - frame) & (y > frame) & (y < size - frame)
    grey = np.where(inside, grey, paper)
    grey = np.ascontiguousarray(grey.clip(0, 255).astype(np.uint8))
    for _ in range(draw.integers(1, 5)):  # lettering
        left, top = int(draw.integers(0, size - 20)), int(draw.choice([draw.integers(0, size // 5), draw.integers(4 * size // 5, size - 6)]))
        cv2.putText(grey, "".join(draw.choice(list("ABEHKMRST08"), 8)), (left // 2, top + 10), cv2.FONT_HERSHEY_SIMPLEX, draw.uniform(.3, .7), float(draw.choice([10, 240])), int(draw.integers(1, 3)))
    return grey * (1 + .3 * (x * draw.normal(0, 1) + y * draw.normal(0, 1)) / size).clip(.6, 1.4)


@lru_cache(maxsize=1)
def shared(path):
    """The shells of a process, with the model of heads."""
    cv2.setNumThreads(1)
    return Shells(dict(np.load(path)))


def other(same, seed, draw):
    """(Same, seed) of a twin: another skin, perhaps the other sex, and in half of them another head."""
    skin = int((same.skin - 1 + draw.integers(1, 10)) % 10) + 1
    sex = str(draw.choice(["female", "male"]))
    male = sex == "male"
    return replace(same, skin=skin, sex=sex, beard=male and (same.beard or draw.random() < .2), bald=male and same.bald), seed + APART * int(draw.integers(2))


def pair(shells, seed, draw, hiding, kind, simple_share):
    """Two people of whom all is alike but what is theirs, each with what the face is like at rest; drawn simply or not, both alike."""
    same, simple = Same.drawn(draw), draw.random() < simple_share
    state, busts = draw.bit_generator.state, []
    for who, of in ((same, seed), other(same, seed, np.random.default_rng([seed, 2]))):
        draw.bit_generator.state = state  # the same hair, clothes, glasses
        own = np.random.default_rng([seed, 3 + len(busts)])
        bust = Bust(shells.ict, shells, of, draw, hiding, plain=kind == "doll", same=who, brows=None if simple else brows(own))
        bust.creases, bust.features, bust.rest = Creases(bust.head, own), None if simple else Features(bust, own), rest(own)
        busts.append(bust)
    return busts


def people(work):
    """All pictures of some identities: crops, their twins, labels, intensities, kinds, and of both who they are, Monk's step and whether drawn as a man."""
    path, seeds, each, simple_share = work
    shells, rows = shared(path), []
    for seed in seeds:
        draw = np.random.default_rng([seed, 1])
        hiding = str(draw.choice(HIDING)) if draw.random() < .09 else None
        kind = hiding or str(draw.choice(["face", "poster", "doll", "night"], p=[.93, .025, .025, .02]))
        try:
            busts = pair(shells, seed, draw, hiding, kind, simple_share)
        except ValueError:  # a head on which the thing worn does not fit
            continue
        for _ in range(each):
            look, place, crops_ = *draw.integers(1 << 62, size=2), []
            for bust in busts:  # the same look, pose, light, camera
                weights, label, intensities = drawn(np.random.default_rng(look), bust.rest)
                crops_.append(picture(bust, weights, np.random.default_rng(place), kind))
            rows.append((*crops_, label, intensities, KINDS.index(kind), [(bust.skin, bust.head.maleness > 0) for bust in busts]))
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("heads")
    arguments.add_argument("out")
    arguments.add_argument("--people", type=int, default=3000)
    arguments.add_argument("--each", type=int, default=3)
    arguments.add_argument("--first", type=int, default=FIRST)
    arguments.add_argument("--simple-share", type=float, default=SIMPLE, help=f"of people, who are drawn simply; {SIMPLE:.2f} unless told")
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    seeds = np.arange(options.first, options.first + options.people)
    began, rows = time.time(), []
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for part in pool.imap(people, [(options.heads, s, options.each, options.simple_share) for s in np.array_split(seeds, max(options.processes, options.people // 100))]):
            rows += part
            print(f"{2 * len(rows)} pictures, {time.time() - began:.0f} s", flush=True)
    crops_, twins, labels, intensities, kinds, who = zip(*rows)
    np.savez_compressed(options.out, crops=np.stack(crops_), twins=np.stack(twins), labels=np.float32(labels), intensities=np.float32(intensities), kinds=np.uint8(kinds), skins=np.uint8(who)[..., 0], men=np.uint8(who)[..., 1],
                        kind_names=np.array(KINDS), intensity_names=np.array(NAMES))


if __name__ == "__main__":
    main()
