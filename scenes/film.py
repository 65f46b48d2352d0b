"""Run by Blender: draws each clip's background and, per person, sprites with transparency; compose.py puts them together.

    blender -b -P scenes/film.py -- PLAN.json

The plan is written by __main__.py: heads, bodies, and for each clip the clip itself, its folder and its background's path.
A standing body is drawn once and then only its head; whoever walks or moves a hand is drawn whole. Pictures that exist are kept.
"""
import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import numpy as np  # noqa: E402

from cast import person_of, pose_of  # noqa: E402
from light import light_of  # noqa: E402
from places import build  # noqa: E402
from stage import Actor, Stage  # noqa: E402
from timeline import Player  # noqa: E402

BACKGROUND_SAMPLES, PERSON_SAMPLES = 24, 8
HELD_ABOVE_FPS = 15  # above this rate a head that stands is drawn for every second frame


def within(box, size, margin=3):
    """The box on whole pixels, grown by a margin and cut to the frame; None outside."""
    l, t, r, b = int(box[0]) - margin, int(box[1]) - margin, int(box[2]) + margin + 1, int(box[3]) + margin + 1
    l, t, r, b = max(0, l), max(0, t), min(size[0], r), min(size[1], b)
    return (l, t, r, b) if l < r - 8 and t < b - 8 else None


def stance(player, t):
    """What the body does besides the head: two moments with the same stance share one picture of the body."""
    x, ahead, _, stride = player.spot(t)
    return None if stride is not None else (round(x, 3), round(ahead, 3), *((side, do, round(phase, 2), round(share, 2)) for side, (do, phase, share) in sorted(player.hands(t).items())))


def film_person(stage, clip, person, actor, out, tell):
    player, frames, bodies = Player(person, clip), [], {}
    count, step = round(clip["seconds"] * clip["fps"]), 1 / clip["fps"]
    for i in range(count):
        t = i * step
        now = stance(player, t)
        if clip["fps"] > HELD_ABOVE_FPS and i % 2 and now is not None and frames and frames[-1]["frame"] == i - 1 and frames[-1]["stance"] == now:
            frames.append({**frames[-1], "frame": i})
            continue
        x, ahead, facing, stride = player.spot(t)
        everything, moving, view = actor.pose(pose_of(player, t, stride), x, ahead, facing)
        whole, part = within(everything, clip["size"]), within(moving, clip["size"])
        if whole is None:
            continue
        still = now is not None and part is not None and (now in bodies or stance(player, t + step) == now)
        if still and now not in bodies:
            bodies[now] = {"file": f"{person['id']}-body{len(bodies)}.png", "box": whole}
            shoot(stage, os.path.join(out, bodies[now]["file"]), whole)
        box, name = part if still else whole, f"{person['id']}-{i:04d}.png"
        shoot(stage, os.path.join(out, name), box)
        frames.append({"frame": i, "file": name, "box": box, "body": bodies[now] if still else None, "view": view, "stance": now})
        tell(i + 1, count)
    for frame in frames:
        del frame["stance"]
    return frames


def shoot(stage, path, box=None):
    if not os.path.exists(path):
        stage.picture(path, box)


def film(clip, out, background, cast):
    began, light = time.monotonic(), light_of(clip)
    if not (os.path.exists(background + ".png") and os.path.exists(background + ".depth.png")):
        say(f"{clip['name']}: drawing {clip['place']}, {clip['light']}, {clip['weather']}")
        stage = Stage(clip, light, BACKGROUND_SAMPLES)
        build(stage, clip)
        shoot(stage, background + ".png")
        stage.depth(background + ".depth.png")
        say(f"{clip['name']}: the place took {time.monotonic() - began:.0f} s")
    stage, people, drawn = Stage(clip, light, PERSON_SAMPLES), [], 0
    for person in clip["people"]:
        actor = Actor(stage, cast(person))

        def tell(done, count, number=person["id"]):
            if done % 25 == 0:
                say(f"{clip['name']}: person {number}, frame {done} of {count}")
        people.append({"id": person["id"], "frames": film_person(stage, clip, person, actor, out, tell)})
        drawn += len(people[-1]["frames"])
        actor.leave()
    with open(os.path.join(out, "sprites.json"), "w") as f:
        json.dump(people, f)
    say(f"{clip['name']}: {drawn} pictures of people, {time.monotonic() - began:.0f} s in all")
    print(f"pukar-filmed {clip['name']}", flush=True)


def say(words):
    print(f"pukar: {words}", flush=True)


def main(path):
    with open(path) as f:
        plan = json.load(f)
    ict = {name: value for name, value in np.load(plan["heads"]).items()}
    bodies = {name: value for name, value in np.load(plan["bodies"]).items()}
    for each in plan["clips"]:
        film(each["clip"], each["out"], each["background"], lambda person: person_of(ict, bodies, person))


main(sys.argv[sys.argv.index("--") + 1])
