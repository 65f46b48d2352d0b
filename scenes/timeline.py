"""What a person of a script does at a time: where, how turned, which expressions, which hands. Numbers only, nothing is drawn."""
import math

from script import whereabouts

DISTRESS = ("fear", "cry", "fear-in-talk")  # what the truth calls distress
STEP_METRES = 1.25  # two steps of a calm walk
RAISE_SECONDS, TUCK_SECONDS, FOLD_SECONDS = .7, .4, .4  # of the Signal for Help
PALM_SECONDS, TUCKED_SECONDS = .8, .6  # how long the open palm and the tucked thumb are held
LOWER_SECONDS = .6
TURNS = {"wave": 1.7, "scratch": 2.2, "grab": .55, "fist": .8, "gesture": .45}  # of what goes to and fro, a second
TWO_PI = 2 * math.pi


def smooth(s):
    s = min(max(s, 0), 1)
    return s * s * (3 - 2 * s)


class Player:
    """One person of a clip, by time. `seed` makes two people sway and blink at different moments."""

    def __init__(self, person, clip):
        self.person, self.seconds, self.seed = person, clip["seconds"], (clip["seed"] * 31 + person["id"] * 7) % 97
        start, end = person["start"], person["end"]
        gone = None if end is None else (end[0] - start[0], end[1] - start[1])
        self.facing = person["facing"] if gone is None else math.degrees(math.atan2(gone[0], -gone[1]))

    def spot(self, t):
        """(x, metres ahead, facing in degrees, stride in radians or None)."""
        x, ahead, way = whereabouts(self.person, t)
        return x, ahead, self.facing, None if way is None else TWO_PI * way / STEP_METRES

    def speed(self, t):
        """Metres a second, (right, ahead)."""
        x, ahead, way = whereabouts(self.person, t)
        if way is None:
            return 0, 0
        before = whereabouts(self.person, t - .01)
        return (x - before[0]) / .01, (ahead - before[1]) / .01

    def levels(self, t):
        """Expression -> intensity now; each gives way to the next over the next one's onset."""
        acts, found = self.person["expressions"], {}
        for i, act in enumerate(acts):
            rise = 1 if i == 0 and act["from"] == 0 else smooth((t - act["from"]) / act["onset"])
            if i + 1 < len(acts):
                rise *= 1 - smooth((t - acts[i + 1]["from"]) / acts[i + 1]["onset"])
            if act["show"] != "neutral" and act["intensity"] * rise > .004:
                found[act["show"]] = found.get(act["show"], 0) + act["intensity"] * rise
        return found

    def hands(self, t):
        """Hand -> (action, phase, share). Phase: see sign_phase; in radians for what goes to and fro. Share: how far the arm is on its way, in [0, 1]."""
        found = {}
        for act in self.person["hands"]:
            if act["from"] <= t < act["until"]:
                since, left = t - act["from"], act["until"] - t
                turn = TURNS.get(act["do"], 0)
                if act["do"] == "signal-for-help":
                    found[act["hand"]] = (act["do"], sign_phase(since, left), 1)
                    continue
                # what begins with the clip or lasts to its end is neither raised nor lowered
                share = (1 if act["from"] == 0 else smooth(since / RAISE_SECONDS)) * (1 if act["until"] >= self.seconds else smooth(left / LOWER_SECONDS))
                found[act["hand"]] = (act["do"], TWO_PI * turn * since, share)
        return found

    def blink(self, t):
        """How far the lids are closed, in [0, 1]."""
        every = 3.1 + .37 * (self.seed % 5)
        into = (t + 1.3 * self.seed) % every
        return max(0, 1 - abs(into - .12) / .13)

    def head(self, t):
        """Yaw, pitch and roll of the head against the body, in degrees: gaze, sway, nods."""
        s, sway, levels = self.seed, self.person["sway"], self.levels(t)
        shake = max((levels.get(name, 0) for name in DISTRESS), default=0)
        nod = (2.5 * math.sin(3.9 * t + s) * max(levels.get("talk", 0), levels.get("sing", 0), levels.get("shout-anger", 0))
               + 3 * math.sin(5 * t) * levels.get("laugh", 0))
        yaw, pitch = self.person["gaze"]
        return (yaw + sway * (3.2 * math.sin(.7 * t + 2 * s) + 1.6 * math.sin(1.9 * t + s)) + shake * 2.5 * math.sin(2.9 * t),
                pitch + sway * (1.6 * math.sin(.9 * t + s) + nod) + shake * .8 * math.sin(7 * t),
                sway * 2 * math.sin(.6 * t + 3 * s))

    def drift(self, t):
        """Metres, (right, up), that a standing body sways."""
        return .0026 * self.person["sway"] * math.sin(.8 * t + self.seed), -.0008 * math.sin(1.3 * t + 2 * self.seed)


def sign_phase(since, left):
    """The Signal for Help's phase, 0 to 3: raised open palm at 1, thumb tucked at 2, fingers folded over it at 3; then lowered."""
    phase = (smooth(since / RAISE_SECONDS) + smooth((since - RAISE_SECONDS - PALM_SECONDS) / TUCK_SECONDS)
             + smooth((since - RAISE_SECONDS - PALM_SECONDS - TUCK_SECONDS - TUCKED_SECONDS) / FOLD_SECONDS))
    return phase * smooth(left / LOWER_SECONDS)


def seen_angles(camera_height, x, ahead, head_height, facing, yaw, pitch):
    """Yaw and pitch, in degrees, of a head against the camera's line of sight, and its distance in metres.

    Yaw is positive where the face is turned to the picture's right; pitch where the camera sees the head from above.
    """
    to_camera = (-x, -ahead, camera_height - head_height)
    distance = math.hypot(*to_camera)
    right, up, out = turned_away((to_camera[0] / distance, to_camera[2] / distance, -to_camera[1] / distance), facing, yaw, pitch)
    return math.degrees(math.atan2(-right, out)), math.degrees(math.asin(max(-1, min(1, up)))), distance


def turned_away(way, facing, yaw, pitch):
    """A direction (right, up, towards the camera) in the axes of a head turned by facing and yaw, then pitch."""
    turn, nod = math.radians(facing + yaw), math.radians(pitch)
    right, up, out = way
    right, out = right * math.cos(turn) - out * math.sin(turn), right * math.sin(turn) + out * math.cos(turn)
    return right, up * math.cos(nod) + out * math.sin(nod), out * math.cos(nod) - up * math.sin(nod)
