"""Packs heads for heads.py from ICT-FaceKit's model, which is MIT, into one .npz file.

    git clone --depth 1 https://github.com/ICT-VGL/ICT-FaceKit
    python3 scenes/pack_heads.py ICT-FaceKit/FaceXModel HEADS.npz

Kept: the neutral head, every expression's shape and the first 40 identities, as differences to the neutral. Centimetres. Needs numpy.
"""
import glob
import os
import sys

import numpy as np

NEUTRAL = "generic_neutral_mesh"
IDENTITIES = 40


def points(path):
    """The vertices of an OBJ file, shape {n, 3}."""
    with open(path) as file:
        return np.array([line.split()[1:4] for line in file if line.startswith("v ")], np.float32)


def surfaces(path):
    """Quads {n, 4} (-1 where a face is a triangle), the material of each, the materials' names."""
    faces, material, names = [], [], []
    with open(path) as file:
        for line in file:
            kind, *rest = line.split() or [""]
            if kind == "usemtl":
                if rest[0] not in names:
                    names.append(rest[0])
                current = names.index(rest[0])
            elif kind == "f":
                corners = [int(corner.split("/")[0]) - 1 for corner in rest]
                faces.append(corners + [-1] * (4 - len(corners)))
                material.append(current)
    return np.array(faces, np.int32), np.array(material, np.int8), np.array(names)


def pack(folder, to):
    names = sorted(os.path.basename(path)[:-4] for path in glob.glob(os.path.join(folder, "*.obj")))
    people = [name for name in names if name.startswith("identity")][:IDENTITIES]
    shapes = [name for name in names if name != NEUTRAL and not name.startswith("identity")]
    if NEUTRAL not in names or len(people) < IDENTITIES or not shapes:
        sys.exit(f"pack_heads: FOLDER must hold {NEUTRAL}.obj, {IDENTITIES} identities and the expressions, got {len(names)} .obj files ({folder}); give ICT-FaceKit/FaceXModel")
    neutral = points(os.path.join(folder, NEUTRAL + ".obj"))
    faces, material, material_names = surfaces(os.path.join(folder, NEUTRAL + ".obj"))

    def differences(of):
        return np.stack([(points(os.path.join(folder, name + ".obj")) - neutral).astype(np.float16) for name in of])
    np.savez_compressed(to, neutral=neutral, faces=faces, material=material, material_names=material_names, expression_names=np.array(shapes),
                        expression_deltas=differences(shapes), identity_deltas=differences(people))
    print(f"{to}: {os.path.getsize(to)} bytes; {len(neutral)} vertices, {len(shapes)} shapes, {len(people)} identities")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pack(*sys.argv[1:])
