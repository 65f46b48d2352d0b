"""Draws the sheets of docs/scenes/people.md: people, skins, expressions, hands.

    blender -b -P scenes/contact_sheets.py -- --heads HEADS.npz --bodies BODIES.npz --out docs/pictures [--only skins]
"""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bpy  # noqa: E402
import numpy as np  # noqa: E402

from expressions import EXPRESSIONS  # noqa: E402
from people import Person, Pose  # noqa: E402
from light import LIGHTS  # noqa: E402
from script import SENSOR_MILLIMETRES  # noqa: E402
from stage import Actor, Stage, surface  # noqa: E402

GROUND = (118, 116, 112)
WHOLE, HEAD = (170, 330), (150, 168)  # pixels of a cell
LIMIT = 250_000  # bytes of a sheet

KURTA, SHIRT = dict(kind="kurta", colour="teal", second="cream"), dict(kind="shirt", colour="sky", pattern="checks", second="navy")
PEOPLE = [
    [(dict(identity=3, sex="female", skin=6, hair="long", age=24, clothes=KURTA), Pose()),
     (dict(identity=4, sex="male", skin=7, wears=["beard", "glasses"], clothes=SHIRT), Pose(stride=1.2)),
     (dict(identity=15, sex="female", skin=5, hair="tied", age=44, clothes=dict(kind="saree", colour="plum", second="mustard")), Pose(hands={"left": ("bag", 0)})),
     (dict(identity=6, sex="male", skin=8, age=62, wears=["turban", "beard"], cover="orange", clothes=dict(kind="kurta", colour="white", second="grey")), Pose()),
     (dict(identity=7, sex="female", skin=4, hair="long", wears=["hijab"], cover="rust", clothes=dict(kind="kurta", colour="navy", second="khaki")), Pose(hands={"right": ("wave", .6)})),
     (dict(identity=8, sex="male", skin=6, wears=["dust-mask"], posture="phone", clothes=dict(kind="jacket", colour="brown", second="grey")), Pose()),
     (dict(identity=12, sex="neither", skin=3, hair="short", **{"hair-colour": "brown"}, clothes=dict(kind="shirt", colour="maroon")), Pose())],
    [(dict(identity=9, sex="female", skin=7, hair="long", wears=["dupatta"], cover="mustard", posture="crossed", clothes=dict(kind="kurta", colour="red", second="mustard", pattern="stripes")), Pose()),
     (dict(identity=10, sex="male", skin=5, wears=["helmet"], posture="scooter", clothes=dict(kind="shirt", colour="olive", second="navy")), Pose()),
     (dict(identity=11, sex="male", skin=9, hair="bald", age=70, clothes=dict(kind="shirt", colour="white", pattern="stripes", second="blue")), Pose(stride=4.2)),
     (dict(identity=13, sex="female", skin=8, hair="tied", age=68, wears=["glasses"], clothes=dict(kind="saree", colour="white", second="green")), Pose()),
     (dict(identity=14, sex="female", skin=10, hair="short", clothes=dict(kind="jacket", colour="denim", second="white")), Pose(hands={"right": ("scratch", 0)})),
     (dict(identity=2, sex="male", skin=2, **{"hair-colour": "brown"}, clothes=dict(kind="shirt", colour="green", pattern="checks", second="cream")), Pose(stride=2.6)),
     (dict(identity=16, sex="female", skin=6, hair="long", wears=["dupatta"], cover="pink", clothes=dict(kind="kurta", colour="purple", second="pink")), Pose(hands={"right": ("signal-for-help", 1)}))]]
