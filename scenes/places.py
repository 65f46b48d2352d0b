"""The empty places behind the people, made of scenery.py: one picture for each camera and light. Metres; x right, y ahead of the camera, z up.

How to add a place: a function here, its name in PLACES here and in script.py, its lamps in light.py (docs/scenes/places.md).
"""
import math

import numpy as np

from scenery import Place, weathered


def build(stage, clip):
    """Puts up the place of a clip with what the clip adds to it."""
    p = Place(stage)
    PLACES[clip["place"]](p)
    for each in clip["occluders"]:
        p.occluder(each["what"], *each["at"])
    if stage.light.headlights:
        p.car(-.6, 21.1)


def alley(p, x, y, rgb):
    """A lane leading away between x[0] and x[1]: house sides with doors, a far end."""
    left, right = weathered("left", rgb, 1.5, .3), weathered("right", (176, 160, 138), 1.5, .3)
    p.box(left, (x[0] - 3, x[0]), (y + .3, 60), (0, 7))
    p.box(right, (x[1], x[1] + 3), (y + .3, 60), (0, 7))
    dark = weathered("door", (74, 62, 50), 4, .3)
    for k in range(6):
        p.box(dark, (x[0] - .02, x[0] + .03), (y + 2 + 4 * k, y + 3 + 4 * k), (0, 2))
        p.box(weathered("door", (60, 84, 88), 4, .3), (x[1] - .03, x[1] + .02), (y + 3 + 4 * k, y + 4 + 4 * k), (0, 2))
        p.box(weathered("step", (140, 132, 120), 4, .2), (x[0], x[0] + .35), (y + 1.9 + 4 * k, y + 3.1 + 4 * k), (0, .2))
    p.wires((x[0], y + 3, 4), (x[1], y + 4, 4.2), 3, 4)


def bus_stop(p):
    p.ground(8.7)
    p.box(weathered("wall", (186, 158, 118), 1.6, .35), (-12, 1.45), (11.7, 12), (0, 6))
    p.box(weathered("plinth", (112, 96, 82), 3, .3, bricks=.3), (-12, 1.45), (11.66, 11.8), (0, .55))
    p.box(weathered("damp", (128, 112, 92), 2.2, .5), (-12, 1.45), (11.68, 11.8), (.55, .8))
    p.box(weathered("far wall", (150, 166, 158), 1.6, .35), (3.3, 12), (11.7, 12), (0, 6))
    alley(p, (1.45, 3.3), 11.7, (170, 176, 168))
    p.shutter((-2.7, -1.25), 11.6, (.1, 2.1), (70, 108, 124))
    p.board((-2.8, -1.15), 11.6, (2.52, 2.88), (150, 44, 40), (240, 226, 180), "ANJALI TAILORS", lit=True)
    p.awning((-2.95, -.95), (11.1, 11.7), 2.05, ((176, 70, 52), (222, 208, 178)))
    p.shutter((-5.4, -3.4), 11.6, (.1, 2.3), (130, 120, 84))
    p.board((-5.5, -3.3), 11.6, (2.4, 2.8), (38, 84, 60), (236, 220, 120), "NADIPUR SWEETS", lit=True)
    steel, seat = weathered("steel", (70, 84, 96), 6, .2), weathered("seat", (120, 84, 56), 6, .25)
    for x in (-.75, 1.05):
        p.pole(steel, x, 10.8, 2.6, .07)
        p.pole(steel, x, 11.3, 2.6, .07)
    p.box(weathered("roof", (64, 88, 110), 5, .2), (-.95, 1.25), (10.75, 11.5), (2.5, 2.58))
    p.board((-.9, 1.2), 10.74, (2.42, 2.66), (28, 72, 128), (236, 234, 220), "CLOCK TOWER")
    for k in range(3):
        p.box(seat, (-.7, 1.0), (10.86 + k * .14, 10.97 + k * .14), (.52, .56))
    p.box(seat, (-.7, 1.0), (11.28, 11.31), (.72, .86))
    for x in (-.5, .8):
        p.box(steel, (x, x + .05), (10.9, 11.25), (.1, .52))
    for i, (x, rgb, size, words) in enumerate(((-.66, (206, 190, 150), .5, "CIRCUS"), (-.08, (164, 62, 52), .4, "SALE"), (.42, (70, 128, 130), .5, "YOGA"),
                                               (.98, (210, 170, 70), .36, "TO LET"), (-3.2, (190, 120, 70), .42, "MELA"))):
        p.poster(x, 11.66, 1.05 + .08 * (i % 3), (size, size * 1.35), rgb, words, i)
    blue, white = weathered("blue", (38, 78, 138), 6, .1), weathered("white", (226, 224, 214), 6, .1)
    p.pole(steel, 1.75, 10.0, 2.3, .06)
    p.box(blue, (1.5, 2.0), (9.95, 9.98), (1.55, 2.05))
    p.words("BUS", white, (1.75, 9.94, 1.84), .17)
    p.words("STOP", white, (1.75, 9.94, 1.64), .17)
    p.box(weathered("bin", (66, 98, 74), 5, .25), (-1.2, -.85), (11.0, 11.35), (.1, .75))
    p.scooter(2.5, 10.9, 118, (46, 70, 118))
    p.scooter(-3.2, 9.6, 25, (140, 44, 42))
    p.tree(-5.2, 10.2, 4.2, 1.4, 2)
    p.street_lamp(2.9, 11.4)
    p.wires((-9, 11, 4.3), (4, 11.3, 4.1), 5, 2)


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


