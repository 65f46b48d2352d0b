"""A body under the clothes: shape, skeleton, postures. Linear blend skinning of what pack_bodies.py packed; numpy only.

Space: that of heads.py, in centimetres: x to the person's left, y up, z ahead; the head's origin lies between eyes and mouth.
"""
import numpy as np

import hands

EYES = np.array([0, 3.6, 8.2])  # ICT-FaceKit's, midway between the eyeballs' centres
LEG_SWING = .42  # radians, of a calm walk
ARM_SWING = .4
SEAT = 83  # cm of the hips above the ground on a scooter
FOOT_BOARD = 31  # cm of the ankles above the ground there
SEXES = {"female": (1, 0), "male": (0, 1), "neither": (.5, .5)}


def unit(v):
    v = np.asarray(v, float)
    return v / np.linalg.norm(v)


def frame(along, toward):
    """A rotation whose first axis is `along` and whose second leans to `toward`."""
    x = unit(along)
    y = unit(toward - (toward @ x) * x)
    return np.stack([x, y, np.cross(x, y)], -1)


def about(axis, angle):
    x, y, z = unit(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def least(a, b):
    """The smallest rotation that takes the direction a to b."""
    a, b = unit(a), unit(b)
    axis = np.cross(a, b)
    if np.linalg.norm(axis) < 1e-6:
        return np.eye(3)
    return about(axis, np.arctan2(np.linalg.norm(axis), a @ b))


def smoothstep(x, low, high):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


class Body:
    """One body's rest shape. `fat`: -1 thin to 1 heavy. `size` scales it against the head."""

    def __init__(self, packed, sex, age, fat=0, size=1.0):
        share = dict(zip(("female", "male"), SEXES[sex]))
        old = float(np.clip((age - 30) / 45, 0, 1)) * .8
        weight = {f"{s}-{kind}": w for s, w0 in share.items() for kind, w in (
            ("young", w0 * (1 - old)), ("old", w0 * old), ("minweight", w0 * max(0, -fat)), ("maxweight", w0 * max(0, fat)))}
        mix = np.array([1, *(weight[str(t)] for t in packed["targets"])])
        self.mix = lambda values: np.einsum("nkd,k->nd", values, mix)
        eyes = self.mix(packed["eyes"][None])[0]
        neck = self.mix(packed["bone_head"])[list(packed["bones"]).index("neck01")]
        # the neck meets the ICT head's, whatever the size of the rest
        self.place = lambda p: (p - neck) * size + neck - eyes + EYES
        self.names = {str(b): i for i, b in enumerate(packed["bones"])}
        self.parents = packed["parents"]
        self.heads = self.place(self.mix(packed["bone_head"]))
        self.tails = self.place(self.mix(packed["bone_tail"]))
        self.order = sorted(range(len(self.parents)), key=self._depth)
        self.packed, self.size = packed, size

    def _depth(self, bone):
        return 0 if self.parents[bone] < 0 else 1 + self._depth(self.parents[bone])

    def mesh(self, name):
        """Rest points {n, 3}, quads and weights {n, bones} of "skin" (limbs), "tights" or "skirt"."""
        p = self.packed
        points = self.place(self.mix(p[name + "_points"]))
        weights = np.zeros((len(points), len(self.parents)), np.float32)
        np.put_along_axis(weights, p[name + "_bones"].astype(int), p[name + "_weights"], 1)
        return points, p[name + "_faces"], weights

    def at(self, bone):
        return self.heads[self.names[bone]]

    def moves(self, posture, stride, gestures):
        """Matrices {bones, 3, 4} of a posture; `gestures`: {"left"/"right": (action, phase)}."""
        turns = {}
        if posture == "scooter":
            lean = about((1, 0, 0), .06)
            turns["root"] = lean
        self._legs(posture, stride, turns)
        for name, side in (("left", "L"), ("right", "R")):
            self._arm(side, hands.arm(self, side, posture, stride, *(gestures.get(name) or (None, 0))), turns)
        return self._chain(turns)

    def _chain(self, turns):
        n = len(self.parents)
        turn, at = np.empty((n, 3, 3)), np.empty((n, 3))
        bone_names = list(self.names)
        for b in self.order:
            a = self.parents[b]
            given = turns.get(bone_names[b])
            turn[b] = given if given is not None else np.eye(3) if a < 0 else turn[a]
            at[b] = self.heads[b] if a < 0 else at[a] + turn[a] @ (self.heads[b] - self.heads[a])
        return np.concatenate([turn, (at - np.einsum("bij,bj->bi", turn, self.heads))[:, :, None]], 2)

    def _legs(self, posture, stride, turns):
        for side, sign in (("L", 1), ("R", -1)):
            hip, knee, ankle = (self.at(f"{b}.{side}") for b in ("upperleg01", "lowerleg01", "foot"))
            out = .035 * sign
            if posture == "scooter":
                thigh, shin, pitch = (.26 * sign, -.32, .95), (.05 * sign, -1, -.12), 0
            elif stride is not None:
                reach = -LEG_SWING * sign * np.sin(stride)
                bend = reach - .95 * max(0, sign * np.cos(stride)) ** 1.5 * .8 - .06
                thigh, shin, pitch = (out, -np.cos(reach), np.sin(reach)), (0, -np.cos(bend), np.sin(bend)), .55 * (-bend) * (bend < 0) - .6 * max(bend, 0)
            else:
                thigh, shin, pitch = (out, -1, .02), (.02 * sign, -1, -.03), 0
            sideways = np.array([1., 0, 0])
            upper = frame(thigh, sideways) @ frame(knee - hip, sideways).T
            lower = frame(shin, sideways) @ frame(ankle - knee, sideways).T
            for b in ("upperleg01", "upperleg02"):
                turns[f"{b}.{side}"] = upper
            for b in ("lowerleg01", "lowerleg02"):
                turns[f"{b}.{side}"] = lower
            turns[f"foot.{side}"] = about((1, 0, 0), pitch) @ about((0, 1, 0), .12 * sign - .1 * sign)

    def _arm(self, side, arm, turns):
        """Two bones and a hand to where `arm` (hands.Arm) wants them; the forearm shares the hand's twist."""
        shoulder, elbow0, wrist0 = (self.at(f"{b}.{side}") for b in ("upperarm01", "lowerarm01", "wrist"))
        lift = smoothstep(arm.wrist[1], shoulder[1] - 25, shoulder[1] + 25)
        sign = 1 if side == "L" else -1
        shrug = about((0, 0, 1), sign * (.16 * lift - .05))
        turns[f"clavicle.{side}"] = shrug
        root = self.at(f"clavicle.{side}")
        shoulder = root + shrug @ (shoulder - root)
        upper_length, fore_length = np.linalg.norm(elbow0 - self.at(f"upperarm01.{side}")), np.linalg.norm(wrist0 - elbow0)
        gap = arm.wrist - shoulder
        reach = np.clip(np.linalg.norm(gap), abs(upper_length - fore_length) + 3, upper_length + fore_length - .4)
        ahead = unit(gap)
        along = (upper_length ** 2 - fore_length ** 2 + reach ** 2) / (2 * reach)
        pole = arm.elbow - (arm.elbow @ ahead) * ahead
        elbow = shoulder + along * ahead + np.sqrt(max(0, upper_length ** 2 - along ** 2)) * unit(pole)
        wrist = shoulder + reach * ahead
        u0, v0, u1, v1 = elbow0 - self.at(f"upperarm01.{side}"), wrist0 - elbow0, unit(elbow - shoulder), unit(wrist - elbow)
        upper = frame(u1, v1) @ frame(u0, v0).T
        fore = frame(v1, -u1) @ frame(v0, -u0).T
        for b in ("upperarm01", "upperarm02"):
            turns[f"{b}.{side}"] = upper
        fingers0, across0, palm0 = hands.rest_frame(self, side)
        hand = frame(arm.fingers, arm.palm) @ frame(fingers0, palm0).T
        now = fore @ palm0
        now, wanted = now - (now @ v1) * v1, arm.palm - (arm.palm @ v1) * v1
        twist = np.arctan2(np.cross(now, wanted) @ v1, now @ wanted)
        turns[f"lowerarm01.{side}"] = about(v1, .4 * twist) @ fore
        turns[f"lowerarm02.{side}"] = about(v1, .8 * twist) @ fore
        turns[f"wrist.{side}"] = hand
        for bone, turn in hands.finger_turns(self, side, arm).items():
            turns[bone] = hand @ turn


def skinned(points, weights, moves):
    """Linear blend skinning: rest points {n, 3} of dense weights {n, bones} to where the bones' matrices {bones, 3, 4} take them."""
    blend = (weights @ moves.reshape(len(moves), 12).astype(np.float32)).reshape(-1, 3, 4)
    return np.einsum("nij,nj->ni", blend[:, :, :3], points) + blend[:, :, 3]
