"""./pukar scenes: checks and renders scripts of street scenes. See docs/scenes/scripts.md."""
import argparse
import glob
import hashlib
import importlib.util
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = [("yaml", "python3-yaml", "python3-yaml"), ("numpy", "numpy", "python3-numpy"), ("cv2", "opencv", "python3-opencv")]
HEADS = {"neutral", "identity_deltas", "expression_names", "expression_deltas", "material_names", "material", "faces"}  # what the packed files must hold
BODIES = {"targets", "bones", "parents", "skin_points", "tights_points", "skirt_points"}
BAD_SCRIPT, NOT_INSTALLED, FAILED = 2, 3, 1
MADE = ".made"


def fail(status, message):
    print(f"pukar scenes: {message}", file=sys.stderr)
    sys.exit(status)


def need(drawing=False, quickly=False):
    """Ends with the package's name for everything that is needed and not installed."""
    wanted = PACKAGES[:1] + (PACKAGES[1:] if drawing or quickly else []) + ([("numba", "numba", "python3-numba")] if quickly else [])
    missing = [(name, package) for module, name, package in wanted if importlib.util.find_spec(module) is None]
    commands = ([("blender", "Blender")] if drawing else []) + ([("ffmpeg", "ffmpeg")] if drawing or quickly else [])
    missing += [(name, command) for command, name in commands if shutil.which(command) is None]
    if missing:
        fail(NOT_INSTALLED, "\n".join(f"{name} is not installed: apt-get install {package}" for name, package in missing))


def clips_of(paths):
    from script import ScriptProblems, read_scripts
    try:
        return read_scripts(paths)
    except ScriptProblems as problems:
        print("\n".join(problems.lines), file=sys.stderr)
        sys.exit(BAD_SCRIPT)


def digest(value, *files):
    total = hashlib.sha256(json.dumps(value, sort_keys=True).encode())
    for file in files:
        with open(os.path.join(HERE, file), "rb") as f:
            total.update(f.read())
    return total.hexdigest()[:12]


def background_of(clip, work):
    """The path, without its endings, of an empty place's picture; scripts with the same view share it."""
    seen = {name: clip[name] for name in ("place", "light", "weather", "camera", "size", "occluders")}
    return os.path.join(work, "places", f"{clip['place']}-{digest(seen, 'places.py', 'scenery.py', 'light.py')}")


def packed(option, path, needed):
    """Ends unless the file at `path` is an .npz file with all that is needed."""
    try:
        with zipfile.ZipFile(path) as file:
            there = {name.removesuffix(".npy") for name in file.namelist()}
        got = "one without " + ", ".join(sorted(needed - there)) if needed - there else None
    except zipfile.BadZipFile:
        got = "another kind of file"
    except OSError as e:
        got = e.strerror
    if got:
        fail(BAD_SCRIPT, f"{option} must be the packed file that docs/scenes/people.md tells how to get, got {got} ({path}); give its path")


def plan_of(clips, given):
    work, plan, changed = os.path.abspath(given.work or os.path.join(given.out, ".work")), [], []
    os.makedirs(os.path.join(work, "places"), exist_ok=True)
    for clip in clips:
        out = os.path.join(work, f"{clip['name']}-{digest(clip)}")
        if not given.again and all(os.path.exists(os.path.join(given.out, clip["name"] + end)) for end in (".mp4", ".truth.jsonl")):
            if marks_of(clip, work) not in ([], [out + MADE]):
                changed.append(clip["name"])
                continue
            print(f"{clip['name']}: is there already, kept", flush=True)
            continue
        os.makedirs(out, exist_ok=True)
        plan.append({"clip": clip, "out": out, "background": background_of(clip, work)})
    if changed:
        fail(BAD_SCRIPT, f"a clip must be of its script as it is now, got older ones of {', '.join(changed)} ({given.out}); render them with --again, or into another folder")
    return work, plan


def marks_of(clip, work):
    """The empty files that say of which script the clip was made: their names hold its digest."""
    return glob.glob(os.path.join(glob.escape(work), glob.escape(clip["name"]) + "-" + "[0-9a-f]" * 12 + MADE))


