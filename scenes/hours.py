"""Writes scripts by chance, for hours of film: the Signal for Help, other hand movements, people who are quiet. sketch.py draws them.

People are identities from 2,000 on, which no other set has. What they do is drawn from what scripts know; the same seed gives the same scripts.
"""
import os
from dataclasses import dataclass

import numpy as np
import yaml

from script import COLOURS, HAND_ACTIONS

FIRST = 2000  # identity of the first person
MOST = 9999  # scripts of one seed
GESTURES = [name for name in HAND_ACTIONS if name != "signal-for-help"]
QUIET = ("talk", "talk", "talk", "laugh", "laugh", "shout-anger", "surprise", "disgust", "squint", "yawn", "sing")


@dataclass(frozen=True)
class Kind:
    seconds: int
    people: tuple  # least and most
    ahead: tuple  # metres from the camera, least and most
    lens: float  # millimetres: at 3 m hands are in the picture, at 6 m heads are some 47 pixels wide
    tilt: float  # degrees


KINDS = {"sign": Kind(10, (1, 2), (3, 6), 7, 13), "other": Kind(60, (1, 2), (3, 6), 7, 13), "quiet": Kind(300, (1, 2), (3.6, 6), 8, 8)}


def look(draw, number):
    sex = str(draw.choice(["female", "female", "male"]))
    wears = [str(draw.choice(["dupatta", "hijab"]))] if sex == "female" and draw.random() < .4 else ["turban"] if sex == "male" and draw.random() < .2 else []
    if draw.random() < .15:
        wears.append("glasses")
    if sex == "male" and draw.random() < .25:
        wears.append("beard")
    colour = lambda: str(draw.choice(COLOURS))  # noqa: E731
    return {"id": number + 1, "identity": int(FIRST + draw.integers(8000)), "skin": int(draw.integers(1, 11)), "sex": sex, "age": int(draw.integers(17, 70)),
            "hair": str(draw.choice(["long", "tied", "short"] if sex == "female" else ["short", "short", "bald"])), "wears": wears,
            "clothes": {"kind": str(draw.choice(["kurta", "saree", "shirt"] if sex == "female" else ["shirt", "jacket", "kurta"])), "colour": colour(), "second": colour(),
                        "pattern": str(draw.choice(["plain", "plain", "stripes", "checks"]))}, "height": round(float(draw.uniform(1.5, 1.8)), 2)}


def acts(draw, names, seconds, least, most, pause):
    """(name, from, until) one after the other, with pauses."""
    t, found = float(draw.uniform(.5, 2)), []
    while True:
        until = t + float(draw.uniform(least, most))
        if until > seconds - .5:
            return found
        found.append((str(draw.choice(names)), round(t, 2), round(until, 2)))
        t = until + float(draw.uniform(*pause))


def person(draw, kind, name, number, places):
    x, ahead = places[number]
    one = look(draw, number) | {"start": [round(x, 2), round(ahead, 2)], "facing": round(float(draw.normal(0, 8)), 1), "gaze": [round(float(draw.normal(0, 5)), 1), round(float(draw.normal(-5, 3)), 1)],
                                "sway": round(float(draw.uniform(.4, 1.2)), 2)}
    shown = acts(draw, QUIET if name == "quiet" else ("talk", "laugh", "talk"), kind.seconds, 3, 14, (1, 12))
    one["expressions"] = [e for show, t, until in shown for e in ({"from": t, "show": show, "intensity": round(float(draw.uniform(.5, 1)), 2)}, {"from": until, "show": "neutral"})]
    if name == "sign" and number == 0:
        start = round(float(draw.uniform(1.5, 4)), 2)
        one["hands"] = [{"from": start, "until": round(start + float(draw.uniform(4, 5)), 2), "hand": str(draw.choice(["left", "right"])), "do": "signal-for-help"}]
    elif name == "other":
        one["hands"] = [{"from": t, "until": until, "hand": str(draw.choice(["left", "right"])), "do": do} for do, t, until in acts(draw, GESTURES, kind.seconds, 1.6, 7, (.7, 3))]
    return one


def script(name, seed):
    kind, draw = KINDS[name], np.random.default_rng([seed, sorted(KINDS).index(name)])
    count = int(draw.integers(kind.people[0], kind.people[1] + 1))
    sides = (np.arange(count) - (count - 1) / 2) * .8 + draw.normal(0, .05, count)
    places = [(float(s), float(draw.uniform(*kind.ahead))) for s in draw.permutation(sides)]
    return {"shows": {"sign": "the Signal for Help, once", "other": "hand movements that are no sign", "quiet": "nobody in distress"}[name], "place": "lane", "light": str(draw.choice(["day", "day", "late", "night"])),
            "camera": {"height": 2.3, "lens": kind.lens, "tilt": kind.tilt}, "seconds": kind.seconds, "fps": 10 if name == "sign" else 5, "seed": int(seed), "kilobits": 700,
            "people": [person(draw, kind, name, i, places) for i in range(count)]}


def write(name, count, seed, out):
    for i in range(count):
        with open(os.path.join(out, f"{name}-{seed}-{i:03d}.yaml"), "w", encoding="utf-8") as file:
            yaml.safe_dump(script(name, seed * (MOST + 1) + i), file, sort_keys=False)
    return count
