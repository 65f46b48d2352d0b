import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from hours import FIRST, KINDS, write  # noqa: E402
from script import read_scripts  # noqa: E402


class HoursTest(unittest.TestCase):
    def written(self, kind, count, seed=1):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        write(kind, count, seed, folder.name)
        return folder.name

    def test_scripts_have_nothing_wrong_and_people_of_their_own(self):
        for kind in KINDS:
            for clip in read_scripts([self.written(kind, 40)]):
                self.assertEqual(KINDS[kind].seconds, clip["seconds"])
                for person in clip["people"]:
                    self.assertGreaterEqual(person["identity"], FIRST)

    def test_the_sign_is_made_once_in_each_sign_and_never_elsewhere(self):
        for kind in KINDS:
            for clip in read_scripts([self.written(kind, 40)]):
                signs = [h for p in clip["people"] for h in p["hands"] if h["do"] == "signal-for-help"]
                self.assertEqual(1 if kind == "sign" else 0, len(signs))

    def test_nobody_shows_distress_where_nobody_should(self):
        for clip in read_scripts([self.written("quiet", 40)]):
            for person in clip["people"]:
                self.assertFalse({"fear", "cry", "fear-in-talk"} & {e["show"] for e in person["expressions"]})

    def test_the_same_seed_writes_the_same_scripts(self):
        one, other, third = self.written("other", 3), self.written("other", 3), self.written("other", 3, 2)

        def text(folder, seed=1):
            return [Path(folder, f"other-{seed}-{i:03d}.yaml").read_text() for i in range(3)]
        self.assertEqual(text(one), text(other))
        self.assertNotEqual(text(one), text(third, 2))


if __name__ == "__main__":
    unittest.main()