def render(given):
    clips = clips_of(given.scripts)
    need(drawing=True)
    packed("--heads", given.heads, HEADS)
    packed("--bodies", given.bodies, BODIES)
    from compose import compose
    for folder in (given.out, given.work or given.out):
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as e:
            fail(BAD_SCRIPT, f"--out and --work must be folders that can be written, got {e.strerror} ({folder}); name another")
    work, plan = plan_of(clips, given)
    if not plan:
        return
    path = os.path.join(work, f"plan-{os.getpid()}.json")
    with open(path, "w") as f:
        json.dump({"heads": os.path.abspath(given.heads), "bodies": os.path.abspath(given.bodies), "clips": plan}, f)
    try:
        put_together(given, path, plan, compose)
    finally:
        os.remove(path)


def sketch_all(given):
    clips = clips_of(given.scripts)
    for clip in clips:
        if clip["weather"] != "clear" or clip["occluders"]:
            got = clip["weather"] if clip["weather"] != "clear" else "occluders"
            fail(BAD_SCRIPT, f"a script to sketch must have clear weather and no occluders, got {got} ({clip['name']}); render it instead")
    need(quickly=True)
    packed("--heads", given.heads, HEADS)
    packed("--bodies", given.bodies, BODIES)
    import numpy as np

    from sketch import sketch
    try:
        os.makedirs(given.out, exist_ok=True)
    except OSError as e:
        fail(BAD_SCRIPT, f"--out must be a folder that can be written, got {e.strerror} ({given.out}); name another")
    ict, bodies = dict(np.load(given.heads)), dict(np.load(given.bodies))
    began, frames = time.monotonic(), 0
    for clip in clips:
        if not given.again and all(os.path.exists(os.path.join(given.out, clip["name"] + end)) for end in (".mp4", ".truth.jsonl")):
            print(f"{clip['name']}: is there already, kept", flush=True)
            continue
        video = sketch(clip, ict, bodies, given.out)
        frames += round(clip["seconds"] * clip["fps"])
        print(f"{video}: {os.path.getsize(video)} bytes; so far {frames} frames, {(time.monotonic() - began) / frames:.3f} s a frame", flush=True)


def write_hours(given):
    from hours import KINDS, MOST, write
    if not 1 <= given.count <= MOST:
        fail(BAD_SCRIPT, f"--count must be from 1 to {MOST}, got {given.count}; 60 of other are an hour")
    if given.seed < 0:
        fail(BAD_SCRIPT, f"--seed must be 0 or more, got {given.seed}; the same seed writes the same scripts")
    try:
        os.makedirs(given.out, exist_ok=True)
        print(f"{given.out}: {write(given.kind, given.count, given.seed, given.out)} scripts of {KINDS[given.kind].seconds} s")
    except OSError as e:
        fail(BAD_SCRIPT, f"--out must be a folder that can be written, got {e.strerror} ({given.out}); name another")


def put_together(given, path, plan, compose):
    began, frames = time.monotonic(), 0
    for clip, each in filmed(path, {each["clip"]["name"]: each for each in plan}):
        video = compose(clip, each["out"], each["background"], given.out)
        for old in marks_of(clip, os.path.dirname(each["out"])):
            os.remove(old)
        open(each["out"] + MADE, "w").close()
        frames += round(clip["seconds"] * clip["fps"])
        spent = time.monotonic() - began
        print(f"{video}: {os.path.getsize(video)} bytes; so far {frames} frames in {spent:.0f} s, {spent / frames:.2f} s a frame", flush=True)
        if not given.keep_sprites:
            shutil.rmtree(each["out"])


