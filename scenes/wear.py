"""What people wear on the head: dupatta, hijab, turban, glasses, dust mask, helmet. Each gives Pieces that turn with the head.

A beard is painted and raised on the head itself (heads.py). To add one: a function that takes a Head and returns Pieces, named in WEARS.
"""
from dataclasses import dataclass

import numpy as np

from hair import COLUMNS, ROWS, cover, grid_faces, sphere, tube, waves
from heads import FACE_END, linear

WEARS = ("dupatta", "hijab", "turban", "glasses", "beard", "dust-mask", "helmet")
OVER_HAIR = {"hijab": (), "turban": (), "helmet": ("long", "tied"), "dupatta": ("short", "long", "tied")}  # what hair is seen with it


@dataclass
class Piece:
    points: np.ndarray
    faces: np.ndarray
    colour: np.ndarray  # linear, per vertex
    material: str
    turns: bool = True  # with the head; False lies on the chest
    eyes: bool = False


def even(points, faces, rgb, material="cloth", turns=True, shade=None):
    rgb = np.tile(np.asarray(rgb, float), (len(points), 1))
    if shade is not None:
        rgb = rgb * (1 + np.asarray(shade).reshape(-1, 1))
    return Piece(points, faces, linear(rgb.clip(0, 255)), material, turns)


def shell_of(head, kind, seed, rgb, material="cloth", shade=None):
    return even(cover(head, kind, seed).reshape(-1, 3), grid_faces(ROWS, COLUMNS, True), rgb, material, shade=shade)


def hijab(head, seed, rgb):
    turn = np.linspace(0, 2 * np.pi, 60)
    loop = tube(np.stack([-9.6 * np.sin(turn), -12.6 + 1.9 * np.cos(turn), -.8 - 8.2 * np.cos(turn)], -1), 2.5 + .25 * waves(turn, seed, 3, 3, 9), 14)
    return [shell_of(head, "hijab", seed, rgb, shade=.05 * folds(seed)), even(loop, grid_faces(60, 14, True), np.array(rgb) * .95, turns=False)]


def folds(seed):
    angle, down = np.meshgrid(np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False), np.linspace(0, 1, ROWS))
    return waves(angle + .3 * down, seed + 2, 5, 5, 17) * down


def dupatta(head, seed, rgb):
    rim = np.zeros((ROWS, COLUMNS))
    rim[-3:] = .35  # its border
    return [shell_of(head, "dupatta", seed, rgb, shade=.05 * folds(seed) + rim)]


def turban(head, seed, rgb):
    shell = cover(head, "turban", seed)
    down = np.linspace(0, 1, ROWS)[:, None]
    angle = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)[None]
    ridge = np.abs(np.sin(5.5 * np.pi * down + np.sign(angle) * 1.1 * np.abs(angle)))
    return [even(shell.reshape(-1, 3), grid_faces(ROWS, COLUMNS, True), rgb, shade=(.16 * (ridge - .7)).ravel())]


def helmet(head, seed, rgb, visor=True):
    shell = cover(head, "helmet", seed)
    down = np.repeat(np.linspace(0, 1, ROWS), COLUMNS)
    rgb = np.asarray(rgb, float)
    pieces = [even(shell.reshape(-1, 3), grid_faces(ROWS, COLUMNS, True), rgb, "wet", shade=np.where(down > .95, -.8, 0))]
    for k in (-1, 1):
        path = np.stack([np.array([k * 8.6, -4.2, 2.5]) * (1 - t) + np.array([0, head.marks[8, 1] - 1.1, head.marks[8, 2] - 2.2]) * t
                         + np.array([k * 1.2, -1.6, 0]) * np.sin(np.pi * t) for t in np.linspace(0, 1, 16)])
        pieces.append(even(tube(path, .45, 8), grid_faces(16, 8, True), (24, 24, 26)))
    if visor:  # lifted, dark
        a = np.linspace(-1.0, 1.0, 40)
        rows = [np.stack([r * np.sin(a), np.full(40, y), r * np.cos(a) * 1.08 + .5], -1) for r, y in ((12.6, 9.4), (12.9, 11.2), (12.4, 13), (11.2, 14.6))]
        pieces.append(even(np.concatenate(rows), grid_faces(4, 40, False), (30, 32, 36), "wet"))
    return pieces


