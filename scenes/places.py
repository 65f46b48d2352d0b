"""The places behind the people, made of boxes: one picture per clip. Metres; x right, y ahead of the camera, z up."""
import math

import bpy
import numpy as np

from heads import linear
from stage import surface


def weathered(name, rgb, grain=3.0, depth=.25, bricks=None):
    """A matt surface whose colour wanders with noise; `bricks` is the length of one in metres."""
    m = surface(name, .9, rgb, specular=.15)
    nodes, links = m.node_tree.nodes, m.node_tree.links
    shader = nodes["Principled BSDF"]
    where, noise, ramp = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeMapRange")
    noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = grain, 8
    links.new(where.outputs["Object"], noise.inputs["Vector"])
    links.new(noise.outputs["Fac"], ramp.inputs["Value"])
    ramp.inputs["From Min"].default_value, ramp.inputs["From Max"].default_value = .3, .7
    ramp.inputs["To Min"].default_value, ramp.inputs["To Max"].default_value = 1 - depth, 1 + depth * .5
    tint = nodes.new("ShaderNodeMixRGB")
    tint.blend_type, tint.inputs["Fac"].default_value = "MULTIPLY", 1
    tint.inputs["Color1"].default_value = (*linear(rgb), 1)
    if bricks:
        wall, turn = nodes.new("ShaderNodeTexBrick"), nodes.new("ShaderNodeMapping")
        turn.inputs["Rotation"].default_value = (math.pi / 2, 0, 0)
        links.new(where.outputs["Object"], turn.inputs["Vector"])
        links.new(turn.outputs["Vector"], wall.inputs["Vector"])
        wall.inputs["Scale"].default_value, wall.inputs["Brick Width"].default_value = 1, bricks
        wall.inputs["Row Height"].default_value, wall.inputs["Mortar Size"].default_value = bricks / 3, bricks / 30
        wall.inputs["Color1"].default_value, wall.inputs["Color2"].default_value = (*linear(rgb), 1), (*(linear(rgb) * .75), 1)
        wall.inputs["Mortar"].default_value = (*linear((150, 142, 130)), 1)
        links.new(wall.outputs["Color"], tint.inputs["Color1"])
    links.new(ramp.outputs["Result"], tint.inputs["Color2"])
    links.new(tint.outputs["Color"], shader.inputs["Base Color"])
    return m


