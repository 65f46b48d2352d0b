"""Reads a scene's script (YAML), and says all that is wrong with it at once, each with its line. Nothing is drawn here.

Start at `read_script`. What comes out is a list of clips: plain dictionaries with every default filled in, which JSON can
carry to Blender. docs/scenes/scripts.md explains every name.
"""
import itertools
import math
import os

import yaml

from sheet import NEEDED, Sheet, fields, number, one_of, plain, several, told

PLACES = ["bus-stop", "campus", "crossing", "lane", "market", "underpass"]
LIGHTS = ["day", "noon", "late", "night", "headlights"]
WEATHERS = ["clear", "rain", "fog"]
SIZES = [[1280, 720], [1920, 1080], [640, 480], [480, 360]]
EXPRESSIONS = ["neutral", "talk", "laugh", "shout-anger", "surprise", "disgust", "squint", "yawn", "sing", "fear", "cry", "fear-in-talk"]
HAND_ACTIONS = ["signal-for-help", "wave", "scratch", "bag", "phone", "stop", "grab", "fist", "thumb-up", "gesture"]
OCCLUDERS = ["pole", "cart", "board", "branch"]
COLOURS = ["teal", "cream", "mustard", "navy", "plum", "olive", "rust", "red", "maroon", "white", "grey", "black", "blue", "sky", "green", "pink", "orange",
           "brown", "khaki", "denim", "yellow", "purple"]
COVERS = ("hijab", "dupatta", "turban", "helmet")  # one on a head
SIGN_SECONDS = 3.5  # the Signal for Help from the hand's rising to its sinking
STEP_SECONDS = .25  # how finely a walk is searched for a moment in the picture
SENSOR_MILLIMETRES = 5.4  # width of a 1/2.8-inch sensor, the usual one of street cameras


class ScriptProblems(Exception):
    """All that is wrong with some scripts: `lines`, each FILE:LINE: rule, value, mend."""

    def __init__(self, lines):
        super().__init__("\n".join(lines))
        self.lines = lines


EXAMPLES = {"camera": "camera: {height: 3, lens: 11, tilt: 10}", "people": "people: [], or a list of people", "place": "place: " + PLACES[0],
            "seconds": "seconds: 10", "start": "start: [0.5, 5]: metres to the right and ahead of the camera", "id": "id: 1", "show": "show: neutral",
            "from": "from: 0", "until": "until: 5", "do": "do: " + HAND_ACTIONS[0]}
SPOT = several(number(-60, 60, "metres"), 2, 2, of="numbers")
CLOTHES = fields(kind=(one_of(["kurta", "shirt", "saree", "jacket"]), "shirt"), colour=(one_of(COLOURS), "grey"),
                 pattern=(one_of(["plain", "stripes", "checks"]), "plain"), second=(one_of(COLOURS), "cream"), trousers=(one_of(COLOURS), None))
LOOK = dict(identity=(number(0, 10_000, whole=True), 1), skin=(number(1, 10, "of the Monk scale", whole=True), 5),
            sex=(one_of(["female", "male", "neither"]), "neither"), age=(number(16, 85, "years"), 30), hair=(one_of(["long", "short", "tied", "bald"]), "short"),
            hair_colour=(one_of(["black", "brown", "grey", "white"]), None), cover=(one_of(COLOURS), None),
            wears=(several(one_of(["dupatta", "hijab", "turban", "glasses", "beard", "dust-mask", "helmet"]), most=4), list), clothes=(CLOTHES, lambda: {"kind": "shirt", "colour": "grey", "pattern": "plain", "second": "cream"}),
            height=(number(1.2, 2.1, "metres"), 1.65), posture=(one_of(["stand", "walk", "scooter", "phone", "crossed"]), "stand"))