def filmed(path, plan):
    """Runs Blender over the plan; yields each clip as soon as its pictures are there, while Blender draws the next."""
    # Debian's Blender takes its modules from beside the first python3 on the path: that must be Debian's, too
    env = {**os.environ, "PATH": "/usr/bin" + os.pathsep + os.environ.get("PATH", "")}
    blender = subprocess.Popen(["blender", "-b", "--python-exit-code", "1", "-P", os.path.join(HERE, "film.py"), "--", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, errors="replace", env=env)
    done, last = queue.Queue(), []

    def listen():
        for line in blender.stdout:
            if line.startswith("pukar-filmed "):
                done.put(line.split(" ", 1)[1].strip())
            elif line.startswith("pukar: "):
                print(line[7:].rstrip(), flush=True)
            elif not line.startswith(("Fra:", "Saved:", " Time:")) and line.strip():
                last.append(line.rstrip())
                del last[:-30]
        done.put(None)
    threading.Thread(target=listen, daemon=True).start()
    try:
        for name in iter(done.get, None):
            yield plan[name]["clip"], plan[name]
        if blender.wait() != 0:
            fail(FAILED, f"Blender must draw every clip, got exit status {blender.returncode}; its last words:\n" + "\n".join(last))
    finally:
        if blender.poll() is None:
            blender.terminate()


def check(given):
    clips = clips_of(given.scripts)
    print(f"{len(clips)} clips, {sum(c['seconds'] for c in clips):.0f} s, {sum(round(c['seconds'] * c['fps']) for c in clips)} frames: nothing wrong")


def show_list(given):
    from script import EXPRESSIONS, HAND_ACTIONS, LIGHTS, OCCLUDERS, PLACES, WEATHERS, scripts_in
    if given.scripts:
        for clip in clips_of(scripts_in(given.scripts)):
            print(f"{clip['name']:<28} {clip['place']:<10} {clip['light']:<10} {clip['weather']:<6} {clip['seconds']:>4g} s  {len(clip['people'])} people  {clip['shows']}")
        return
    for name, values in (("place", PLACES), ("light", LIGHTS), ("weather", WEATHERS), ("show", EXPRESSIONS), ("do", HAND_ACTIONS), ("occluders: what", OCCLUDERS)):
        print(f"{name + ':':<17}{', '.join(values)}")


def main():
    words = argparse.ArgumentParser(prog="pukar scenes", description="Renders street scenes with synthetic people and exact truth from short scripts.")
    kinds = words.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one = kinds.add_parser("render", help="render scripts into clips and their truth", description="Writes OUT/NAME.mp4 and OUT/NAME.truth.jsonl; clips that are there are kept.")
    one.add_argument("scripts", nargs="+", metavar="SCRIPT", help="a script, or a folder of scripts (*.yaml)")
    one.add_argument("--heads", required=True, metavar="HEADS.npz", help="the packed heads; docs/scenes/people.md says where they come from")
    one.add_argument("--bodies", required=True, metavar="BODIES.npz", help="the packed bodies and hands")
    one.add_argument("--out", required=True, metavar="DIR", help="where the clips go")
    one.add_argument("--work", metavar="DIR", help="where pictures under way and empty places go (default OUT/.work)")
    one.add_argument("--again", action="store_true", help="render clips that are there again")
    one.add_argument("--keep-sprites", action="store_true", help="keep the pictures that a clip was put together from")
    one.set_defaults(run=render)
    two = kinds.add_parser("check", help="say all that is wrong with scripts, with its line", description="Ends with 0 where nothing is wrong, else with 2.")
    two.add_argument("scripts", nargs="+", metavar="SCRIPT")
    two.set_defaults(run=check)
    three = kinds.add_parser("list", help="list the clips of scripts, or all known names", description="Without scripts: every place, light, weather, expression and hand action.")
    three.add_argument("scripts", nargs="*", metavar="SCRIPT")
    three.set_defaults(run=show_list)
    four = kinds.add_parser("sketch", help="draw scripts quickly: plain wall, no Blender", description="Writes what render writes, some ten frames a second: people and truth are the same, the place is a wall.")
    four.add_argument("scripts", nargs="+", metavar="SCRIPT")
    four.add_argument("--heads", required=True, metavar="HEADS.npz", help="the packed heads; docs/scenes/people.md says where they come from")
    four.add_argument("--bodies", required=True, metavar="BODIES.npz", help="the packed bodies and hands")
    four.add_argument("--out", required=True, metavar="DIR", help="where the clips go; those that are there are kept")
    four.add_argument("--again", action="store_true", help="draw clips that are there again")
    four.set_defaults(run=sketch_all)
    five = kinds.add_parser("hours", help="write scripts for hours of film, drawn by chance", description="For sketch: signs, other hand movements, quiet people. The same seed writes the same scripts.")
    five.add_argument("kind", choices=["sign", "other", "quiet"])
    five.add_argument("--count", type=int, required=True, metavar="N", help="how many scripts: 60 of other are an hour, 24 of quiet two")
    five.add_argument("--seed", type=int, default=1)
    five.add_argument("--out", required=True, metavar="DIR")
    five.set_defaults(run=write_hours)
    given = words.parse_args()
    need()
    given.run(given)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # whoever read the list has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        fail(130, "stopped; what is finished is kept, the same command goes on")
