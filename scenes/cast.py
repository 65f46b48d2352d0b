"""The one place where a script's person meets people.py: a look becomes a Person, a moment becomes a Pose."""
import people
from people import Person, Pose

try:
    import expressions
except ImportError:  # until expressions.py is there
    expressions = None

from heads import both, mix

RGB = {"black": (30, 30, 34), "blue": (60, 90, 150), "brown": (96, 66, 46), "cream": (206, 196, 172), "green": (60, 110, 70), "grey": (120, 122, 126),
       "maroon": (100, 30, 40), "mustard": (176, 136, 66), "navy": (48, 60, 96), "olive": (98, 104, 66), "orange": (200, 110, 50), "pink": (200, 120, 140),
       "plum": (106, 52, 98), "red": (150, 40, 54), "rust": (150, 84, 52), "teal": (54, 104, 100), "white": (225, 224, 220), "yellow": (214, 180, 70)}


def person_of(ict, bodies, look):
    if expressions is not None:
        return Person(ict, bodies, look)
    seed, skin = look["identity"], look["skin"]
    import numpy as np
    draw = np.random.default_rng(seed)
    hair = {"long": "long", "tied": "bun"}.get(look["hair"], "short")
    arms = {"phone": "phone", "crossed": "crossed"}.get(look["posture"], "down")
    return Person(ict, {int(i): float(draw.normal(0, .6)) for i in draw.choice(40, 4, replace=False)}, "light" if skin < 4 else "mid" if skin < 7 else "dark",
                  hair="scarf" if {"hijab", "dupatta"} & set(look["wears"]) else hair, cover_colour=RGB["red"] if {"hijab", "dupatta"} & set(look["wears"]) else None,
                  cloth=RGB[look["clothes"]["colour"]], pattern=look["clothes"]["pattern"], second=RGB[look["clothes"]["second"]], arms=arms,
                  hem=-115 if look["clothes"]["kind"] in ("kurta", "saree") else -84, height=look["height"] / 1.7, seed=seed)


def weights_of(player, t):
    """ICT shape weights of the face now, blinks included."""
    weights = mix(*((level, live(name, t, player.seed)) for name, level in player.levels(t).items()))
    return mix((1, weights), (player.blink(t) * (1 - .6 * min(1, weights.get("eyeWide_L", 0))), both(eyeBlink=1)))


def live(name, t, seed):
    if expressions is not None:
        return expressions.live(name, t, seed)
    return FIRST.get(name, {})


FIRST = {
    "fear": {**both(browInnerUp=1.5, browDown=1.3, eyeWide=1.4, mouthStretch=1.4, mouthFrown=1, mouthLowerDown=.8), "jawOpen": .5},
    "laugh": {**both(mouthSmile=1, cheekSquint=.9, cheekRaiser=.8, mouthUpperUp=.5, eyeSquint=.3), "jawOpen": .35},
    "shout-anger": {**both(browDown=1.2, eyeSquint=.4, noseSneer=1, mouthUpperUp=.7, mouthLowerDown=.7), "jawOpen": .4},
}


def pose_of(player, t, stride):
    yaw, pitch, roll = player.head(t)
    more = {} if expressions is None else {"hands": player.hands(t), "posture": player.person["posture"]}
    return Pose(expression=weights_of(player, t), yaw=yaw, pitch=pitch, roll=roll, stride=stride, **more)


def hand_points(person, side):
    return person.hand_points(side) if hasattr(person, "hand_points") else None


FEET = people.FEET
