"""A small renderer: one core, about a hundred heads a second. Data in, pixels out. Needs numba.

training/expression draws its heads with it, sketch.py its films. Vertices are lit one by one (Lambert, a fill from above, a little gloss; the first light casts shadows) and drawn with a depth
buffer. What it lacks against Blender's pictures of scenes/: soft shadows, skin that light enters, hair that is not a shell.
"""
import numba
import numpy as np


def triangles(faces):
    """Triangles {m, 3} of faces {n, 4}: a quad is two, -1 stands where a triangle has no fourth."""
    faces = np.asarray(faces, np.int32)
    full = faces[faces[:, 3] >= 0]
    return np.concatenate([faces[:, :3], full[:, [0, 2, 3]]]).astype(np.int32)


@numba.njit(cache=True, fastmath=True)
def normals(points, triangles):
    """Of every vertex, shape {n, 3}, length 1: the mean of its triangles', larger ones counting more."""
    out = np.zeros_like(points)
    for t in range(len(triangles)):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ux, uy, uz = points[b, 0] - points[a, 0], points[b, 1] - points[a, 1], points[b, 2] - points[a, 2]
        vx, vy, vz = points[c, 0] - points[a, 0], points[c, 1] - points[a, 1], points[c, 2] - points[a, 2]
        x, y, z = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for k in (a, b, c):
            out[k, 0] += x
            out[k, 1] += y
            out[k, 2] += z
    for i in range(len(out)):
        size = np.sqrt(out[i, 0] ** 2 + out[i, 1] ** 2 + out[i, 2] ** 2) + 1e-9
        out[i, 0] /= size
        out[i, 1] /= size
        out[i, 2] /= size
    return out


@numba.njit(cache=True, fastmath=True)
def draw(screen, triangles, value, picture, depth):
    """Draws into picture {height, width, c} and depth {height, width}. screen: {n, 3}, x and y in pixels, z larger is nearer; value: {n, c}."""
    height, width, channels = picture.shape
    for t in range(len(triangles)):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
        left, right = max(0, int(np.ceil(min(ax, bx, cx) - .5))), min(width - 1, int(np.floor(max(ax, bx, cx) - .5)))
        top, low = max(0, int(np.ceil(min(ay, by, cy) - .5))), min(height - 1, int(np.floor(max(ay, by, cy) - .5)))
        if left > right or top > low:
            continue
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if abs(area) < 1e-9:
            continue
        for y in range(top, low + 1):
            for x in range(left, right + 1):
                px, py = x + .5, y + .5
                u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area
                v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area
                w = 1 - u - v
                if u < 0 or v < 0 or w < 0:
                    continue
                z = u * screen[a, 2] + v * screen[b, 2] + w * screen[c, 2]
                if z > depth[y, x]:
                    depth[y, x] = z
                    for k in range(channels):
                        picture[y, x, k] = u * value[a, k] + v * value[b, k] + w * value[c, k]


SHADOW_MAP = 96  # pixels
SHADOW_SLACK = .35  # cm


def shadows(points, triangles, light, pixels=SHADOW_MAP, slack=SHADOW_SLACK):
    """Share of the light that reaches each vertex, 0 or 1, softened over the map's neighbours. pixels: of the map's side; slack: cm that a vertex may lie behind what the map saw."""
    right = np.cross((0, 1, 0.001), light)
    right /= np.linalg.norm(right)
    seen = points @ np.stack([right, np.cross(light, right), light]).T
    low, high = seen[:, :2].min(0), seen[:, :2].max(0)
    seen[:, :2] = (seen[:, :2] - low) / (high - low).max() * (pixels - 1)
    depth = np.full((pixels, pixels), -1e9, np.float32)
    draw(seen.astype(np.float32), triangles, np.zeros((len(points), 0), np.float32), np.zeros((*depth.shape, 0), np.float32), depth)
    out = np.empty(len(points), np.float32)
    _reached(seen, depth, slack, out)
    return out


@numba.njit(cache=True, fastmath=True)
def _reached(seen, depth, slack, out):
    last = len(depth) - 1
    for i in range(len(seen)):
        x, y, n = int(seen[i, 0]), int(seen[i, 1]), 0
        for dy in range(-1, 2):
            for dx in range(-1, 2):
                n += depth[min(max(y + dy, 0), last), min(max(x + dx, 0), last)] < seen[i, 2] + slack
        out[i] = n / 9


def outward(points, triangles):
    """Normals {n, 3} of what is seen: open shells show their inside."""
    normal = normals(points, triangles)
    return np.where(normal[:, 2:] < -.15, -normal, normal)


def lit(points, triangles, albedo, gloss, lights, sky):
    """Light of every vertex {n, c}, linear. albedo: {n, c}; gloss: {n}; lights: (direction to it {3}, strength) pairs, the first casts shadows; sky: (from above, from below)."""
    normal = outward(points, triangles)
    up = normal[:, 1] * .5 + .5
    light = sky[1] + (sky[0] - sky[1]) * up
    shine = np.zeros(len(points), np.float32)
    for i, (way, strength) in enumerate(lights):
        way = np.asarray(way, np.float32)
        reach = shadows(points, triangles, way) if i == 0 else 1
        light = light + strength * reach * np.maximum(0, normal @ way)
        half = way + (0, 0, 1)
        shine = shine + strength * reach * gloss * np.maximum(0, normal @ (half / np.linalg.norm(half)).astype(np.float32)) ** 24
    return (albedo * light[:, None] + shine[:, None]).astype(np.float32)