PERSON = fields(
    EXAMPLES, id=(number(1, 999, whole=True), NEEDED), **LOOK, start=(SPOT, NEEDED), end=(SPOT, None), leaves=(number(0, 600, "seconds"), 0),
    speed=(number(.3, 3, "metres a second"), 1.1), facing=(number(-180, 180, "degrees"), 0), gaze=(several(number(-60, 60, "degrees"), 2, 2, of="numbers"), lambda: [0, 0]),
    sway=(number(0, 2), 1),
    expressions=(several(fields(EXAMPLES, **{"from": (number(0, 600, "seconds"), NEEDED)}, show=(one_of(EXPRESSIONS), NEEDED), intensity=(number(0, 1), 1),
                                onset=(number(.1, 5, "seconds"), .8))), list),
    hands=(several(fields(EXAMPLES, **{"from": (number(0, 600, "seconds"), NEEDED)}, until=(number(0, 600, "seconds"), NEEDED), hand=(one_of(["left", "right"]), "right"),
                          do=(one_of(HAND_ACTIONS), NEEDED))), list))
CAMERA = fields(EXAMPLES, height=(number(2, 8, "metres"), NEEDED), lens=(number(2, 50, "millimetres"), NEEDED), tilt=(number(0, 60, "degrees"), NEEDED))


def size(sheet, node, path):
    value = plain(node)
    if value not in SIZES:
        sheet.wrong(node, f"{told(path)} must be one of {', '.join('x'.join(map(str, s)) for s in SIZES)}, got {value}; write size: [1280, 720]")
        return None
    return value


VARIED_CLIP = dict(light=(one_of(LIGHTS), "day"), weather=(one_of(WEATHERS), "clear"), seed=(number(0, 2**31, whole=True), 1))
VARY = fields(**{name: (several(rule, 1), None) for name, (rule, _) in (LOOK | VARIED_CLIP).items()})
SCRIPT = fields(
    EXAMPLES, shows=(lambda sheet, node, path: str(plain(node)), ""), place=(one_of(PLACES), NEEDED), **VARIED_CLIP, camera=(CAMERA, NEEDED), size=(size, lambda: [1280, 720]),
    fps=(number(1, 25, "frames a second"), 12.5), seconds=(number(.4, 600, "seconds"), NEEDED), noise=(number(0, 20, "of 255"), None),
    kilobits=(number(50, 20_000, "kilobits a second", whole=True), 1000), people=(several(PERSON), NEEDED),
    occluders=(several(fields(EXAMPLES, what=(one_of(OCCLUDERS), NEEDED), at=(SPOT, NEEDED))), list), vary=(VARY, None))


def read_script(file):
    """The clips of one script; more than one where it varies. Raises ScriptProblems."""
    sheet, clips = Sheet(file), []
    try:
        with open(file, encoding="utf-8") as stream:
            node = yaml.compose(stream, yaml.SafeLoader)
    except OSError as problem:
        raise ScriptProblems([f"{file}:1: a script must be a readable file, got {problem.strerror}; write its path"]) from None
    except UnicodeDecodeError:
        raise ScriptProblems([f"{file}:1: a script must be text in UTF-8, got other bytes; save it as UTF-8"]) from None
    except yaml.YAMLError as problem:
        line = problem.problem_mark.line + 1 if getattr(problem, "problem_mark", None) else 1
        raise ScriptProblems([f"{file}:{line}: a script must be YAML, got {getattr(problem, 'problem', problem)}; look at this line's indent and brackets"]) from None
    if node is None:
        raise ScriptProblems([f"{file}:1: a script must not be empty; begin with place: {PLACES[0]}"])
    clip = SCRIPT(sheet, node, ())
    if clip is not None:
        for i, person in enumerate(clip["people"] or []):
            if person is not None:
                check_person(sheet, clip, i, person)
        check_ids(sheet, clip["people"] or [])
        check_apart(sheet, clip["people"] or [])
    if sheet.problems:
        raise ScriptProblems(sheet.lines_out())
    name = os.path.splitext(os.path.basename(file))[0]
    for changes, suffix in variations(clip.pop("vary")):
        clips.append(varied(clip, changes, "-".join([name, *suffix])))
    return clips