def market(p):
    p.ground(8.9, pavement=(148, 134, 116))
    p.box(weathered("wall", (168, 128, 104), 1.4, .35), (-9, -.35), (11.8, 12.1), (0, 6))
    p.box(weathered("wall", (150, 150, 128), 1.4, .35), (.95, 9), (11.8, 12.1), (0, 6))
    alley(p, (-.35, .95), 11.8, (164, 140, 120))
    inside, shelf = weathered("inside", (58, 48, 42), 3, .3), weathered("shelf", (124, 96, 66), 4, .3)
    draw = np.random.default_rng(3)
    for x in (-2.5, 1.3):
        p.box(inside, (x, x + 1.5), (11.76, 11.81), (.1, 2.1))
        for z in (.85, 1.25, 1.65):
            p.box(shelf, (x, x + 1.5), (11.6, 11.76), (z, z + .03))
            for k in np.arange(x + .05, x + 1.4, .14):
                jar = weathered("jar", tuple(int(c) for c in (draw.uniform(80, 170) + 22 * draw.normal(size=3)).clip(40, 200)), 5, .2)
                p.box(jar, (k, k + .1), (11.62, 11.72), (z + .03, z + .03 + draw.uniform(.12, .24)))
    p.board((-2.6, -.9), 11.7, (2.62, 3.0), (196, 150, 40), (110, 26, 30), "NAYA KIRANA", lit=True)
    p.board((1.2, 2.9), 11.7, (2.62, 3.0), (40, 66, 120), (240, 236, 220), "ROOP BANGLES", lit=True)
    stall(p, (-2.75, -.75), 9.9, ((196, 116, 44), (158, 40, 36), (104, 130, 56), (206, 172, 66)), ((64, 104, 96), (216, 204, 176)), 1)
    stall(p, (1.15, 2.95), 9.9, ((112, 60, 92), (120, 146, 66), (204, 130, 54)), ((178, 92, 44), (220, 206, 172)), 2)
    for i, rgb in enumerate(((170, 60, 70), (206, 160, 70), (70, 110, 120), (150, 90, 130))):
        p.box(weathered("hung cloth", rgb, 3, .2), (-.3 + i * .31, -.04 + i * .31), (13 + .5 * i, 13.02 + .5 * i), (1.15, 2.2))
    sack = weathered("sack", (164, 140, 104), 6, .3)
    for at in ((-.55, 10.6), (-.4, 11.0), (1.0, 11.2)):
        p.ball(sack, (*at, .28), .24)
    p.box(weathered("sign", (196, 178, 140), 5, .2), (-2.2, -1.2), (9.78, 9.8), (.28, .5))
    p.words("FRESH FRUIT", weathered("ink", (120, 36, 30)), (-1.7, 9.77, .34), .13)
    p.box(weathered("sign", (196, 178, 140), 5, .2), (1.6, 2.5), (9.78, 9.8), (.28, .5))
    p.words("RS 40 / KG", weathered("ink", (120, 36, 30)), (2.05, 9.77, .34), .13)
    for k, rgb in enumerate(((206, 120, 40), (200, 60, 90), (230, 190, 60), (90, 150, 80)) * 6):  # small flags across the lane
        p.box(weathered("flag", rgb, 5, .2), (-3 + k * .27, -2.86 + k * .27), (10.9, 10.905), (2.42 + .03 * math.sin(k), 2.58))
    p.wire((-4, 10.9, 2.64), (4.4, 10.9, 2.64), .08)
    p.scooter(-3.1, 9.2, 80, (60, 110, 70))
    p.wires((-6, 11.4, 3.7), (6, 11.2, 3.9), 6, 3)


