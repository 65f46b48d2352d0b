"""Hands: where an arm puts its wrist, which way the palm faces, how the fingers bend; and the actions made of them.

Everything is written for the left hand; the right one is its mirror image. Centimetres in the head's space (bodies.py).
"""
from dataclasses import dataclass, replace

import numpy as np

ACTIONS = ("signal-for-help", "wave", "scratch", "bag", "phone", "stop", "grab", "fist", "thumb-up", "gesture")
# Bends of the three joints in degrees, little differences between fingers come on top.
OPEN, RELAXED, GRIP, FIST = (2, 3, 3), (22, 28, 18), (62, 62, 38), (66, 104, 62)
# The thumb's three bones as (towards the finger tips, towards the thumb's side, out of the palm).
THUMB_OUT = ((.62, .72, .32), (.8, .58, .12), (.88, .46, .05))
THUMB_RELAXED = ((.68, .5, .55), (.9, .3, .35), (.95, .1, .3))
THUMB_TUCKED = ((.62, .05, .78), (.55, -.78, .3), (.3, -.93, .12))
THUMB_GRIP = ((.5, .25, .83), (.75, -.25, .6), (.6, -.7, .35))


@dataclass
class Arm:
    wrist: np.ndarray
    fingers: np.ndarray  # where the straight fingers would point
    palm: np.ndarray  # where the palm faces
    elbow: np.ndarray  # direction in which the elbow is pushed out
    bends: np.ndarray  # degrees, three joints
    thumb: np.ndarray  # {3, 3}, as THUMB_...
    spread: float = 0  # degrees between neighbouring fingers

    def toward(self, other, t):
        """This arm on its way to another, t in [0, 1]."""
        if t <= 0:
            return self
        mixed = {k: (1 - t) * np.asarray(getattr(self, k), float) + t * np.asarray(getattr(other, k), float) for k in self.__dataclass_fields__}
        return Arm(**mixed)


def made(wrist, fingers, palm, elbow, bends=RELAXED, thumb=THUMB_RELAXED, spread=0):
    unit = [np.asarray(v, float) / np.linalg.norm(v) for v in (fingers, palm, elbow)]
    return Arm(np.asarray(wrist, float), *unit, np.asarray(bends, float), np.asarray(thumb, float), spread)


def ease(x):
    x = min(max(x, 0), 1)
    return x * x * (3 - 2 * x)


def arm(body, side, posture, stride, action, phase, share=1):
    """The Arm of one side, L or R; `share` of the way from rest to the action."""
    mirror = np.array([1. if side == "L" else -1., 1, 1])
    shoulder = body.at(f"upperarm01.{side}") * mirror
    length = np.linalg.norm(body.at(f"wrist.{side}") - body.at(f"upperarm01.{side}"))
    result = rest(shoulder, length, posture, stride, side)
    result = result.toward(acting(result, action, phase, shoulder, length), share)
    return replace(result, wrist=result.wrist * mirror, fingers=result.fingers * mirror, palm=result.palm * mirror, elbow=result.elbow * mirror)


def rest(shoulder, length, posture, stride, side):
    if posture == "scooter":
        return made((26, -52, 43), (-.25, -.2, 1), (-.12, -1, -.1), (1, -.7, -.4), (50, 68, 40), THUMB_GRIP)
    if posture == "crossed":
        if side == "L":
            return made((-5, -41, 17.5), (-1, .22, -.25), (.1, .2, -1), (.8, -.9, .1), (18, 22, 15), THUMB_RELAXED)
        return made((-1, -45.5, 20), (-1, .05, -.3), (.1, .25, -1), (.8, -.9, .1), (18, 22, 15), THUMB_RELAXED)
    if posture == "phone" and side == "R":
        return phone()
    swing = 0 if stride is None else .42 * (1 if side == "L" else -1) * np.sin(stride)
    way = np.array([.2, -np.cos(swing), np.sin(swing) + .1])
    return made(shoulder + .97 * length * way / np.linalg.norm(way), (0, -1, .2 + swing), (-1, 0, -.45), (.35, 0, -1), RELAXED, THUMB_RELAXED)


def phone():
    return made((15.5, -9.5, 7), (-.42, .9, -.3), (-.9, -.3, -.1), (.75, -1, .35), (48, 46, 30), THUMB_GRIP)