def check_ids(sheet, people):
    first = {}
    for i, person in enumerate(people):
        number_ = person and person["id"]
        if number_ is not None and number_ in first:
            sheet.wrong(("people", i, "id"), f"person {i + 1}: id must be unique, got {number_} as in person {first[number_] + 1}; "
                                             f"write {max(p['id'] or 0 for p in people if p) + 1}")
        first.setdefault(number_, i)


def check_apart(sheet, people):
    standing = {}
    for i, person in enumerate(people):
        if person is None or person["start"] is None or None in person["start"] or person["end"] is not None:
            continue
        spot = tuple(person["start"])
        if spot in standing:
            sheet.wrong(("people", i, "start"), f"person {i + 1}: start must be a place of one's own, got {person['start']} as for person {standing[spot] + 1}; move one by half a metre")
        standing.setdefault(spot, i)


def check_person(sheet, clip, i, person):
    """What only several values together can break: times, overlaps, walks, what is worn."""
    path, seconds, problems = ("people", i), clip["seconds"], len(sheet.problems)
    covers = [worn for worn in person["wears"] or [] if worn in COVERS]
    if len(covers) > 1:
        sheet.wrong((*path, "wears"), f"{told((*path, 'wears'))} must have one of {', '.join(COVERS)} at most, got {' and '.join(covers)}; leave one out")
    if seconds is None:
        return
    before = None
    for k, act in enumerate(person["expressions"] or []):
        if act is None or act["from"] is None or act["onset"] is None:
            continue
        where = (*path, "expressions", k, "from")
        if act["from"] >= seconds:
            sheet.wrong(where, f"{told(where)} must be before the clip's end at {seconds:g} s, got {act['from']:g}; make the clip longer or start earlier")
        if before and act["from"] < before["from"] + before["onset"]:
            sheet.wrong(where, f"{told(where)} must not come before the last expression's onset is over at {before['from'] + before['onset']:g} s, "
                               f"got {act['from']:g}; sort them by time, or shorten that onset")
        before = act
    last = {}
    for k, act in enumerate(person["hands"] or []):
        if act is None or act["from"] is None or act["until"] is None or act["hand"] is None:
            continue
        where = (*path, "hands", k, "until")
        if not act["from"] < act["until"] <= seconds:
            sheet.wrong(where, f"{told(where)} must be after from ({act['from']:g}) and not after the clip's end ({seconds:g}), got {act['until']:g}; mend the times")
        if act["do"] == "signal-for-help" and act["until"] - act["from"] < SIGN_SECONDS:
            sheet.wrong(where, f"{told(where)} must leave {SIGN_SECONDS} s for the signal-for-help, got {act['until'] - act['from']:g} s; write {act['from'] + SIGN_SECONDS:g} or later")
        if act["from"] < last.get(act["hand"], 0):
            where = (*path, "hands", k, "from")
            sheet.wrong(where, f"{told(where)} must not come before the {act['hand']} hand is free at {last[act['hand']]:g} s, got {act['from']:g}; start later")
        last[act["hand"]] = act["until"]
    if person["leaves"] is not None and person["leaves"] >= seconds:
        where = (*path, "leaves")
        sheet.wrong(where, f"{told(where)} must be before the clip's end at {seconds:g} s, got {person['leaves']:g}; leave earlier or make the clip longer")
    if person["end"] is not None and person["end"] == person["start"]:
        where = (*path, "end")
        sheet.wrong(where, f"{told(where)} must differ from start, got {person['end']}; leave end out for someone who stands")
    if len(sheet.problems) == problems and all(v is not None for v in (clip["camera"], clip["size"], person["height"], person["speed"])):
        check_seen(sheet, clip, path, person)


