"""Hair, and everything that lies over the skull as a shell: scarf, turban, helmet. Rest shapes only; people.py turns them with the head."""
import numpy as np

from heads import SKULL_MIDDLE as MIDDLE

ROWS, COLUMNS = 44, 180
# How far down a shell reaches, in cm, by the angle from straight ahead (0) to the back of the head (180 degrees), and how far it stands off.
COVERS = {
    "short": dict(margin=1.1, edge=[(0, 10.9), (22, 10.5), (38, 10.2), (52, 7.8), (66, 4.6), (74, 1.8), (80, 4.3), (100, 4.6), (118, 0), (135, -3.5), (180, -4.6)]),
    "long": dict(margin=1.4, edge=[(0, 11.6), (12, 11.1), (30, 9.6), (50, 6.2), (62, 1.6), (70, -8), (80, -16), (180, -21)]),
    "tied": dict(margin=.7, edge=[(0, 11.6), (14, 11), (35, 9.8), (52, 7.2), (66, 4.4), (76, 2.6), (84, 4.4), (100, 4.4), (118, 0), (140, -3), (180, -4)]),
    "hijab": dict(margin=1.3, edge=[(0, 10.4), (25, 9.4), (42, 6.4), (54, 0), (62, -6), (72, -13), (90, -17), (180, -22)]),
    "dupatta": dict(margin=2.0, edge=[(0, 13.4), (20, 12.8), (38, 11.4), (54, 8), (66, 1), (72, -8), (84, -16), (110, -19), (180, -23)]),
    "turban": dict(margin=2.6, edge=[(0, 8.4), (20, 7.9), (45, 6.2), (70, 4.2), (90, 2.2), (120, -.2), (150, -2.2), (180, -2.8)]),
    "helmet": dict(margin=3.0, edge=[(0, 8.8), (35, 8.2), (52, 6), (64, -3.2), (80, -4.6), (110, -5.6), (180, -6.6)]),
}
CLOTHS = ("hijab", "dupatta")


def waves(angle, seed, count, slowest, fastest):
    """A repeatable ripple over an angle, about -1 to 1."""
    draw = np.random.default_rng(seed)
    return sum(np.sin(draw.integers(slowest, fastest) * angle + draw.uniform(0, 7)) for _ in range(count)) / np.sqrt(count)


def grid_faces(rows, columns, closed):
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns if closed else columns - 1), indexing="ij")
    a, b = r * columns + c, r * columns + (c + 1) % columns
    return np.stack([a, a + columns, b + columns, b], -1).reshape(-1, 4)


def sphere(rows=24, columns=32):
    """Unit sphere about z, as a grid; row 0 looks ahead."""
    t, p = np.meshgrid(np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns, endpoint=False), indexing="ij")
    return np.stack([np.sin(t) * np.cos(p), np.sin(t) * np.sin(p), np.cos(t)], -1).reshape(-1, 3)


def tube(path, radii, columns=10):
    """A tube of the given radii along a path, shape {len(path) * columns, 3}."""
    path = np.asarray(path, float)
    way = np.gradient(path, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, (.13, .3, 1))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    turn = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    ring = np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * np.cross(way, side)[:, None]
    return (path[:, None] + np.broadcast_to(radii, len(path))[:, None, None] * ring).reshape(-1, 3)


