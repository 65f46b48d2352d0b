"""Packs bodies and hands for people.py from MakeHuman's assets, which are CC0, into one .npz file.

    git clone https://github.com/makehumancommunity/makehuman
    python3 scenes/pack_bodies.py makehuman/makehuman/data BODIES.npz

Only data is read: the base mesh hm08 with its helpers, macro targets, the default skeleton and its weights.
Space of the result: centimetres, x to the body's left, y up, z ahead. Needs numpy.
"""
import json
import os
import sys

import numpy as np

ANCESTRIES = ("african", "asian", "caucasian")  # the targets' names; we take the mean of the three
KEPT = ["root", "spine05", "spine04", "spine03", "spine02", "spine01", "neck01", "head"] + [
    f"{bone}.{side}" for side in "LR" for bone in (
        "clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist",
        *(f"metacarpal{i}" for i in range(1, 5)), *(f"finger{i}-{j}" for i in range(1, 6) for j in (1, 2, 3)),
        "pelvis", "upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot")]
TO_CM = 10  # the mesh is in decimetres
SKIN_BONES = ("lowerarm", "upperarm", "wrist", "metacarpal", "finger", "lowerleg", "foot")  # the rest is under clothes or the head's


def read_mesh(path):
    points, groups, group = [], {}, None
    with open(path) as file:
        for line in file:
            kind, *rest = line.split() or [""]
            if kind == "v":
                points.append([float(n) for n in rest])
            elif kind == "g":
                group = groups.setdefault(rest[0], [])
            elif kind == "f":
                group.append([int(corner.split("/")[0]) - 1 for corner in rest])
    return np.array(points) * TO_CM, {name: np.array(faces) for name, faces in groups.items()}


def read_target(path, count):
    delta = np.zeros((count, 3))
    with open(path) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                number, *move = line.split()
                delta[int(number)] = [float(m) for m in move]
    return delta * TO_CM


def targets(data, count):
    """Shape {6, 2, ...}: what to add to the base for each sex; see TARGETS in bodies.py."""
    macro = os.path.join(data, "targets", "macrodetails")
    result = {}
    for sex in ("female", "male"):
        for age in ("young", "old"):
            result[f"{sex}-{age}"] = sum(read_target(os.path.join(macro, f"{a}-{sex}-{age}.target"), count) for a in ANCESTRIES) / len(ANCESTRIES)
        for weight in ("min", "max"):
            result[f"{sex}-{weight}weight"] = read_target(os.path.join(macro, f"universal-{sex}-young-averagemuscle-{weight}weight.target"), count)
    return result


def read_weights(data, bones, count):
    """Shape {count, KEPT}: bones that are left out hand their share to the next one towards the root."""
    with open(os.path.join(data, "rigs", "default_weights.mhw")) as file:
        given = json.load(file)["weights"]
    result = np.zeros((count, len(KEPT)))
    for bone, pairs in given.items():
        while bone not in KEPT:
            bone = bones[bone]["parent"]
        pairs = np.array(pairs)
        np.add.at(result[:, KEPT.index(bone)], pairs[:, 0].astype(int), pairs[:, 1])
    return result


def borrowed(weights, points, own, others, near=5):
    """Weights of the vertices `own` from the nearest of the vertices `others`."""
    result = np.empty((len(own), weights.shape[1]))
    for i, v in enumerate(own):
        distance = np.linalg.norm(points[others] - points[v], axis=1)
        nearest = np.argpartition(distance, near)[:near]
        share = 1 / (distance[nearest] + .3)
        result[i] = share @ weights[others[nearest]] / share.sum()
    return result