def check_seen(sheet, clip, path, person):
    values = [*clip["camera"].values(), *(person["start"] or [None]), *(person["end"] or [])]
    if any(v is None for v in values):
        return
    steps = int(clip["seconds"] / STEP_SECONDS) + 1
    for k in range(steps):
        x, ahead, _ = whereabouts(person, k * STEP_SECONDS)
        at = project(clip, x, ahead, person["height"] - .12)
        if at and 0 <= at[0] < clip["size"][0] and 0 <= at[1] < clip["size"][1]:
            return
    where = (*path, "start")
    sheet.wrong(where, f"{told(where)}: the head must be in the picture at some time, got it outside at {' and '.join(map(str, [person['start']] + [person['end']] * bool(person['end'])))}; "
                       f"{mend_of(clip, person)}")


def mend_of(clip, person):
    """What would bring the head into the picture where the person starts."""
    x, ahead = person["start"]
    at = project(clip, 0, ahead, person["height"] - .12)
    if at is None:
        return "move the person ahead of the camera"
    if not 0 <= at[1] < clip["size"][1]:
        return "give the camera " + ("less" if at[1] < 0 else "more") + " tilt, or move the person"
    return f"at that distance x must be within {clip['size'][0] / 2 * ahead / focal_pixels(clip):.1f} of 0"


def focal_pixels(clip):
    return clip["camera"]["lens"] / SENSOR_MILLIMETRES * clip["size"][0]


def project(clip, x, ahead, z):
    """Pixels of a point in metres (right of the camera, ahead of it, above the ground); None behind the camera."""
    camera, (w, h), f = clip["camera"], clip["size"], focal_pixels(clip)
    down, z = math.radians(camera["tilt"]), z - camera["height"]
    deep = ahead * math.cos(down) - z * math.sin(down)
    if deep < .2:
        return None
    return w / 2 + f * x / deep, h / 2 - f * (ahead * math.sin(down) + z * math.cos(down)) / deep


def whereabouts(person, t):
    """(x, metres ahead, metres walked or None while standing) of a person at a time."""
    start, end = person["start"], person["end"]
    if end is None:
        return *start, None
    length = math.dist(start, end)
    way = (t - person["leaves"]) * person["speed"]
    share = min(max(way / length, 0), 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share, way if 0 < way < length else None


def variations(vary):
    """Each ({name: value}, words for the clip's name)."""
    vary = {name: values for name, values in (vary or {}).items() if values}
    for chosen in itertools.product(*vary.values()):
        yield dict(zip(vary, chosen)), [worded(name, value) for name, value in zip(vary, chosen)]


def worded(name, value):
    if isinstance(value, list):
        return "+".join(value) or "bare"
    return f"{name}{value:02d}" if isinstance(value, int) else str(value)


def varied(clip, changes, name):
    of_clip = {k: v for k, v in changes.items() if k in VARIED_CLIP}
    of_person = {k: v for k, v in changes.items() if k not in VARIED_CLIP}
    return {"name": name, **clip, **of_clip, "people": [{**person, **of_person} for person in clip["people"]]}


def scripts_in(paths):
    """Files, with each folder replaced by the scripts in it."""
    files = []
    for path in paths:
        if os.path.isdir(path):
            files += sorted(os.path.join(path, f) for f in os.listdir(path) if f.endswith(".yaml"))
        else:
            files.append(path)
    return files


def read_scripts(paths):
    """The clips of all scripts. Raises ScriptProblems with the problems of all of them."""
    clips, problems, names = [], [], {}
    files = scripts_in(paths)
    if not files:
        raise ScriptProblems([f"{' '.join(paths)}:1: a folder must hold scripts that end in .yaml, got none; name another folder"])
    for file in files:
        try:
            for clip in read_script(file):
                if clip["name"] in names:
                    problems.append(f"{file}:1: a clip's name must be unique, got {clip['name']} as in {names[clip['name']]}; rename one file")
                names[clip["name"]] = file
                clips.append(clip)
        except ScriptProblems as found:
            problems += found.lines
    if problems:
        raise ScriptProblems(problems)
    return clips