def crossing(p):
    p.road((88, 87, 86), 5)
    paint = weathered("paint", (204, 202, 194), 7, .45, roughness=p.wetness)
    for k in range(-6, 7):
        p.box(paint, (k * .9, k * .9 + .48), (12.2, 14.6), (0, .004))
    for k in range(10):
        p.box(paint, (-.06, .06), (17 + 5 * k, 19.5 + 5 * k), (0, .004))
    slab = weathered("pavement", (160, 150, 136), 4, .25)
    for side in (-1, 1):
        low, high = sorted((side * 3.1, side * 6))
        p.box(slab, (low, high), (15.5, 80), (0, .16))
        for k in range(30):
            p.box(weathered("kerb", (206, 176, 70) if k % 2 else (50, 48, 46), 7, .3), sorted((side * 3.0, side * 3.15)), (15.5 + k, 16.5 + k), (0, .19))
    fronts = ((176, 150, 118), (150, 158, 150), (182, 128, 104), (128, 134, 146), (190, 176, 150), (150, 120, 104))
    names = ("SHREE MEDICAL", "HOTEL RAILVIEW", "BOOK DEPOT", "MOBILE REPAIR", "CHAI POINT", "GENERAL STORE")
    for i in range(6):
        for side in (-1, 1):
            tone = fronts[(i + (side > 0) * 2) % len(fronts)]
            start = 17.5 + 7 * i
            p.box(weathered("front", tone, 1.2, .35), sorted((side * 4.6, side * 9)), (start, start + 6.8), (0, 7))
            p.box(weathered("shop", (56, 52, 48), 3, .3), sorted((side * 4.55, side * 4.7)), (start + 1, start + 3), (.16, 2.2))
            p.box(weathered("door", (70, 92, 96), 3, .3), sorted((side * 4.55, side * 4.7)), (start + 4, start + 5.6), (.16, 2.3))
            p.box(weathered("awning", fronts[(i + 3) % 6], 5, .2), sorted((side * 3.9, side * 4.6)), (start + .8, start + 5.8), (2.45, 2.6))
            p.board(sorted((side * 3.75, side * 4.6)), start + .7, (2.7, 3.3), ((30, 70, 120), (140, 40, 40), (40, 90, 60))[i % 3], (236, 226, 190), names[(i + (side > 0) * 3) % 6][:7])
            for k in range(2):
                p.box(weathered("window", (44, 54, 62), 3, .2), sorted((side * 4.56, side * 4.7)), (start + 1 + 3 * k, start + 2.4 + 3 * k), (3.6, 5))
    p.box(weathered("end", (170, 164, 150), .8, .3), (-20, 20), (70, 71), (0, 9))
    for x, y, seed in ((-3.7, 19, 1), (3.8, 26, 2), (-3.8, 33, 3)):
        p.tree(x, y, 3.4, 1.3, seed)
    p.rickshaw(2.2, 17.2, 4)
    p.rickshaw(-2.3, 24, -3)
    p.scooter(3.4, 16.2, 70, (140, 44, 42))
    p.scooter(3.6, 17.1, 74, (60, 70, 120))
    p.wires((-4.4, 16, 4.6), (4.4, 18, 4.8), 5, 1)
    p.wires((-4.5, 17, 5), (-4.3, 50, 5), 4, 2)
    p.street_lamp(3.3, 15.6, 5, -1.1)