def glasses(head, seed, rgb):
    m, pieces = head.marks, []
    for k, (a, b) in ((-1, (36, 39)), (1, (42, 45))):
        middle = (m[a] + m[b]) / 2 + (0, -.25, 0)
        half = np.abs(m[a, 0] - m[b, 0]) / 2 + .95
        turn = np.linspace(0, 2 * np.pi, 41)
        square = (np.abs(np.cos(turn)) ** 3 + np.abs(np.sin(turn)) ** 3) ** (-1 / 3)
        x, y = half * np.cos(turn) * square, .8 * half * np.sin(turn) * square
        bulge = 1.55 - .05 * (x * k) - .012 * (x + k * 1) ** 2
        path = np.stack([middle[0] + x, middle[1] + y, middle[2] + bulge], -1)
        pieces.append(even(tube(path, .19, 8), grid_faces(41, 8, True), rgb, "wet"))
        side, ear = middle + (k * half, .4, 1.2), np.array([k * 8.3, m[0, 1] + 1.2, m[0, 2] - 3])
        temple = np.linspace(0, 1, 12)[:, None] * (ear - side) + side
        pieces.append(even(tube(temple, .17, 8), grid_faces(12, 8, True), rgb, "wet"))
    bridge = np.stack([np.linspace(-1, 1, 9) * 1.0, m[27, 1] + .1 + .25 * np.cos(np.linspace(-1.5, 1.5, 9)), np.full(9, m[28, 2] + .35)], -1)
    pieces.append(even(tube(bridge, .17, 8), grid_faces(9, 8, True), rgb, "wet"))
    return pieces


def dust_mask(head, seed, rgb):
    """A smooth cup over nose, mouth and chin, from the face's own vertices."""
    from clothes import relaxed
    m, front = head.marks, head.points({"jawOpen": .22})[:FACE_END].astype(float)
    front = front[(front[:, 1] < m[27, 1] + 1) & (front[:, 2] > m[3, 2])]
    u, v = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(0, 1, 30))
    x = u.ravel() * np.interp(v.ravel(), [0, .35, 1], [5.4, 5.9, 4.4])
    top = np.interp(np.abs(x), [0, 1.5, 4, 6], [m[28, 1], m[29, 1] + .2, m[30, 1] + .6, m[30, 1] + .2])
    low = np.interp(np.abs(x), [0, 3, 6], [m[8, 1] - 1.4, m[8, 1] - .8, m[8, 1] + 2])
    y = top + v.ravel() * (low - top)
    gap = (front[None, :, 0] - x[:, None]) ** 2 + (front[None, :, 1] - y[:, None]) ** 2
    z = np.where(gap < 1.1, front[None, :, 2], -99).max(1)
    z = np.where(z > -90, z, front[gap.argmin(1), 2] - .4)
    faces = grid_faces(30, 41, False)
    pulled = relaxed(np.stack([x, y, z], -1), faces, 14)
    pulled += (0, 0, .55) + np.stack([.09 * x, 0 * y, 0 * z], -1)
    pleat = -.14 * (np.abs(np.sin((pulled[:, 1] - m[8, 1]) * .9)) < .12)
    pieces = [even(pulled, faces, rgb, shade=pleat)]
    for k in (-1, 1):
        for end, low in ((m[2 if k < 0 else 14], 1.0), (m[4 if k < 0 else 12], -1.8)):
            start = pulled[np.argmin(np.linalg.norm(pulled - (k * 6.2, end[1], end[2] + 2), axis=1))]
            ear = np.array([k * 8.4, m[1, 1] + low, m[1, 2] - 1.5])
            path = start + np.linspace(0, 1, 8)[:, None] * (ear - start) + np.outer(np.sin(np.linspace(0, np.pi, 8)), (k * .5, 0, 0))
            pieces.append(even(tube(path, .12, 6), grid_faces(8, 6, True), (225, 225, 225)))
    return pieces
