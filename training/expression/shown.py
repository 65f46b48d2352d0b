"""What a rendered head shows: weights of ICT-FaceKit's shapes drawn by chance around the Facial Action Coding System's prototypes,
and the label that goes with them (Ekman, Friesen and Hager 2002: EMFACS). What is shown, never what someone feels.

Drawn independently of the mixes in scenes/expressions.py, so that the films stay a test.
"""
import numpy as np

CLASSES = ("neutral", "happiness", "sadness", "anger", "fear", "disgust", "surprise")
SIDED = {"browDown", "browInnerUp", "browOuterUp", "cheekPuff", "cheekRaiser", "cheekSquint", "eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp",
         "eyeSquint", "eyeWide", "mouthDimple", "mouthFrown", "mouthLowerDown", "mouthPress", "mouthSmile", "mouthStretch", "mouthUpperUp", "noseSneer"}
# (class, {shape: (least, most)}, label's other classes): one prototype a line; a class is drawn first, then one of its prototypes.
PROTOTYPES = (
    ("happiness", {"mouthSmile": (.5, 1.2), "cheekSquint": (.1, 1), "cheekRaiser": (0, .9), "mouthUpperUp": (0, .5), "jawOpen": (0, .15), "eyeSquint": (0, .3)}, {}),
    ("happiness", {"mouthSmile": (.7, 1.3), "cheekSquint": (.4, 1.1), "cheekRaiser": (.3, 1), "mouthUpperUp": (.3, .9), "mouthLowerDown": (0, .5), "jawOpen": (.05, .4), "eyeSquint": (0, .5)}, {}),
    ("happiness", {"mouthSmile": (.6, 1.3), "cheekSquint": (.4, 1.1), "cheekRaiser": (.3, 1), "mouthUpperUp": (.3, .9), "jawOpen": (.3, 1.1), "eyeSquint": (.2, .9), "browOuterUp": (0, .5)}, {}),  # a laugh
    ("sadness", {"browInnerUp": (.5, 1.4), "browDown": (.1, .7), "mouthFrown": (.4, 1.2), "mouthShrugLower": (0, .7), "eyeLookDown": (0, .7), "eyeBlink": (0, .35)}, {}),
    ("sadness", {"browInnerUp": (.1, .9), "browDown": (0, .5), "mouthFrown": (.3, 1), "mouthShrugLower": (0, .5), "eyeLookDown": (.4, 1.1), "eyeBlink": (.2, .8)}, {}),  # eyes down
    ("sadness", {"browInnerUp": (0, .7), "browDown": (.1, .8), "mouthFrown": (.5, 1.3), "mouthShrugLower": (.4, 1.2), "mouthPress": (0, .6), "mouthRollLower": (0, .4)}, {}),  # a pout
    ("sadness", {"browInnerUp": (.5, 1.5), "browDown": (.3, 1.2), "eyeSquint": (.4, 1.2), "eyeBlink": (0, .9), "cheekSquint": (.3, 1.1), "mouthFrown": (.5, 1.2), "mouthStretch": (.2, .9),
                 "mouthUpperUp": (0, .6), "jawOpen": (.07, 1.26), "mouthLowerDown": (.1, .8), "mouthShrugLower": (.1, .6)}, {"fear": .1}),  # crying
    ("anger", {"browDown": (.7, 1.6), "eyeSquint": (.2, .9), "eyeWide": (0, .6), "mouthPress": (.3, 1), "mouthFrown": (0, .7), "mouthRollLower": (0, .5), "mouthShrugLower": (0, .7), "noseSneer": (0, .6)}, {}),
    ("anger", {"browDown": (.8, 1.6), "eyeSquint": (.1, .8), "eyeWide": (0, .7), "noseSneer": (.4, 1.1), "mouthUpperUp": (.3, .9), "mouthLowerDown": (.4, 1), "mouthStretch": (0, .6), "jawOpen": (0, .39)}, {}),
    ("anger", {"browDown": (.8, 1.6), "eyeSquint": (.1, .9), "eyeWide": (0, .8), "noseSneer": (.3, 1.1), "mouthUpperUp": (.2, .9), "mouthLowerDown": (.3, 1), "mouthStretch": (0, .6), "jawOpen": (.52, 1.69)}, {}),
    ("disgust", {"noseSneer": (.7, 1.5), "mouthUpperUp": (.4, 1), "browDown": (.2, .9), "cheekSquint": (.2, .9), "eyeSquint": (.2, 1), "mouthFrown": (0, .8), "mouthShrugLower": (0, .7),
                 "jawOpen": (0, .25)}, {"anger": .1}),
    ("disgust", {"noseSneer": (.4, 1.3), "mouthUpperUp": (.4, 1), "browDown": (.2, .9), "eyeSquint": (.3, 1.1), "eyeBlink": (0, .5), "mouthLowerDown": (.3, .9), "mouthStretch": (.1, .6), "jawOpen": (.2, .8)}, {"anger": .1}),
    ("fear", {"browInnerUp": (.8, 1.7), "browOuterUp": (.2, .9), "browDown": (.4, 1.3), "eyeWide": (1.12, 2.38), "mouthStretch": (.5, 1.5), "mouthFrown": (0, .8), "mouthLowerDown": (.2, .9),
              "jawOpen": (.14, .81)}, {"surprise": .12}),
    ("fear", {"browInnerUp": (.7, 1.6), "browOuterUp": (0, .7), "browDown": (.5, 1.3), "eyeWide": (.98, 2.24), "mouthStretch": (.3, 1), "mouthFrown": (.1, .8), "jawOpen": (0, .27)}, {"sadness": .08}),
    ("fear", {"browInnerUp": (.6, 1.5), "browOuterUp": (.1, 1), "browDown": (.2, 1), "eyeWide": (.98, 2.38), "mouthStretch": (.6, 1.6), "mouthLowerDown": (.5, 1.2), "mouthUpperUp": (.1, .7),
              "jawOpen": (0, .34)}, {"surprise": .08}),  # teeth clenched
    ("fear", {"browInnerUp": (.7, 1.6), "browOuterUp": (.1, .8), "browDown": (.3, 1.2), "eyeWide": (.98, 2.38), "mouthStretch": (.3, 1.4), "mouthUpperUp": (.1, .8), "mouthLowerDown": (.4, 1.1),
              "jawOpen": (.81, 1.89)}, {"surprise": .12}),  # a scream
    ("fear", {"browInnerUp": (.8, 1.5), "browDown": (.5, 1.2), "eyeSquint": (.5, 1.1), "eyeBlink": (.2, .8), "cheekSquint": (.3, .9), "mouthStretch": (.5, 1.3), "mouthLowerDown": (.3, 1),
              "mouthFrown": (.2, .9), "jawOpen": (.54, 1.35)}, {"sadness": .35}),  # anguish, eyes shut
    ("surprise", {"browInnerUp": (.5, 1.4), "browOuterUp": (.6, 1.5), "eyeWide": (.56, 1.96), "jawOpen": (.41, 1.76)}, {}),
    ("surprise", {"browInnerUp": (.4, 1.3), "browOuterUp": (.5, 1.4), "eyeWide": (.42, 1.82), "jawOpen": (.2, 1.08), "mouthFunnel": (.1, .8), "mouthPucker": (0, .5)}, {}),
    ("surprise", {"browInnerUp": (.1, .9), "browOuterUp": (.2, 1), "eyeWide": (.14, 1.26), "jawOpen": (.81, 1.89), "mouthUpperUp": (0, .5)}, {}),
    ("surprise", {"browInnerUp": (.3, 1.1), "browOuterUp": (.4, 1.2), "eyeWide": (.56, 1.82), "jawOpen": (.41, 1.49), "mouthSmile": (.15, .6), "mouthUpperUp": (.1, .6)}, {"happiness": .2}),
)
# Looks that are read as nothing in particular, each a known trap: talk, a yawn, song, the sun in the eyes, chewing, eyes down, a pursed mouth.
PLAIN = (
    *9 * ({},),
    {"jawOpen": (0, .35), "mouthFunnel": (0, .3), "browInnerUp": (0, .25), "browOuterUp": (0, .3), "mouthSmile": (0, .2), "mouthLowerDown": (0, .3), "mouthStretch": (0, .2)},
    {"jawOpen": (0, .35), "mouthFunnel": (0, .3), "browOuterUp": (0, .3), "mouthLowerDown": (0, .3), "mouthUpperUp": (0, .2)},
    {"jawOpen": (.6, 1.2), "eyeBlink": (.4, 1), "eyeSquint": (.2, .6), "browDown": (0, .5), "browInnerUp": (0, .4), "mouthFunnel": (.1, .4)},
    {"jawOpen": (.2, .6), "mouthFunnel": (.2, .5), "browInnerUp": (.2, .8), "browOuterUp": (.1, .6), "eyeBlink": (0, .3)},
    {"eyeSquint": (.5, 1.1), "eyeBlink": (.2, .5), "browDown": (.3, .9), "cheekSquint": (.4, 1), "cheekRaiser": (.3, .9), "mouthUpperUp": (0, .4)},
    {"mouthPress": (0, .6), "jawLeft": (0, .3), "mouthClose": (0, .06), "cheekPuff": (0, .5)},
    {"eyeLookDown": (.4, 1), "eyeBlink": (.2, .6)},
    {"mouthPucker": (.2, .9), "browDown": (0, .3)},
)
SHARES = {"neutral": .3, "happiness": .12, "sadness": .13, "anger": .12, "fear": .17, "disgust": .08, "surprise": .08}
NAMES = ("browInnerUp", "browOuterUp", "browDown", "eyeWide", "eyeSquint", "eyeBlink", "cheekSquint", "noseSneer", "mouthUpperUp", "mouthSmile", "mouthFrown", "mouthStretch",
         "mouthLowerDown", "mouthPress", "mouthFunnel", "mouthShrugLower", "jawOpen")  # intensities that the net learns to tell beside the classes


