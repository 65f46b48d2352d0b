"""Expressions as mixes of ICT-FaceKit's shapes, with the action units of the Facial Action Coding System (Ekman, Friesen
and Hager 2002) that each shows. What is shown, never what someone feels. `live` makes them move.

Which mixes models/face-expression reads, and where it fails: README.md. FEAR is the mildest that it reads as fear.
"""
import math

from heads import both, mix

EXPRESSIONS = {  # name -> shape weights at intensity 1
    "neutral": {},
    # AU25 lips part, AU26 jaw drops; the mean of live("talk")
    "talk": {"jawOpen": .12, "mouthFunnel": .06, **both(mouthSmile=.12, browInnerUp=.05, browOuterUp=.08)},
    # AU6 cheeks up, AU12 lip corners up, AU25, AU26
    "laugh": {**both(mouthSmile=1, cheekSquint=.9, cheekRaiser=.8, mouthUpperUp=.5, eyeSquint=.3), "jawOpen": .35},
    # AU4 brows down, AU7 lids tight, AU9 nose wrinkles, AU10 upper lip up, AU16 lower lip down, AU25, AU26
    "shout-anger": {**both(browDown=1.2, eyeSquint=.4, noseSneer=1, mouthUpperUp=.7, mouthLowerDown=.7), "jawOpen": .45},
    # AU1 and AU2 inner and outer brows up, AU5 upper lids up, AU25, AU26
    "surprise": {**both(browInnerUp=1, browOuterUp=1, eyeWide=.8), "jawOpen": .7},
    # AU4, AU7, AU9, AU10, AU17 chin up: a bad smell
    "disgust": {**both(noseSneer=1.2, mouthUpperUp=.7, browDown=.7, eyeSquint=.7, cheekSquint=.5, mouthFrown=.5), "mouthShrugLower": .5},
    # AU4, AU6, AU7, AU44 squint; AU10 slightly: into the sun
    "squint": both(eyeSquint=1, eyeBlink=.35, browDown=.7, cheekSquint=.9, cheekRaiser=.7, mouthUpperUp=.35, mouthSmile=.15),
    # AU26 and AU27 mouth stretches open, AU43 eyes close, AU4, AU9 slightly
    "yawn": {**both(eyeBlink=.85, eyeSquint=.5, browDown=.4, browInnerUp=.3, noseSneer=.3, cheekRaiser=.3), "jawOpen": 1.15, "mouthFunnel": .25},
    # AU1, AU2, AU18 and AU22 lips round, AU25, AU26
    "sing": {**both(browInnerUp=.6, browOuterUp=.4, eyeBlink=.15, mouthSmile=.1), "jawOpen": .5, "mouthFunnel": .35},
    # AU1, AU2 slightly, AU4, AU5, AU15, AU16, AU20 lips stretch, AU25, AU26
    "fear": {**both(browInnerUp=1.5, browDown=1.3, eyeWide=1.4, mouthStretch=1.4, mouthFrown=1, mouthLowerDown=.8), "jawOpen": .5},
    # AU1, AU4, AU6, AU7, AU11 in part, AU15, AU17, AU20, AU25: crying aloud
    "cry": {**both(browInnerUp=1.3, browDown=.6, eyeSquint=.9, eyeBlink=.3, cheekSquint=.7, mouthFrown=1.1, mouthStretch=.7, mouthLowerDown=.6), "jawOpen": .3,
            "mouthShrugLower": .3},
}
# fear while talking: the brows and lids of fear all the time, its mouth between words
EXPRESSIONS["fear-in-talk"] = mix((.85, EXPRESSIONS["fear"]), (.8, {"jawOpen": .12}))


def wave(t, hertz, seed):
    return math.sin(2 * math.pi * hertz * t + 1.7 * seed)


def _speech(t, seed):
    """Syllables at 3 to 5 a second in phrases of some seconds, with pauses."""
    phrase = min(1, max(0, 1.2 + 2.2 * wave(t, .23, seed)))
    loud = phrase * (.65 + .35 * wave(t, .41, 3 * seed))
    jaw = max(0, .5 * wave(t, 2.7, seed) + .35 * wave(t, 1.64, 2 * seed) + .15) * loud
    return {"jawOpen": .34 * jaw, "mouthFunnel": .28 * loud * max(0, wave(t, 1.13, seed)), "mouthClose": .05 * loud * max(0, -wave(t, 2.7, seed)),
            **both(mouthStretch=.14 * loud * max(0, wave(t, .84, seed)), browOuterUp=.16 * max(0, wave(t, .27, seed)),
                   browInnerUp=.1 * max(0, wave(t, .27, seed)), mouthSmile=.12, mouthLowerDown=.2 * jaw)}


def live(name, t, seed=1):
    """An expression is never still: shape weights of `name` at intensity 1, `t` seconds into the clip."""
    base = EXPRESSIONS[name]
    if name == "talk":
        return _speech(t, seed)
    if name == "laugh":
        burst = max(0, wave(t, .35, seed)) * max(0, wave(t, 4.2, seed))
        return mix((.88 + .12 * wave(t, .33, seed), base), (.16 * burst, {"jawOpen": 1}))
    if name == "shout-anger":
        return mix((.92 + .08 * wave(t, .6, seed), base), (.3 * max(0, wave(t, 2.3, seed)) - .12, {"jawOpen": 1}))
    if name == "yawn":  # opens for 2 s, holds, closes: once every 6 s, beginning when `t` does
        into = (t + seed) % 6
        size = min(1, max(0, into / 1.6)) if into < 3.6 else max(0, 1 - (into - 3.6) / .9)
        return mix((size * size * (3 - 2 * size), base))
    if name == "sing":
        return mix((1, base), (.3 * wave(t, .9, seed), {"jawOpen": 1}), (.25 * wave(t, .5, 2 * seed), {"mouthFunnel": 1}))
    if name == "fear":
        return mix((.95 + .05 * wave(t, .49, seed), base), (.05 * wave(t, 1.54, seed), {"jawOpen": 1}))
    if name == "cry":
        sob = max(0, wave(t, 1.1, seed)) * max(0, wave(t, .3, seed))
        return mix((.9 + .1 * wave(t, .4, seed), base), (.3 * sob, {"jawOpen": 1}), (.25 * sob, both(eyeBlink=1)))
    if name == "fear-in-talk":
        return mix((.9 + .05 * wave(t, .49, seed), EXPRESSIONS["fear"]), (.7, {k: v for k, v in _speech(t, seed).items() if k.startswith(("jaw", "mouthF"))}))
    return mix((.96 + .04 * wave(t, .3, seed), base))


def blink(t, seed=1):
    """Share of a blink (AU45) at t seconds: .25 s long, one every 3 to 5 s."""
    into = (t + 1.3 * seed) % (3.1 + .37 * (seed % 5))
    return max(0, 1 - abs(into - .12) / .13)