def cover(head, kind, seed):
    """One shell from the crown down to its edge, shape {ROWS, COLUMNS, 3}."""
    given = COVERS[kind]
    skull = head.neutral[:14062] - MIDDLE
    units = skull / np.linalg.norm(skull, axis=1)[:, None]
    angle = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)
    edge = np.interp(np.abs(np.degrees(angle)), *zip(*given["edge"]))
    cloth, stiff = kind in CLOTHS, kind in ("helmet", "turban")
    if not cloth and not stiff:
        edge += .3 * waves(angle, seed, 4, 20, 60) + .5 * waves(angle, seed + 9, 2, 2, 6)
    tilt = np.linspace(.02, np.pi / 2, 30)
    result = np.empty((ROWS, COLUMNS, 3))
    for c, a in enumerate(angle):
        ways = np.stack([np.sin(tilt) * np.sin(a), np.cos(tilt), np.sin(tilt) * np.cos(a)], -1)
        near = np.where(ways @ units.T > .985, (ways @ skull.T), 0).max(1)
        near = np.convolve(np.pad(near, 2, mode="edge"), np.ones(5) / 5, "valid")
        dome = ways * near[:, None]
        fall = np.linspace(0, -27, 50)[1:, None] * (0, 1, 0)
        spread = np.interp(fall[:, 1], [-27, -19, -11, -5, 0], [1.75, 1.45, 1.02, .98, 1] if cloth else [1.15, 1.05, .92, .95, 1])
        path = np.concatenate([dome, np.stack([dome[-1, 0] * spread, fall[:, 1], dome[-1, 2] * spread], -1)]) + MIDDLE
        path = path[path[:, 1] >= edge[c]]
        s = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
        wanted = np.linspace(0, s[-1], ROWS)
        line = np.stack([np.interp(wanted, s, path[:, k]) for k in range(3)], -1)
        down = np.linspace(0, 1, ROWS)
        lift = given["margin"] * (1 - (0 if stiff else .75 if cloth else .92) * down ** (5 if cloth else 4))
        if kind == "turban":  # wound cloth: ridges that run aslant, thick at the sides
            lift += 1.5 * np.sin(np.pi * np.clip(down * 1.1, 0, 1)) ** .8 + .5 * np.abs(np.sin(5.5 * np.pi * down + (1 if a > 0 else -1) * 1.1 * np.abs(a))) - .6 * down ** 6
        ripple = 0 if stiff else (.4 if cloth else .12) * waves(np.array(a), seed + 1, 9, 6 if cloth else 20, 14 if cloth else 90)
        away = (line - MIDDLE) * (1, .8, 1)
        away[:, 1] = np.where(line[:, 1] < MIDDLE[1], 0, away[:, 1])
        away /= np.linalg.norm(away, axis=1, keepdims=True)
        result[:, c] = line + (lift + ripple * down ** (1 if cloth else .5))[:, None] * away
    return result


def strands(shell, seed, count=520, points=7, longer=.6):
    """Locks over a shell of hair, which break its smooth outline: (points, quads, shade per vertex in [-1, 1])."""
    draw = np.random.default_rng(seed + 40)
    column = draw.integers(0, COLUMNS, count)
    first = draw.uniform(0, .62, count) ** .8
    last = np.minimum(first + draw.uniform(.25, .5, count), 1.0)
    last[: count // 2] = draw.uniform(.97, 1.03, count // 2)  # half of them end at the hairline, some a little below
    s = np.linspace(0, 1, points)
    row = (first[:, None] * (1 - s) + last[:, None] * s) * (ROWS - 1)
    drift = column[:, None] + draw.normal(0, 4, count)[:, None] * s ** 2
    low = np.clip(np.floor(row).astype(int), 0, ROWS - 2)
    part = np.clip(row - low, 0, 1 + longer)[..., None]
    near = np.floor(drift).astype(int) % COLUMNS
    line = shell[low, near] * (1 - part) + shell[low + 1, near] * part
    away = (line - MIDDLE) * (1, .6, 1)
    away /= np.linalg.norm(away, axis=2, keepdims=True)
    line = line + away * (draw.uniform(.04, .32, count)[:, None] * np.sin(np.pi * np.clip(s * .9 + .1, 0, 1)))[..., None]
    way = np.gradient(line, axis=1)
    across = np.cross(way, away)
    across /= np.linalg.norm(across, axis=2, keepdims=True) + 1e-9
    half = draw.uniform(.14, .34, count)[:, None, None] * (1 - .8 * s ** 2)[None, :, None]
    both = np.stack([line - half * across, line + half * across], 2).reshape(-1, 3)
    i = np.arange(count)[:, None] * points * 2 + np.arange(points - 1)[None] * 2
    faces = np.stack([i, i + 1, i + 3, i + 2], -1).reshape(-1, 4)
    return both, faces, np.repeat(draw.normal(0, .5, count).clip(-1, 1), points * 2)


def plait(seed):
    """Hair tied in a tail behind the neck, and its knot."""
    y = np.linspace(5, -23, 30)
    path = np.stack([.4 * np.sin(y / 3 + seed), y, np.interp(y, [-23, -12, -3, 5], [-12.6, -12.4, -12.2, -10.4])], -1)
    width = np.interp(y, [-23, -20, -6, 3, 5], [.3, 1.5, 2.1, 2.0, 1.2]) * (1 + .12 * np.sin(2.3 * y))
    return tube(path, width, 14), grid_faces(30, 14, True)
