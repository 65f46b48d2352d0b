"""The one place where a script's person meets people.py: a look becomes a Person, a moment becomes a Pose."""
import expressions
from heads import both, mix
from people import FEET, Person, Pose  # noqa: F401  FEET is for stage.py

LID_WIDE = .6  # how much of a blink wide open eyes take away


def person_of(ict, bodies, look):
    """A name without a value is left to people.py."""
    look = {**look, "clothes": {name: value for name, value in look["clothes"].items() if value is not None}}
    return Person(ict, bodies, {name: value for name, value in look.items() if value is not None})


def weights_of(player, t):
    """Shape weights of the face now, blinks included."""
    weights = mix(*((level, expressions.live(name, t, player.seed)) for name, level in player.levels(t).items()))
    return mix((1, weights), (player.blink(t) * (1 - LID_WIDE * min(1, weights.get("eyeWide_L", 0))), both(eyeBlink=1)))


def pose_of(player, t, stride):
    yaw, pitch, roll = player.head(t)
    return Pose(expression=weights_of(player, t), yaw=yaw, pitch=pitch, roll=roll, stride=stride, hands=player.hands(t), posture=player.person["posture"])