def lane(p):
    """A narrow lane between houses, with steps, a drain, washing, a scooter."""
    p.road((124, 116, 106), 3)
    slab = weathered("stone", (172, 160, 140), 3, .35, roughness=p.wetness)
    for i in range(-3, 3):
        for j in range(40):
            p.box(slab, (i * .55 + .008, i * .55 + .542), (2 + j * .55 + .01 + .2 * (i % 2), 2.54 + j * .55 + .2 * (i % 2)), (0, .012))
    tones = (((196, 168, 120), (110, 150, 160)), ((206, 190, 168), (196, 130, 110)), ((160, 180, 150), (214, 196, 140)), ((170, 150, 130), (150, 160, 180)))
    words = (("CHAI", "PUNCTURE"), ("TUITION", "STD"), ("ATTA CHAKKI", "TO LET"), ("CYBER", "DAIRY"))
    for i, pair in enumerate(tones):
        start = 1.5 + 5.4 * i
        for side, rgb in zip((-1, 1), pair):
            x = side * (1.75 + .12 * ((i + (side > 0)) % 2))
            p.box(weathered("house", rgb, 1.3, .4), sorted((x, side * 7)), (start, start + 5.36), (0, 6.5))
            p.box(weathered("plinth", (108, 98, 88), 2.4, .4), sorted((x - side * .03, x)), (start, start + 5.36), (0, .5))
            door = weathered("door", ((60, 92, 110), (110, 62, 48), (70, 100, 70), (120, 100, 60))[(i + (side > 0)) % 4], 3, .3)
            p.box(weathered("frame", (96, 84, 72), 4, .2), sorted((x - side * .05, x)), (start + 2.2, start + 3.4), (.25, 2.35))
            p.box(door, sorted((x - side * .07, x)), (start + 2.3, start + 3.3), (.25, 2.25))
            p.box(weathered("step", (150, 142, 130), 4, .3), sorted((x - side * .4, x)), (start + 2.1, start + 3.5), (0, .22))
            p.box(weathered("shade", (150, 146, 138), 3, .3), sorted((x - side * .5, x)), (start + 1.9, start + 3.7), (2.5, 2.58))
            p.box(weathered("window", (40, 46, 50), 3, .2), sorted((x - side * .04, x)), (start + .6, start + 1.5), (1.15, 2.0))
            for k in range(5):
                p.box(weathered("bar", (120, 96, 60), 4, .2), sorted((x - side * .07, x - side * .05)), (start + .66 + .18 * k, start + .68 + .18 * k), (1.15, 2.0))
            p.box(weathered("balcony", (140, 134, 126), 3, .3), sorted((x - side * .55, x)), (start + .6, start + 4.6), (3.1, 3.2))
            p.box(weathered("rail", (70, 92, 100), 4, .2), sorted((x - side * .55, x - side * .52)), (start + .6, start + 4.6), (3.2, 3.9))
            p.box(weathered("sign", (38, 70, 112) if side > 0 else (150, 46, 40), 4, .2), sorted((x - side * .5, x - side * .02)), (start + .1, start + .14), (2.2, 2.7))
            p.words(words[i][side > 0], weathered("sign ink", (236, 228, 200), 4, .1), (x - side * .26, start + .09, 2.38), .11 if len(words[i][side > 0]) > 5 else .15)
            p.box(weathered("drain", (66, 64, 58), 5, .4, roughness=p.wetness), sorted((x - side * .22, x - side * .06)), (start, start + 5.4), (.012, .02))
            p.box(weathered("pipe", (150, 150, 146), 5, .3), sorted((x - side * .08, x)), (start + 4.9, start + 4.98), (0, 6))
        if p.light.lamps > 0:
            p.glow((255, 196, 120), (-.1, .1) if i == 0 else (1.2, 1.35), (start + 4.7, start + 4.85), (3.4, 3.55), 12)
    p.box(weathered("end", (186, 176, 160), 1, .35), (-3, 3), (23.2, 23.6), (0, 6))
    p.shutter((-1.0, 1.0), 23.1, (.1, 2.4), (110, 126, 120))
    p.board((-1.2, 1.2), 23.1, (2.5, 3.0), (180, 130, 40), (90, 24, 26), "GALI NO 4")
    for i, rgb in enumerate(((176, 60, 70), (70, 120, 130), (214, 170, 70), (220, 214, 200), (120, 80, 140))):
        p.box(weathered("washing", rgb, 3, .25), (-1.2 + .5 * i, -.8 + .5 * i), (10.0, 10.02), (2.85 - .1 * (i % 2), 3.45))
    p.wire((-1.8, 10, 3.5), (1.8, 10, 3.5), .06)
    p.wires((-1.8, 6, 4.0), (1.8, 8.4, 4.2), 5, 2)
    p.wires((-1.6, 8, 4.4), (-1.5, 23, 4.0), 4, 3)
    p.wires((1.8, 13, 4.1), (-1.8, 15, 4.2), 4, 5)
    p.scooter(1.35, 8.0, 8, (150, 44, 40))
    p.scooter(-1.3, 12.4, -172, (50, 80, 120))
    for y, rgb in ((9.6, (150, 80, 54)), (10.0, (120, 70, 50)), (14.2, (150, 80, 54))):
        p.box(weathered("pot", rgb, 4, .3), (-1.62, -1.36), (y, y + .26), (0, .26))
        p.tree(-1.49, y + .13, .62, .2, int(10 * y), (60, 100, 50))


