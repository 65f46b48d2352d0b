import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from script import read_scripts, whereabouts  # noqa: E402
from timeline import Player, seen_angles, sign_phase  # noqa: E402
from truth import clip_line, cut, distress_spans, person_now  # noqa: E402

CLIP = {"seed": 1, "seconds": 20}
PERSON = {"id": 1, "start": [0, 10], "end": [0, 4], "leaves": 2, "speed": 1, "facing": 0, "gaze": [0, 0], "sway": 0, "hands": [], "expressions": [],
          "wears": [], "identity": 1, "skin": 5, "sex": "neither", "age": 30, "hair": "short", "posture": "stand"}


def act(since, show, intensity=1, onset=1):
    return {"from": since, "show": show, "intensity": intensity, "onset": onset}


class TimelineTest(unittest.TestCase):
    def test_a_walker_waits_walks_and_stands(self):
        self.assertEqual([whereabouts(PERSON, t) for t in (0, 5, 8, 20)], [(0, 10, None), (0, 7, 3), (0, 4, None), (0, 4, None)])
        self.assertEqual(Player(PERSON, CLIP).facing, 0)  # towards the camera
        self.assertEqual(Player({**PERSON, "end": [6, 10]}, CLIP).facing, 90)

    def test_an_expression_comes_on_over_its_onset_and_gives_way(self):
        player = Player({**PERSON, "expressions": [act(0, "talk"), act(4, "fear", .8, 2)]}, CLIP)
        self.assertEqual([player.levels(t) for t in (1, 4)], [{"talk": 1}, {"talk": 1}])
        self.assertEqual(player.levels(5), {"talk": .5, "fear": .4})
        self.assertEqual(player.levels(6), {"fear": .8})

    def test_the_sign_opens_tucks_folds_and_goes_down(self):
        self.assertEqual([round(sign_phase(s, 4.5 - s), 2) for s in (0, .7, 1.4, 1.9, 2.4, 2.9, 3.5, 4.5)], [0, 1, 1, 2, 2, 3, 3, 0])

    def test_angles_are_against_the_line_of_sight(self):
        self.assertEqual([round(a, 1) + 0 for a in seen_angles(1.5, 0, 5, 1.5, 0, 0, 0)], [0, 0, 5])
        self.assertEqual([round(a, 1) for a in seen_angles(2.5, 1, 1, 2.5, 0, 0, 0)][0], 45)  # looks straight ahead, the camera is on its right
        self.assertAlmostEqual(seen_angles(2.5, 0, 1, 1.5, 0, 0, 0)[1], 45)  # seen from above
        self.assertAlmostEqual(seen_angles(2.5, 0, 1, 1.5, 0, 0, -45)[1], 0)  # looks up at the camera
        self.assertAlmostEqual(seen_angles(1.5, 0, 5, 1.5, 20, 10, 0)[0], 30)


class TruthTest(unittest.TestCase):
    def test_distress_spans_begin_with_the_onset_and_leave_weak_ones_out(self):
        acts = [act(0, "talk"), act(2, "fear"), act(5, "fear", .8), act(7, "anger"), act(9, "cry", .3), act(11, "fear-in-talk", .31)]
        self.assertEqual(distress_spans({"expressions": acts}, 20), [{"from": 2, "until": 7, "show": "fear"}, {"from": 11, "until": 20, "show": "fear-in-talk"}])

    def test_a_head_is_cut_at_the_frame_and_its_width_is_not(self):
        self.assertEqual(cut([-10, 20, 30, 700], 640, 480), [0, 20, 30, 460])
        view = {"head": [-10.04, 20, 30, 60], "yaw": 1.26, "pitch": 8, "roll": 0, "away": 5.126, "hands": {}}
        clip = {**CLIP, "size": [640, 480]}
        seen = person_now({**PERSON, "wears": ["dust-mask", "glasses"], "expressions": [act(0, "fear", .8)]}, clip, 3, view, .751, ["frame edge"])
        self.assertEqual((seen["headWidth"], seen["visible"], seen["expressions"], seen["occluders"], seen["distance"]),
                         (40, .75, {"fear": .8}, ["dust-mask", "frame edge"], 5.13))

    def test_the_same_script_tells_the_same_truth(self):
        scripts = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scripts", "demo")
        one, two = ([json.dumps(clip_line(c, 1)) for c in read_scripts([scripts])] for _ in range(2))
        self.assertEqual(one, two)


class HandsTest(unittest.TestCase):
    def at(self, t, start, until):
        person = {**PERSON, "hands": [{"from": start, "until": until, "hand": "left", "do": "wave"}]}
        return Player(person, CLIP).hands(t).get("left", (None, 0, 0))[2]

    def test_an_arm_is_raised_and_lowered_not_there_at_once(self):
        self.assertEqual(self.at(5, 5, 9), 0)
        self.assertTrue(0 < self.at(5.3, 5, 9) < 1)
        self.assertEqual(self.at(7, 5, 9), 1)
        self.assertTrue(0 < self.at(8.8, 5, 9) < 1)

    def test_what_lasts_the_whole_clip_is_there_from_its_first_frame_to_its_last(self):
        self.assertEqual((self.at(0, 0, 20), self.at(19.99, 0, 20)), (1, 1))


if __name__ == "__main__":
    unittest.main()
