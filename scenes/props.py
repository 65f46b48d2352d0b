"""Things that people hold or ride: a phone, a shopping bag, a scooter. Rest shapes in centimetres."""
import numpy as np

from hair import grid_faces, sphere, tube
from wear import even

BOX_FACES = np.array([(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])


def box(centre, size, rgb, material="cloth"):
    corners = np.array([(x, y, z) for x in (-.5, .5) for y in (-.5, .5) for z in (-.5, .5)]) * size + centre
    return even(corners, BOX_FACES, rgb, material)


def phone():
    """About its middle: thin along x, long along y."""
    return box((0, 0, 0), (.9, 14.5, 7), (20, 20, 24), "wet")


def bag(rgb):
    """A shopping bag that hangs from the origin."""
    turn = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    square = (np.abs(np.cos(turn)) ** 4 + np.abs(np.sin(turn)) ** 4) ** -.25
    rows = [np.stack([w * .42 * np.cos(turn) * square, np.full(32, y), w * np.sin(turn) * square], -1)
            for y, w in ((-11, 11), (-12, 12), (-22, 13.5), (-34, 14), (-40, 13), (-41, 8), (-41, .2))]
    handles = [tube([(x, -11 * np.cos(a / 2), 9 * np.sin(a)) for a in np.linspace(-np.pi / 1.02, np.pi / 1.02, 24)], .5, 8) for x in (-2.4, 2.4)]
    return [even(np.concatenate(rows), grid_faces(7, 32, True), rgb)] + [even(h, grid_faces(24, 8, True), np.array(rgb) * .7) for h in handles]


def scooter(rgb):
    """On the ground, y = 0; its seat under the rider at x = 0, z = 0; it faces ahead (z)."""
    pieces, dark, body = [], (26, 26, 28), np.array(rgb, float)
    for z in (-32, 88):  # wheels
        a = np.linspace(0, 2 * np.pi, 33)
        pieces.append(even(tube(np.stack([0 * a, 21 + 17 * np.cos(a), z + 17 * np.sin(a)], -1), 4.6, 10), grid_faces(33, 10, True), dark))
        pieces.append(even(sphere() * (3, 11, 11) + (0, 21, z), grid_faces(24, 32, True), (150, 150, 152), "wet"))
    pieces.append(even(sphere() * (17, 17, 38) + (0, 48, -20), grid_faces(24, 32, True), body, "wet"))
    pieces.append(even(sphere() * (13, 7.5, 36) + (0, 68, -14), grid_faces(24, 32, True), dark))
    pieces.append(box((0, 26, 38), (30, 6, 44), body * .8, "wet"))
    shield = []
    for y, half, z in ((24, 14, 62), (34, 20, 65), (60, 21, 69), (84, 15, 65), (92, 9, 62)):
        a = np.linspace(-1, 1, 16)
        shield.append(np.stack([half * a, np.full(16, y), z + 7 * (1 - a * a)], -1))
    pieces.append(even(np.concatenate(shield), grid_faces(5, 16, False), body, "wet"))
    pieces.append(even(sphere() * (10, 20, 11) + (0, 30, 86), grid_faces(24, 32, True), body, "wet"))
    pieces.append(even(sphere() * (15, 9, 10) + (0, 98, 62), grid_faces(24, 32, True), body, "wet"))
    pieces.append(even(sphere() * (6, 5.5, 3) + (0, 98, 71), grid_faces(24, 32, True), (232, 230, 220), "wet"))
    bar = [(-34, 102, 45), (-24, 103, 50), (-8, 101, 58), (8, 101, 58), (24, 103, 50), (34, 102, 45)]
    pieces.append(even(tube(bar, 1.8, 10), grid_faces(6, 10, True), dark))
    for k in (-1, 1):
        pieces.append(even(tube([(k * 22, 103, 52), (k * 25, 116, 54)], .6, 6), grid_faces(2, 6, True), dark))
        pieces.append(even(sphere() * (5.5, 4, 1.2) + (k * 26, 119, 54), grid_faces(24, 32, True), dark, "wet"))
    return pieces
