import argparse
import contextlib
import io
import os
import runpy
import subprocess
import sys
import tempfile
import unittest
import zipfile

SCENES = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class CommandTest(unittest.TestCase):
    def run_scenes(self, *words, **env):
        return subprocess.run([sys.executable, SCENES, *words], capture_output=True, text=True, env={**os.environ, **env})

    def test_names_the_package_of_what_is_not_installed(self):
        with tempfile.TemporaryDirectory() as empty:
            ended = self.run_scenes("render", os.path.join(SCENES, "scripts", "demo"), "--heads", "none.npz", "--bodies", "none.npz", "--out", empty, PATH=empty)
        self.assertEqual(ended.returncode, 3)
        self.assertIn("Blender is not installed: apt-get install blender", ended.stderr)
        self.assertIn("ffmpeg is not installed: apt-get install ffmpeg", ended.stderr)

    def test_a_wrong_script_ends_with_two_and_draws_nothing(self):
        ended = self.run_scenes("check", os.path.join(SCENES, "no-such.yaml"))
        self.assertEqual((ended.returncode, ended.stdout), (2, ""))
        self.assertIn("no-such.yaml:1: a script must be a readable file, got No such file or directory; write its path", ended.stderr)

    def test_a_packed_file_that_is_none_or_another_is_refused_before_anything_is_drawn(self):
        packed = runpy.run_path(os.path.join(SCENES, "__main__.py"), run_name="scenes")["packed"]
        with tempfile.TemporaryDirectory() as folder:
            other, good = os.path.join(folder, "other.npz"), os.path.join(folder, "good.npz")
            for path, names in ((other, ["a"]), (good, ["a", "b"])):
                with zipfile.ZipFile(path, "w") as file:
                    for name in names:
                        file.writestr(name + ".npy", "")
            packed("--heads", good, {"a", "b"})
            for path, got in ((other, "one without b"), (__file__, "another kind of file"), (folder + "/none", "No such file")):
                said = io.StringIO()
                with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(said):
                    packed("--heads", path, {"a", "b"})
                self.assertEqual(ended.exception.code, 2)
                self.assertIn(f"got {got}", said.getvalue())

    def test_a_clip_of_a_script_that_changed_since_is_not_kept_in_silence(self):
        scenes = runpy.run_path(os.path.join(SCENES, "__main__.py"), run_name="scenes")
        clip = {name: None for name in ("place", "light", "weather", "camera", "size", "occluders")} | {"name": "a"}
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            given = argparse.Namespace(out=folder, work=None, again=False)
            for end in (".mp4", ".truth.jsonl"):
                open(os.path.join(folder, "a" + end), "w").close()
            work, plan = scenes["plan_of"]([clip], given)
            self.assertEqual(plan, [])  # nobody knows of which script it is
            open(os.path.join(work, "a-" + scenes["digest"](clip) + ".made"), "w").close()
            self.assertEqual(scenes["plan_of"]([clip], given)[1], [])
            said = io.StringIO()
            with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(said):
                scenes["plan_of"]([{**clip, "seed": 2}], given)
            self.assertEqual(ended.exception.code, 2)
            self.assertIn("got older ones of a", said.getvalue())

    def test_lists_what_a_set_holds(self):
        ended = self.run_scenes("list", os.path.join(SCENES, "scripts", "demo"))
        self.assertEqual((ended.returncode, len(ended.stdout.splitlines())), (0, 5))


if __name__ == "__main__":
    unittest.main()