def underpass(p):
    """Under a road: tiled walls, sodium tubes, pillars, wet stains."""
    p.road((74, 72, 70), 7)
    p.box(weathered("pavement", (128, 120, 110), 3, .35, roughness=p.wetness), (-3.6, -.9), (1, 32), (0, .12))
    for k in range(34):
        p.box(weathered("kerb", (206, 176, 70) if k % 2 else (50, 48, 46), 7, .3), (-.95, -.82), (1 + .9 * k, 1.88 + .9 * k), (0, .15))
    tile = weathered("tile", (170, 176, 166), 1.2, .4)
    for x in (-3.6, 3.6):
        side = math.copysign(1, x)
        p.box(tile, sorted((x, x + side)), (1, 32), (0, 3.7))
        p.box(weathered("band", (34, 84, 92), 2, .3), sorted((x - side * .02, x)), (1, 32), (.95, 1.2))
        p.box(weathered("dirt", (92, 84, 72), 1.6, .5), sorted((x - side * .015, x)), (1, 32), (0, .55))
        for k in range(62):
            p.box(weathered("joint", (110, 112, 104)), sorted((x - side * .008, x)), (1 + .5 * k, 1.015 + .5 * k), (.55, 3.7))
        for k in range(7):
            p.box(weathered("joint", (110, 112, 104)), sorted((x - side * .008, x)), (1, 32), (.6 + .45 * k, .612 + .45 * k))
    p.box(weathered("ceiling", (120, 114, 106), 1.5, .45), (-5, 5), (2, 30), (3.7, 4.4))
    for k in range(9):
        p.box(weathered("beam", (132, 124, 114), 1.5, .4), (-3.6, 3.6), (4 + 3 * k, 4.35 + 3 * k), (3.42, 3.75))
    for k in range(5):
        p.box(weathered("pillar", (146, 138, 126), 1.8, .45), (2.25, 2.7), (6.5 + 5 * k, 7.0 + 5 * k), (0, 3.7))
        p.box(weathered("pillar paint", (206, 176, 60), 3, .4), (2.24, 2.71), (6.49 + 5 * k, 7.01 + 5 * k), (.3, .9))
    for x, y in ((-.8, 5.6), (.9, 7.9), (-.9, 13), (.9, 19), (0, 27)):
        p.box(weathered("fitting", (60, 60, 58)), (x - .1, x + .1), (y - .5, y + .5), (3.62, 3.7))
        p.glow((255, 176, 80), (x - .05, x + .05), (y - .45, y + .45), (3.58, 3.62), 16)
    for i, (y, rgb, words) in enumerate(((8.2, (190, 160, 80), "COACHING"), (9.4, (150, 60, 50), "SALE"), (12.4, (80, 120, 130), "TO LET"), (15, (190, 160, 80), "MELA"))):
        p.box(weathered("bill", rgb, 7, .3), (-3.6, -3.58), (y, y + .7), (1.3, 2.3))
        p.box(weathered("bill ink", tuple(c // 3 for c in rgb), 7, .2), (-3.59, -3.575), (y + .1, y + .6), (1.9, 2.1))
    p.board((-1.6, 1.6), 29.4, (3.0, 3.55), (28, 82, 60), (236, 234, 220), "PAARPUL")
    p.box(weathered("night", (40, 38, 44), 1, .3), (-30, 30), (60, 61), (0, 12))
    draw = np.random.default_rng(4)
    for _ in range(26):  # windows of far houses
        x, z = draw.uniform(-9, 9), draw.uniform(.5, 4)
        p.glow((255, 200, 120), (x, x + .4), (59.8, 59.9), (z, z + .5), float(draw.uniform(.5, 3)))
    p.rickshaw(1.1, 19, 6)
    p.scooter(-3.1, 10.4, 70, (70, 76, 90))
    p.box(weathered("sack", (150, 130, 100), 5, .3), (-3.5, -3.0), (13.4, 14), (.12, .5))


def campus(p):
    """A wide path across a lawn, trees, a long building far off."""
    p.box(weathered("lawn", (96, 120, 62), 2.2, .5), (-60, 60), (-5, 200), (-1, 0))
    p.box(weathered("lawn", (128, 126, 76), 1.1, .5), (-60, 60), (-5, 200), (-.5, .002))
    paver = [weathered("paver", rgb, 3, .3, roughness=p.wetness) for rgb in ((176, 124, 100), (160, 140, 122), (186, 150, 124))]
    draw = np.random.default_rng(2)
    for i in range(-5, 5):
        for j in range(64):
            p.box(paver[draw.integers(0, 3)], (i * .45 + .006, i * .45 + .444), (1.5 + j * .45 + .006, 1.944 + j * .45), (0, .02))
    for x in (-2.35, 2.25):
        p.box(weathered("edge", (190, 184, 172), 3, .3), (x, x + .1), (1, 31), (0, .1))
    hedge = np.random.default_rng(5)
    for side in (-1, 1):
        for k in range(24):
            p.tree(side * (2.8 + hedge.uniform(-.05, .05)), 7 + k, .42, .32, k + 50 * (side > 0), (58, 92, 46))
    p.box(weathered("block", (190, 96, 74), .7, .3, bricks=.6), (-26, 26), (42, 46), (0, 10))
    for i in range(-8, 9):
        for z in (1, 4, 7):
            p.box(weathered("window", (60, 74, 84), 3, .2, roughness=.3), (i * 3 - .9, i * 3 + .9), (41.9, 42), (z, z + 1.8))
            p.box(weathered("sill", (214, 206, 190), 3, .2), (i * 3 - 1, i * 3 + 1), (41.7, 42), (z - .12, z))
    p.box(weathered("porch", (214, 206, 190), 2, .25), (-3, 3), (38, 42), (3.4, 3.9))
    for x in (-2.6, -.9, .9, 2.6):
        p.box(weathered("column", (220, 212, 198), 2, .25), (x - .2, x + .2), (38.2, 38.6), (0, 3.4))
    p.words("LIBRARY", weathered("letters", (60, 50, 46)), (0, 37.95, 3.5), .36)
    for x, y, height, seed in ((-4.2, 11, 3.6, 1), (4.4, 13, 3.9, 2), (-4.6, 18, 4.2, 3), (4.8, 20, 4.0, 4), (-5.6, 26, 4.6, 5), (6, 28, 4.6, 6)):
        p.tree(x, y, height, 1.7, seed, (74, 100, 50))
    wood = weathered("bench", (120, 88, 58), 4, .3)
    for side, y in ((-1, 12.4), (1, 16.6)):
        for k in range(3):
            p.box(wood, sorted((side * (2.42 + .13 * k), side * (2.52 + .13 * k))), (y, y + 1.5), (.44, .47))
        p.box(wood, sorted((side * 2.85, side * 2.88)), (y, y + 1.5), (.55, .85))
    p.box(weathered("notice", (60, 84, 66), 4, .2), (-2.5, -1.7), (9.6, 9.66), (.9, 1.7))
    for i, rgb in enumerate(((226, 220, 204), (214, 190, 120), (180, 206, 214), (226, 210, 206))):
        p.box(weathered("note", rgb, 8, .15), (-2.44 + .18 * i, -2.3 + .18 * i), (9.58, 9.6), (1.1 + .1 * (i % 2), 1.35 + .1 * (i % 2)))
    for x in (-2.46, -1.74):
        p.pole(weathered("post", (80, 82, 80)), x, 9.64, 1.75, .06)
    p.scooter(3.3, 9.2, 84, (50, 80, 120))
    p.street_lamp(2.6, 12, 4, -.5)
    p.street_lamp(-2.6, 22, 4, .5)


PLACES = {"bus-stop": bus_stop, "campus": campus, "crossing": crossing, "lane": lane, "market": market, "underpass": underpass}