# What somebody's face is like when it shows nothing: (shape, most). ICT-FaceKit's scans have eyes a fifth less open than most people's.
RESTS = (("eyeWide", .85), ("browInnerUp", .25), ("browOuterUp", .3), ("browDown", .25), ("mouthFrown", .2), ("mouthSmile", .15), ("eyeSquint", .2), ("jawOpen", .06))


def rest(draw):
    """One person's own: weights of shapes by plain names, each in [0, most]."""
    return {name: draw.uniform(0, most) for name, most in RESTS if name == "eyeWide" or draw.random() < .5}


def drawn(draw, resting=None):
    """(weights by ICT-FaceKit's shape names, soft label {7}, intensities {17} of NAMES). resting: of rest; it changes no label."""
    kind = str(draw.choice(list(SHARES), p=list(SHARES.values())))
    label = np.zeros(len(CLASSES))
    if kind == "neutral":
        ranges, size, others = PLAIN[draw.integers(len(PLAIN))], 1.0, {}
    else:
        own = [p for p in PROTOTYPES if p[0] == kind]
        _, ranges, others = own[draw.integers(len(own))]
        size = float(np.clip(draw.normal(.95, .3), .1, 1.45))
    plain = {name: size * draw.uniform(*span) * (draw.random() > .08) for name, span in ranges.items()}
    for name, most in (("eyeLookDown", .5), ("eyeLookUp", .3), ("jawOpen", .06), ("mouthSmile", .1), ("mouthFrown", .15), ("browDown", .2), ("browInnerUp", .15), ("eyeSquint", .2), ("mouthPress", .2)):
        if draw.random() < .3:
            plain[name] = plain.get(name, 0) + draw.uniform(0, most)
    if draw.random() < .06:
        plain["eyeBlink"] = max(plain.get("eyeBlink", 0), draw.uniform(.3, 1))
    if plain.get("jawOpen", 0) < .05:
        plain.pop("mouthClose", None)
    share = np.clip((size - .2) / .4, 0, 1) if kind != "neutral" else 0
    label[CLASSES.index("neutral")] = 1 - share
    elsewhere = sum(others.values())
    label[CLASSES.index(kind)] += share * (1 - elsewhere)
    for name, part in others.items():
        label[CLASSES.index(name)] += share * part
    weights, lean, look = {}, draw.normal(0, .08), draw.normal(0, .25)
    uneven = {name: lean + draw.normal(0, .05) for name in sorted(SIDED)}  # of all, so that who is at rest otherwise is drawn the same
    resting = resting or {}
    for name in {**plain, **resting}:
        w = plain.get(name, 0) + resting.get(name, 0)
        if name in SIDED:
            weights[name + "_L"], weights[name + "_R"] = w * (1 + uneven[name]), w * (1 - uneven[name])
        else:
            weights[name] = w
    weights[f"eyeLook{'Out' if look > 0 else 'In'}_L"] = weights[f"eyeLook{'In' if look > 0 else 'Out'}_R"] = abs(look)
    return weights, label, np.array([plain.get(name, 0) for name in NAMES])