class Place:
    def __init__(self, stage):
        self.link = stage.scene.collection.objects.link

    def add(self, mesh, material, turn=(0, 0, 0), at=(0, 0, 0)):
        mesh.materials.append(material)
        thing = bpy.data.objects.new("thing", mesh)
        thing.location, thing.rotation_euler = at, turn
        self.link(thing)

    def box(self, material, x, y, z, turn=(0, 0, 0)):
        """From (low, high) pairs; turned about its middle."""
        low, high = np.array([x, y, z], float).T
        middle, half = (low + high) / 2, (high - low) / 2
        corners = [tuple(half * (a, b, c)) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
        mesh = bpy.data.meshes.new("box")
        mesh.from_pydata(corners, [], [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])
        self.add(mesh, material, turn, middle)

    def ball(self, material, at, radius):
        bpy.ops.mesh.primitive_uv_sphere_add(segments=14, ring_count=9, radius=radius, location=at)
        ball = bpy.context.object
        ball.data.materials.append(material)
        ball.data.polygons.foreach_set("use_smooth", [True] * len(ball.data.polygons))

    def words(self, text, material, at, size):
        curve = bpy.data.curves.new("words", "FONT")
        curve.body, curve.size, curve.align_x, curve.extrude = text, size, "CENTER", .004
        curve.materials.append(material)
        thing = bpy.data.objects.new("words", curve)
        thing.location, thing.rotation_euler = at, (math.pi / 2, 0, 0)
        self.link(thing)

    def ground(self, kerb_at, road=(92, 90, 88), pavement=(158, 148, 134)):
        self.box(weathered("road", road, 6, .2), (-60, 60), (-5, 120), (-1, 0))
        slab = weathered("pavement", pavement, 5, .2)
        joint = weathered("joint", tuple(.6 * c for c in pavement))
        self.box(joint, (-60, 60), (kerb_at + .1, 30), (0, .10))
        for i in range(-9, 10):
            for j in range(5):
                self.box(slab, (i * .6 + .01, i * .6 + .59), (kerb_at + .16 + j * .6, kerb_at + .74 + j * .6), (.05, .115))
        for i in range(-9, 10):
            self.box(weathered("kerb", (214, 206, 190) if i % 2 else (60, 58, 56), 8, .25), (i * .9, i * .9 + .89), (kerb_at, kerb_at + .15), (0, .13))

    def shutter(self, x, y, z, rgb):
        steel = weathered("shutter", rgb, 2.5, .3)
        self.box(steel, x, (y, y + .05), z)
        for k in np.arange(z[0], z[1], .075):
            self.box(steel, x, (y - .025, y + .02), (k, k + .045), (.5, 0, 0))

    def awning(self, x, y, z, stripes):
        """Sloping striped cloth from the wall at y[1] out to y[0], with a hanging edge."""
        cloths = [weathered("awning", rgb, 5, .15) for rgb in stripes]
        slope = math.atan2(.35, y[1] - y[0])
        for i, k in enumerate(np.arange(x[0], x[1], .22)):
            self.box(cloths[i % 2], (k, k + .22), y, (z + .17, z + .185), (slope, 0, 0))
            self.box(cloths[i % 2], (k, k + .22), (y[0], y[0] + .015), (z - .16, z + .02))

    def pole(self, material, x, y, height, width=.05):
        self.box(material, (x - width / 2, x + width / 2), (y - width / 2, y + width / 2), (0, height))


def lane(place, x, y, rgb):
    """A lane leading away between x[0] and x[1]: house sides with doors, hanging cloth, a far end."""
    left, right = weathered("left", rgb, 1.5, .3), weathered("right", (176, 160, 138), 1.5, .3)
    place.box(left, (x[0] - 3, x[0]), (y + .3, 60), (0, 7))
    place.box(right, (x[1], x[1] + 3), (y + .3, 60), (0, 7))
    dark = weathered("door", (74, 62, 50), 4, .3)
    for k in range(6):
        place.box(dark, (x[0] - .02, x[0] + .03), (y + 2 + 4 * k, y + 3 + 4 * k), (0, 2))
        place.box(weathered("door", (60, 84, 88), 4, .3), (x[1] - .03, x[1] + .02), (y + 3 + 4 * k, y + 4 + 4 * k), (0, 2))
        place.box(weathered("step", (140, 132, 120), 4, .2), (x[0], x[0] + .35), (y + 1.9 + 4 * k, y + 3.1 + 4 * k), (0, .2))


def bus_stop(stage):
    p = Place(stage)
    p.ground(8.7)
    p.box(weathered("wall", (186, 158, 118), 1.6, .3), (-9, 1.45), (11.7, 12), (0, 6))
    p.box(weathered("plinth", (112, 96, 82), 3, .3, bricks=.3), (-9, 1.45), (11.66, 11.8), (0, .55))
    lane(p, (1.45, 3.3), 11.7, (170, 176, 168))
    p.shutter((-2.7, -1.25), 11.6, (.1, 2.1), (96, 124, 128))
    p.awning((-2.95, -.95), (10.7, 11.7), 2.12, ((176, 70, 52), (222, 208, 178)))
    steel, seat = weathered("steel", (70, 84, 96), 6, .2), weathered("seat", (120, 84, 56), 6, .25)
    for x in (-.75, 1.05):
        p.pole(steel, x, 10.35, 2.6, .07)
        p.pole(steel, x, 11.3, 2.6, .07)
    p.box(weathered("roof", (64, 88, 110), 5, .2), (-.95, 1.25), (10.1, 11.5), (2.5, 2.58))
    for k in range(3):
        p.box(seat, (-.7, 1.0), (10.86 + k * .14, 10.97 + k * .14), (.52, .56))
    p.box(seat, (-.7, 1.0), (11.28, 11.31), (.72, .86))
    for x in (-.5, .8):
        p.box(steel, (x, x + .05), (10.9, 11.25), (.1, .52))
    for x, rgb, size in ((-.62, (206, 196, 170), .5), (-.02, (164, 82, 62), .42), (.5, (90, 128, 120), .5)):
        p.box(weathered("poster", rgb, 7, .35), (x, x + size), (11.64, 11.69), (1.05, 1.05 + size * 1.35))
    blue, white = weathered("blue", (38, 78, 138), 6, .1), weathered("white", (226, 224, 214), 6, .1)
    p.pole(steel, 1.75, 10.0, 2.3, .06)
    p.box(blue, (1.5, 2.0), (9.95, 9.98), (1.55, 2.05))
    p.words("BUS", white, (1.75, 9.94, 1.84), .17)
    p.words("STOP", white, (1.75, 9.94, 1.64), .17)
    p.box(weathered("bin", (66, 98, 74), 5, .25), (-1.2, -.85), (11.0, 11.35), (.1, .75))


def stall(p, x, y, goods, stripes, seed):
    """A table with crates of fruit under an awning."""
    draw = np.random.default_rng(seed)
    wood, crate = weathered("wood", (112, 82, 56), 5, .3), weathered("crate", (150, 116, 78), 5, .3)
    p.box(wood, x, (y, y + .9), (.62, .68))
    p.box(weathered("cloth", stripes[0], 3, .2), x, (y - .01, y + .01), (.12, .64))
    p.awning((x[0] - .1, x[1] + .1), (y - .1, y + 1.5), 2.1, stripes)
    for corner in x:
        p.pole(wood, corner, y + .02, 2.02, .05)
    width = (x[1] - x[0]) / len(goods)
    for i, rgb in enumerate(goods):
        left = x[0] + i * width + .03
        p.box(crate, (left, left + width - .06), (y + .05, y + .85), (.68, .8), (math.radians(9), 0, 0))
        fruit = weathered("fruit", rgb, 9, .3)
        for _ in range(46):
            ahead = draw.uniform(.08, .8)
            p.ball(fruit, (left + draw.uniform(.05, width - .1), y + ahead, .78 + (ahead - .4) * .16 + draw.uniform(0, .07)), .045)


def market(stage):
    p = Place(stage)
    p.ground(8.9, pavement=(148, 134, 116))
    p.box(weathered("wall", (168, 128, 104), 1.4, .35), (-9, -.35), (11.8, 12.1), (0, 6))
    p.box(weathered("wall", (150, 150, 128), 1.4, .35), (.95, 9), (11.8, 12.1), (0, 6))
    lane(p, (-.35, .95), 11.8, (164, 140, 120))
    inside, shelf = weathered("inside", (58, 48, 42), 3, .3), weathered("shelf", (124, 96, 66), 4, .3)
    draw = np.random.default_rng(3)
    for x in (-2.5, 1.3):
        p.box(inside, (x, x + 1.5), (11.76, 11.81), (.1, 2.1))
        for z in (.85, 1.25, 1.65):
            p.box(shelf, (x, x + 1.5), (11.6, 11.76), (z, z + .03))
            for k in np.arange(x + .05, x + 1.4, .14):
                jar = weathered("jar", tuple(int(c) for c in (draw.uniform(80, 170) + 22 * draw.normal(size=3)).clip(40, 200)), 5, .2)
                p.box(jar, (k, k + .1), (11.62, 11.72), (z + .03, z + .03 + draw.uniform(.12, .24)))
    stall(p, (-2.75, -.75), 9.9, ((196, 116, 44), (158, 40, 36), (104, 130, 56), (206, 172, 66)), ((64, 104, 96), (216, 204, 176)), 1)
    stall(p, (1.15, 2.95), 9.9, ((112, 60, 92), (120, 146, 66), (204, 130, 54)), ((178, 92, 44), (220, 206, 172)), 2)
    for i, rgb in enumerate(((170, 60, 70), (206, 160, 70), (70, 110, 120), (150, 90, 130))):
        p.box(weathered("hung cloth", rgb, 3, .2), (-.3 + i * .31, -.04 + i * .31), (13 + .5 * i, 13.02 + .5 * i), (1.15, 2.2))
    sack = weathered("sack", (164, 140, 104), 6, .3)
    for at in ((-.55, 10.6), (-.4, 11.0), (1.0, 11.2)):
        p.ball(sack, (*at, .28), .24)
    p.box(weathered("board", (44, 70, 96), 5, .15), (1.3, 2.8), (11.7, 11.75), (2.1, 2.4))
    p.box(weathered("sign", (196, 178, 140), 5, .2), (-2.2, -1.2), (9.78, 9.8), (.28, .5))
    p.words("FRESH FRUIT", weathered("ink", (120, 36, 30)), (-1.7, 9.77, .34), .13)


def crossing(stage):
    p = Place(stage)
    p.box(weathered("road", (88, 87, 86), 5, .25), (-60, 60), (-5, 200), (-1, 0))
    paint = weathered("paint", (204, 202, 194), 7, .3)
    for k in range(-6, 7):
        p.box(paint, (k * .9, k * .9 + .48), (12.2, 14.6), (0, .004))
    for k in range(10):
        p.box(paint, (-.06, .06), (17 + 5 * k, 19.5 + 5 * k), (0, .004))
    slab = weathered("pavement", (160, 150, 136), 4, .25)
    for side in (-1, 1):
        low, high = sorted((side * 3.1, side * 6))
        p.box(slab, (low, high), (15.5, 80), (0, .16))
        for k in range(30):
            p.box(weathered("kerb", (212, 206, 192) if k % 2 else (62, 60, 58), 7, .2), sorted((side * 3.0, side * 3.15)), (15.5 + k, 16.5 + k), (0, .19))
    fronts = ((176, 150, 118), (150, 158, 150), (182, 128, 104), (128, 134, 146), (190, 176, 150), (150, 120, 104))
    for i, rgb in enumerate(fronts):
        for side in (-1, 1):
            tone = fronts[(i + (side > 0) * 2) % len(fronts)]
            start = 17.5 + 7 * i
            p.box(weathered("front", tone, 1.2, .3), sorted((side * 4.6, side * 9)), (start, start + 6.8), (0, 7))
            dark = weathered("shop", (56, 52, 48), 3, .3)
            p.box(dark, sorted((side * 4.55, side * 4.7)), (start + 1, start + 3), (.16, 2.2))
            p.box(weathered("door", (70, 92, 96), 3, .3), sorted((side * 4.55, side * 4.7)), (start + 4, start + 5.6), (.16, 2.3))
            p.box(weathered("board", fronts[(i + 3) % 6], 5, .2), sorted((side * 3.9, side * 4.6)), (start + .8, start + 5.8), (2.45, 2.6))
    p.box(weathered("end", (170, 164, 150), .8, .3), (-20, 20), (70, 71), (0, 9))
    bark, leaves = weathered("bark", (84, 66, 52), 5, .3), weathered("leaves", (62, 86, 48), 3, .5)
    draw = np.random.default_rng(5)
    for x, y in ((-3.7, 20), (3.8, 26), (-3.8, 33)):
        p.pole(bark, x, y, 2.6, .22)
        for _ in range(30):
            p.ball(leaves, (x + draw.normal(0, .6), y + draw.normal(0, .6), 2.6 + draw.normal(0, .45)), .35)
    green, yellow, glass, tyre = (weathered("rickshaw", rgb, 4, .15) for rgb in ((40, 96, 64), (206, 168, 52), (40, 46, 50), (34, 33, 33)))
    for x, y in ((2.2, 17.2), (-2.3, 24)):
        p.box(green, (x - .62, x + .62), (y, y + 2.2), (.3, .95))
        p.box(glass, (x - .55, x + .55), (y + .25, y + 2.1), (.95, 1.5))
        p.box(yellow, (x - .64, x + .64), (y + .1, y + 2.2), (1.48, 1.66))
        for side in (-.6, .56):
            p.box(yellow, (x + side, x + side + .05), (y + .22, y + .3), (.95, 1.5))
            p.box(tyre, (x + side - .03, x + side + .1), (y + 1.5, y + 1.95), (0, .42))
        p.box(tyre, (x - .07, x + .07), (y - .12, y + .3), (0, .42))
        p.ball(paint, (x, y - .02, .72), .1)


PLACES = {"bus-stop": bus_stop, "market": market, "crossing-1080p25": crossing}