def acting(base, action, phase, shoulder, length):
    if action is None:
        return base
    if action == "signal-for-help":
        shown = made((shoulder[0] + 4, -14, 17), (.06, 1, .03), (-.1, 0, 1), (.55, -1, -.15), OPEN, THUMB_OUT, 5)
        raised = base.toward(shown, ease(phase))
        tuck, fold = ease(phase - 1), ease(phase - 2)
        return replace(raised, thumb=(1 - tuck) * raised.thumb + tuck * np.array(THUMB_TUCKED),
                       bends=(1 - fold) * raised.bends + fold * np.array(FIST, float), spread=raised.spread * (1 - max(tuck, fold)))
    if action == "wave":
        s = np.sin(phase)
        return made((shoulder[0] + 9 + 5 * s, -9, 15), (.1 + .42 * s, 1, 0), (-.1, 0, 1), (.6, -1, -.2), (6, 8, 6), THUMB_OUT, 6)
    if action == "scratch":
        s = np.sin(phase)
        return made((14.8, 1.5 + 1.4 * s, 6.5), (-.6, .8, -.25), (-.85, -.45, -.1), (.8, -1, .3), (38 + 9 * s, 45 + 9 * s, 28), THUMB_RELAXED, 4)
    if action == "bag":
        down = shoulder + .985 * length * np.array([.17, -.98, .04])
        return made(down, (0, -1, .03), (-1, 0, -.15), (.35, 0, -1), (72, 82, 50), THUMB_GRIP)
    if action == "phone":
        return phone()
    if action in ("stop", "grab"):  # an open palm to the camera; grab closes and opens it, the thumb outside
        shut = 0 if action == "stop" else ease(.5 - .5 * np.cos(phase))
        open_ = made((shoulder[0] + 3, -13, 18), (.04, 1, .05), (-.1, 0, 1), (.55, -1, -.15), OPEN, THUMB_OUT, 5)
        return replace(open_, bends=(1 - shut) * open_.bends + shut * np.array(FIST, float), spread=open_.spread * (1 - shut),
                       thumb=(1 - shut) * open_.thumb + shut * np.array(THUMB_GRIP))
    if action == "fist":
        return made((shoulder[0] + 6, -7 + .8 * np.sin(phase), 14), (.05, 1, .08), (-.3, 0, 1), (.6, -1, -.2), FIST, THUMB_GRIP)
    if action == "thumb-up":
        return made((shoulder[0] + 3, -17, 18), (-1, .1, .35), (-.3, .05, -1), (.6, -1, -.2), FIST, THUMB_OUT)
    if action == "gesture":  # what hands do beside talk: they open, close and turn about the chest
        a, b, c = np.sin(phase), np.sin(1.37 * phase + 1), np.sin(.61 * phase + 2)
        half = ease(.5 + .5 * c)
        return made((shoulder[0] - 1 + 6 * b, -20 + 5 * a, 20 + 2 * c), (-.35 + .4 * a, .7 + .2 * b, .45), (-.35 - .4 * b, .5 * c, .7), (.7, -1, -.1),
                    half * np.array(RELAXED) + (1 - half) * np.array(OPEN), half * np.array(THUMB_RELAXED) + (1 - half) * np.array(THUMB_OUT), 5 * (1 - half))
    raise ValueError(f"a hand's action is one of {', '.join(ACTIONS)}, got {action!r}")


def rest_frame(body, side):
    """(fingers, towards the thumb, out of the palm): the axes of the hand in the rest shape."""
    wrist, middle, index, little = (body.at(f"{b}.{side}") for b in ("wrist", "finger3-1", "finger2-1", "finger5-1"))
    fingers = middle - wrist
    fingers /= np.linalg.norm(fingers)
    across = index - little
    across -= (across @ fingers) * fingers
    across /= np.linalg.norm(across)
    palm = np.cross(fingers, across) * (1 if side == "L" else -1)
    return fingers, across, palm


def finger_turns(body, side, arm):
    """Turns of the finger bones in the hand's rest space: {bone: rotation}."""
    from bodies import about, least
    fingers, across, palm = rest_frame(body, side)
    result = {}
    for i in (2, 3, 4, 5):
        side_turn, before, total = np.eye(3), 0.0, 0.0
        for j in (1, 2, 3):
            bone = f"finger{i}-{j}.{side}"
            b = body.names[bone]
            direction = body.tails[b] - body.heads[b]
            flat = direction - (direction @ palm) * palm
            there = np.degrees(np.arctan2(direction @ palm, np.linalg.norm(flat)))  # rest fingers bend a little
            total += arm.bends[j - 1] * (1 + .06 * (i - 3)) - (there - before)
            before = there
            if j == 1:  # sideways first: bent fingers lie side by side, straight ones spread
                lean = np.degrees(np.arctan2(flat @ across, flat @ fingers))
                sideways = arm.spread * (3.4 - i) - lean * min(1, .5 + arm.bends[0] / 100)
                side_turn = about(np.cross(fingers, across), np.radians(sideways))
            result[bone] = about(np.cross(fingers, palm), np.radians(total)) @ side_turn
    for j in (1, 2, 3):
        bone = f"finger1-{j}.{side}"
        b = body.names[bone]
        f, a, p = arm.thumb[j - 1]
        result[bone] = least(body.tails[b] - body.heads[b], f * fingers + a * across + p * palm)
    return result