SAME = dict(identity=3, sex="female", hair="long", age=26, clothes=KURTA)
SKINS = [[(dict(SAME, skin=s), Pose()) for s in range(first, first + 5)] for first in (1, 6)]
FACES = [dict(SAME, skin=6), dict(identity=4, sex="male", skin=8, height=1.57, clothes=SHIRT)]
SHOWN = [[(look, Pose(expression=EXPRESSIONS[name])) for name in names] for names in (list(EXPRESSIONS)[:6], list(EXPRESSIONS)[6:]) for look in FACES]
SIGN = [0, .5, 1, 1.5, 2, 2.5, 3]
HANDS = [[(dict(SAME, skin=6), Pose(hands={"right": ("signal-for-help", p)})) for p in SIGN],
         [(dict(SAME, skin=6), Pose(hands={"right": ("wave", -1.2)})), (dict(SAME, skin=6), Pose(hands={"right": ("wave", 1.2)})),
          (dict(SAME, skin=6), Pose(hands={"right": ("scratch", 0)})), (dict(SAME, skin=6), Pose(hands={"left": ("scratch", 2)})),
          (dict(SAME, skin=6), Pose(hands={"right": ("phone", 0)})), (dict(SAME, skin=6), Pose(hands={"left": ("bag", 0)})), (dict(SAME, skin=6), Pose())]]


def draw(name, rows, cell, focal, height, ict, packed, out, samples=24):
    """One picture: each person of `rows` stands alone before the camera, `height` metres high, and is cut to a cell."""
    view = {"place": "lane", "size": cell, "camera": {"height": height, "lens": focal / cell[0] * SENSOR_MILLIMETRES, "tilt": 0}}
    stage = Stage(view, LIGHTS["day"], samples)
    bpy.ops.mesh.primitive_plane_add(size=40)
    bpy.context.object.data.materials.append(surface("ground", .9, (128, 124, 118)))
    made, sheet = {}, np.zeros((cell[1] * len(rows), cell[0] * max(map(len, rows)), 3), np.float32)
    with tempfile.TemporaryDirectory() as folder:
        for r, row in enumerate(rows):
            for c, (look, pose) in enumerate(row):
                if str(look) not in made:
                    made[str(look)] = Person(ict, packed, look)
                person = made[str(look)]
                actor = Actor(stage, person)
                actor.pose(pose, 0, 6, -8 if look.get("posture") != "scooter" else -30)
                path = os.path.join(folder, "cell.png")
                stage.picture(path)
                actor.leave()
                sheet[r * cell[1]:(r + 1) * cell[1], c * cell[0]:(c + 1) * cell[0]] = over_ground(path)
    path = os.path.join(out, f"scenes-{name}.jpg")
    for coarse in range(2, 20):  # ffmpeg's JPEG quantiser: the finest that fits
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{sheet.shape[1]}x{sheet.shape[0]}", "-i", "-",
                        "-pix_fmt", "yuvj444p", "-q:v", str(coarse), path], input=sheet.clip(0, 255).astype(np.uint8).tobytes(), check=True)
        if os.path.getsize(path) <= LIMIT:
            break
    print(f"{path}: {os.path.getsize(path)} bytes, {sheet.shape[1]}x{sheet.shape[0]}", flush=True)


def over_ground(path):
    """A PNG with transparency, laid over GROUND: rows from the top, RGB in [0, 255]."""
    image = bpy.data.images.load(path)
    image.colorspace_settings.name = "Non-Color"
    pixels = np.empty(image.size[0] * image.size[1] * 4, np.float32)
    image.pixels.foreach_get(pixels)
    pixels = pixels.reshape(image.size[1], image.size[0], 4)[::-1]
    bpy.data.images.remove(image)
    return pixels[..., :3] * pixels[..., 3:] * 255 + (1 - pixels[..., 3:]) * GROUND


SHEETS = {  # rows, cell, focal length in pixels at 6 m, camera height
    "people": (PEOPLE, WHOLE, 1000, .9), "skins": (SKINS, HEAD, 3300, 1.43),
    "expressions": (SHOWN, HEAD, 3000, 1.46), "hands": (HANDS, (200, 262), 1330, 1.13)}


def main(given):
    ict, packed = ({k: v for k, v in np.load(path).items()} for path in (given.heads, given.bodies))
    os.makedirs(given.out, exist_ok=True)
    for name, (rows, cell, focal, height) in SHEETS.items():
        if given.only in (None, name):
            draw(name, rows, cell, focal, height, ict, packed, given.out, given.samples)


words = argparse.ArgumentParser()
words.add_argument("--heads", required=True)
words.add_argument("--bodies", required=True)
words.add_argument("--out", required=True)
words.add_argument("--only", choices=list(SHEETS))
words.add_argument("--samples", type=int, default=24)
main(words.parse_args(sys.argv[sys.argv.index("--") + 1:]))
