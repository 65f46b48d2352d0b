"""The truth of a clip as JSON lines: one of the clip, then one a frame. docs/scenes/scripts.md explains every name."""
from timeline import DISTRESS, Player

DISTRESS_INTENSITY = .3  # above it an act counts as distress
HIDES = ("dust-mask", "helmet")  # what someone wears and hides a part of the face


def distress_spans(person, seconds):
    """From the onset's start until the next expression starts."""
    spans, acts = [], person["expressions"]
    for i, act in enumerate(acts):
        until = acts[i + 1]["from"] if i + 1 < len(acts) else seconds
        if act["show"] in DISTRESS and act["intensity"] > DISTRESS_INTENSITY:
            if spans and spans[-1]["until"] == act["from"] and spans[-1]["show"] == act["show"]:
                spans[-1]["until"] = until
            else:
                spans.append({"from": act["from"], "until": until, "show": act["show"]})
    return spans


def clip_line(clip, frames):
    """The first line: what is in the clip and when."""
    return {"type": "clip", "name": clip["name"], "file": clip["name"] + ".mp4", "width": clip["size"][0], "height": clip["size"][1], "fps": clip["fps"],
            "frames": frames, "seed": clip["seed"], "place": clip["place"], "light": clip["light"], "weather": clip["weather"],
            "cameraHeight": clip["camera"]["height"],
            "people": [{**{name: p[name] for name in ("id", "identity", "skin", "sex", "age", "hair", "wears", "posture")},
                        "distress": distress_spans(p, clip["seconds"]),
                        "signs": [{"from": h["from"], "until": h["until"], "hand": h["hand"]} for h in p["hands"] if h["do"] == "signal-for-help"]}
                       for p in clip["people"]]}


def person_now(person, clip, t, view, visible, hidden_by):
    """A person in one frame. `view` is what film.py noted of the picture that was drawn, moved by the person's drift."""
    player = Player(person, clip)
    w, h = clip["size"]
    return {"id": person["id"], "head": cut(view["head"], w, h), "headWidth": round(view["head"][2] - view["head"][0], 1), "visible": round(visible, 2),
            "yaw": round(view["yaw"], 1), "pitch": round(view["pitch"], 1), "roll": round(view["roll"], 1), "distance": round(view["away"], 2),
            "expressions": {name: round(level, 2) for name, level in sorted(player.levels(t).items()) if round(level, 2) > 0},
            "hand": {side: {"do": do, "phase": round(phase, 2), "box": cut(view["hands"][side], w, h)}
                     for side, (do, phase, _) in sorted(player.hands(t).items()) if view["hands"].get(side)},
            "occluders": [worn for worn in person["wears"] if worn in HIDES] + hidden_by}


def cut(box, width, height):
    """[left, top, width, height] in pixels of the part of (left, top, right, bottom) that is in the frame."""
    l, t, r, b = max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])
    return [round(float(v), 1) for v in (l, t, max(0, r - l), max(0, b - t))]