def smoother(faces, values):
    """One step of Catmull and Clark's subdivision: (quads, values of the new vertices)."""
    n, m = len(values), len(faces)
    middle = values[faces].mean(1)
    sides = np.sort(np.stack([faces, np.roll(faces, -1, 1)], -1).reshape(-1, 2), 1)
    edges, which, uses = np.unique(sides, axis=0, return_inverse=True, return_counts=True)
    which = which.ravel()
    beside = np.zeros((len(edges), values.shape[1]))
    np.add.at(beside, which, np.repeat(middle, 4, 0))
    half = values[edges].mean(1)
    inner = (uses == 2)[:, None]
    edge_points = np.where(inner, (half * 2 + beside) / 4, half)
    corners, ways = np.zeros((n, values.shape[1])), np.zeros(n)
    np.add.at(corners, faces.ravel(), np.repeat(middle, 4, 0))
    np.add.at(ways, faces.ravel(), 1)
    halves, count = np.zeros_like(corners), np.zeros(n)
    rim, rims = np.zeros_like(corners), np.zeros(n)
    for end in (0, 1):
        np.add.at(halves, edges[:, end], half)
        np.add.at(count, edges[:, end], 1)
        at = edges[uses == 1, end]
        np.add.at(rim, at, half[uses == 1])
        np.add.at(rims, at, 1)
    k = np.maximum(ways, 1)[:, None]
    moved = (corners / k + 2 * halves / np.maximum(count, 1)[:, None] + (k - 3) * values) / k
    moved = np.where((rims == 2)[:, None], values / 2 + rim / 4, moved)
    e = n + which.reshape(m, 4)
    f = n + len(edges) + np.arange(m)
    quads = np.stack([np.stack([faces[:, i], e[:, i], f, e[:, i - 1]], -1) for i in range(4)], 1).reshape(-1, 4)
    return quads, np.concatenate([moved, edge_points, middle])


def pack(data, to):
    points, groups = read_mesh(os.path.join(data, "3dobjs", "base.obj"))
    with open(os.path.join(data, "rigs", "default.mhskel")) as file:
        skeleton = json.load(file)
    shapes = targets(data, len(points))
    weights = read_weights(data, skeleton["bones"], len(points))
    body = np.unique(groups["body"])
    everything = np.concatenate([points, *shapes.values()], 1)  # columns: base, then each target
    result = {"targets": np.array(list(shapes)), "bones": np.array(KEPT)}
    parents = []
    for bone in KEPT:
        above = skeleton["bones"][bone]["parent"]
        while above is not None and above not in KEPT:
            above = skeleton["bones"][above]["parent"]
        parents.append(-1 if above is None else KEPT.index(above))
    result["parents"] = np.array(parents)
    for end in ("head", "tail"):
        result["bone_" + end] = np.stack([everything[skeleton["joints"][skeleton["bones"][b][end]]].mean(0) for b in KEPT]).reshape(len(KEPT), -1, 3)
    result["eyes"] = np.stack([everything[groups[f"helper-{s}-eye"].ravel()].mean(0) for s in "lr"]).mean(0).reshape(-1, 3)
    limbs = np.array([b.startswith(SKIN_BONES) for b in KEPT])
    skin = groups["body"][(weights[groups["body"]][..., limbs].sum(-1) > .5).all(1)]
    for name, faces, smooth in (("skin", skin, 0), ("tights", groups["helper-tights"], 1), ("skirt", groups["helper-skirt"], 1)):
        own = np.unique(faces)
        held = weights[own] if name == "skin" else borrowed(weights, points, own, body)
        values = np.concatenate([everything[own], held / held.sum(1, keepdims=True)], 1)
        faces = np.searchsorted(own, faces)
        for _ in range(smooth):
            faces, values = smoother(faces, values)
        columns = everything.shape[1]
        strongest = np.argsort(-values[:, columns:], axis=1)[:, :4]
        share = np.take_along_axis(values[:, columns:], strongest, 1)
        result[name + "_faces"] = faces.astype(np.int32)
        result[name + "_points"] = values[:, :columns].reshape(len(values), -1, 3).astype(np.float32)
        result[name + "_bones"] = strongest.astype(np.int8)
        result[name + "_weights"] = (share / share.sum(1, keepdims=True)).astype(np.float32)
    np.savez_compressed(to, **result)
    print(f"{to}: {os.path.getsize(to)} bytes;", ", ".join(f"{n} {len(result[n + '_points'])} vertices" for n in ("skin", "tights", "skirt")))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pack(*sys.argv[1:])
