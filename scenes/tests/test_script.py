import os
import re
import sys
import tempfile
import unittest

SCENES = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, SCENES)
from script import COLOURS, EXPRESSIONS, HAND_ACTIONS, PLACES, ScriptProblems, read_script, read_scripts  # noqa: E402

GOOD = """place: lane
camera: {height: 3, lens: 11, tilt: 10}
seconds: 10
people:
  - id: 1
    start: [0.5, 5]
    expressions:
      - {from: 2, show: fear, intensity: 0.9}
"""


class ScriptTest(unittest.TestCase):
    def problems(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "a.yaml")
            with open(file, "w") as f:
                f.write(text)
            try:
                read_script(file)
            except ScriptProblems as found:
                return [line.replace(folder + os.sep, "") for line in found.lines]
        return []

    def clips(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "a.yaml")
            with open(file, "w") as f:
                f.write(text)
            return read_script(file)

    def assertOne(self, text, expected):
        self.assertEqual(self.problems(text), [expected])

    def test_fills_in_every_default(self):
        clip, = self.clips(GOOD)
        self.assertEqual((clip["name"], clip["light"], clip["weather"], clip["size"], clip["fps"]), ("a", "day", "clear", [1280, 720], 12.5))
        person, = clip["people"]
        self.assertEqual((person["skin"], person["wears"], person["clothes"]["colour"], person["expressions"][0]["onset"]), (5, [], "grey", .8))

    def test_names_the_nearest_known_name(self):
        self.assertOne(GOOD.replace("place: lane", "place: undrpass"), "a.yaml:1: place must be a known name, got undrpass; did you mean underpass?")
        self.assertOne(GOOD.replace("show: fear", "show: fera"), "a.yaml:8: person 1, expression 1: show must be a known name, got fera; did you mean fear?")
        self.assertOne(GOOD.replace("seconds:", "fsp: 5\nseconds:"), "a.yaml:3: fsp is not a known name; did you mean fps?")

    def test_refuses_an_intensity_above_one(self):
        self.assertOne(GOOD.replace("0.9", "1.4"), "a.yaml:8: person 1, expression 1: intensity must be in [0, 1], got 1.4; write 1 or less")

    def test_refuses_a_script_without_a_camera(self):
        self.assertOne(re.sub("camera.*\n", "", GOOD), "a.yaml:1: camera is missing; add camera: {height: 3, lens: 11, tilt: 10}")

    def test_refuses_impossible_times(self):
        self.assertOne(GOOD.replace("from: 2", "from: 12"),
                       "a.yaml:8: person 1, expression 1: from must be before the clip's end at 10 s, got 12; make the clip longer or start earlier")
        hands = GOOD + "    hands:\n      - {from: 5, until: 4, do: wave}\n"
        self.assertOne(hands, "a.yaml:10: person 1, hand action 1: until must be after from (5) and not after the clip's end (10), got 4; mend the times")

    def test_refuses_someone_who_walks_out_of_time(self):
        walk = GOOD + "    end: [1, 9]\n    leaves: 11\n"
        self.assertOne(walk, "a.yaml:10: person 1: leaves must be before the clip's end at 10 s, got 11; leave earlier or make the clip longer")

    def test_refuses_someone_who_is_never_in_the_picture(self):
        found, = self.problems(GOOD.replace("[0.5, 5]", "[9, 5]"))
        self.assertIn("a.yaml:6: person 1: start: the head must be in the picture at some time, got it outside at [9, 5]; at that distance x must be within 1.2 of 0", found)

    def test_refuses_two_people_with_one_id(self):
        self.assertOne(GOOD + "  - {id: 1, start: [0, 6]}\n", "a.yaml:9: person 2: id must be unique, got 1 as in person 1; write 2")

    def test_refuses_one_hand_that_does_two_things(self):
        hands = GOOD + "    hands:\n      - {from: 1, until: 5, do: wave}\n      - {from: 4, until: 6, do: scratch}\n"
        self.assertOne(hands, "a.yaml:11: person 1, hand action 2: from must not come before the right hand is free at 5 s, got 4; start later")

    def test_tells_everything_at_once_by_line(self):
        bad = "place: lan\nseconds: none\npeople:\n  - {id: 0, skin: 12, start: [0]}\n"
        self.assertEqual([line.split(": ")[0] for line in self.problems(bad)], ["a.yaml:1", "a.yaml:1", "a.yaml:2", "a.yaml:4", "a.yaml:4", "a.yaml:4"])

    def test_tells_where_yaml_ends(self):
        self.assertEqual(len(self.problems("place: [lane\n")), 1)
        self.assertEqual(self.problems(""), ["a.yaml:1: a script must not be empty; begin with place: bus-stop"])
        self.assertEqual(self.problems("lane"), ["a.yaml:1: a script must be a mapping of names, got lane; write name: value"])

    def test_refuses_a_name_that_stands_twice(self):
        self.assertOne(GOOD + "seconds: 5\n", "a.yaml:9: seconds stands twice; leave one out")

    def test_varies_by_every_combination_and_changes_nothing_else(self):
        clips = self.clips(GOOD + "vary:\n  skin: [1, 10]\n  wears: [[], [hijab]]\n  light: [day, night]\n")
        self.assertEqual(len(clips), 8)
        self.assertEqual(clips[3]["name"], "a-skin01-hijab-night")
        self.assertEqual({(c["people"][0]["skin"], tuple(c["people"][0]["wears"]), c["light"]) for c in clips},
                         {(s, w, li) for s in (1, 10) for w in ((), ("hijab",)) for li in ("day", "night")})
        self.assertEqual({c["seed"] for c in clips}, {1})

    def test_refuses_two_hats_a_shared_place_and_a_sign_without_time(self):
        found = self.problems(GOOD.replace("    start: [0.5, 5]", "    start: [0.5, 5]\n    wears: [turban, hijab]\n    hands: [{from: 0, until: 3, do: signal-for-help}]")
                              + "  - {id: 2, start: [0.5, 5]}\n")
        found = "\n".join(found)
        for told in ("wears must have one of hijab, dupatta, turban, helmet at most, got turban and hijab", "until must leave 3.5 s for the signal-for-help, got 3 s; write 3.5 or later",
                     "person 2: start must be a place of one's own, got [0.5, 5] as for person 1"):
            self.assertIn(told, found)

    def test_the_scripts_of_the_repository_are_right(self):
        self.assertEqual(len(read_scripts([os.path.join(SCENES, "scripts", "demo")])), 5)
        self.assertEqual(len(read_scripts([os.path.join(SCENES, "scripts", "bench")])), 24)
        self.assertEqual(len(read_scripts([os.path.join(SCENES, "scripts", "pairs.yaml")])), 160)

    def test_knows_the_names_that_people_and_places_know(self):
        from clothes import COLOURS as worn
        from expressions import EXPRESSIONS as shown
        from hands import ACTIONS
        from light import LAMPS
        self.assertEqual((set(COLOURS), set(EXPRESSIONS), set(HAND_ACTIONS), set(PLACES)), (set(worn), set(shown), set(ACTIONS), set(LAMPS)))


if __name__ == "__main__":
    unittest.main()
