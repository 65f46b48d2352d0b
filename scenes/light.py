"""Light and weather as numbers: what the renderer, the composer and the truth share. Nothing is drawn here."""
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Light:
    sun_height: float = 42  # degrees above the horizon
    sun_side: float = -34  # degrees; 0 is straight behind the camera, negative from its left
    sun_colour: tuple = (1, .95, .86)
    sun: float = 3.0  # watts a square metre
    sun_width: float = 1.7  # degrees: how soft its shadows are
    sky_colour: tuple = (.66, .78, 1)
    sky: float = 1.0
    lamps: float = 0  # share of the place's lamps' power
    headlights: bool = False
    shadow: float = .5  # of the light that a person's shadow takes away
    exposure: float = 1.05  # the camera's gain
    shutter: float = 1 / 125  # seconds that one frame is exposed
    noise: float = 2.0  # standard deviation of the sensor noise, of 255
    bloom: float = .0  # share of light that spills from what is too bright
    haze: float = .004  # share of light lost to haze over one metre
    haze_colour: tuple = (196, 204, 214)  # sRGB
    sky_top: tuple = (120, 160, 214)  # sRGB, drawn where nothing stands
    sky_low: tuple = (214, 222, 228)
    wet: bool = False


LIGHTS = {
    "day": Light(),
    "noon": Light(sun_height=68, sun_side=-28, sun_colour=(1, .98, .93), sun=4.4, sky=1.15, shadow=.6, exposure=1.12, noise=1.6, bloom=.35,
                  haze_colour=(226, 226, 220), shutter=1 / 250, sky_top=(170, 196, 226), sky_low=(244, 244, 238)),
    "late": Light(sun_height=24, sun_side=-46, sun_colour=(1, .78, .54), sun=4.2, sky_colour=(.82, .76, .86), sky=.5, shadow=.42, noise=2.6, bloom=.1,
                  haze_colour=(222, 196, 166), shutter=1 / 100, sky_top=(136, 150, 186), sky_low=(240, 206, 164)),
    "night": Light(sun=0, sky_colour=(.30, .36, .58), sky=.05, lamps=1, shadow=0, exposure=1.15, shutter=1 / 40, noise=5.5, bloom=.25, haze=.001,
                   haze_colour=(40, 38, 44), sky_top=(14, 16, 26), sky_low=(44, 40, 42)),
    "headlights": Light(sun=0, sky_colour=(.30, .36, .58), sky=.05, lamps=.6, headlights=True, shadow=0, exposure=1.1, shutter=1 / 50, noise=5, bloom=.6,
                        haze=.003, haze_colour=(70, 66, 62), sky_top=(14, 16, 26), sky_low=(44, 40, 42)),
}

# Lamps of each place: (x, metres ahead, height), linear colour, watts of a point light.
SODIUM, TUBE, BULB = (1, .56, .20), (.86, .95, 1), (1, .74, .42)
LAMPS = {
    "bus-stop": [((.1, 1.2, 4.0), SODIUM, 1500), ((-2.4, 10.4, 3.1), BULB, 90), ((2.6, 14, 4.2), SODIUM, 300)],
    "market": [((-.4, 1.4, 3.9), BULB, 1000), ((-1.7, 10.2, 2.0), TUBE, 130), ((2, 10.2, 2.0), BULB, 150), ((.3, 15, 3), SODIUM, 260)],
    "crossing": [((-1.2, 2.2, 4.6), SODIUM, 2200), ((3.2, 16, 5), SODIUM, 1400), ((-3.4, 28, 5), SODIUM, 1400)],
    "lane": [((.5, 1.2, 3.6), SODIUM, 1000), ((-1.1, 9, 3.4), BULB, 300), ((1.0, 17, 3.6), SODIUM, 460)],
    "underpass": [((-.5, 1.6, 3.3), SODIUM, 800), ((.9, 7.6, 3.5), SODIUM, 480), ((-.9, 13, 3.5), SODIUM, 480), ((.9, 19, 3.5), SODIUM, 480), ((0, 27, 3.4), SODIUM, 420)],
    "campus": [((1.0, 1.6, 4.0), TUBE, 1200), ((-2.4, 12, 4), TUBE, 700), ((2.6, 22, 4), TUBE, 700)],
}
SUN_ALONG = {"lane": -7}  # places where the sun stands along the street, in degrees: their walls would shade all of it
COVERED = {"underpass"}  # no sun, little sky, lamps always on
HEADLAMPS = ((-1.05, 21, .72), (-.15, 21, .72))  # of the car that comes towards the camera; metres


def light_of(clip):
    """The light of a clip: its hour, changed by its weather and by a roof over the place."""
    light = LIGHTS[clip["light"]]
    dark = light.sun == 0
    if clip["weather"] == "rain":
        light = replace(light, sun=light.sun * .12, sun_width=40, sky=light.sky * (1 if dark else 1.15), shadow=0, wet=True, haze=light.haze + .012, bloom=light.bloom + .05,
                        sky_colour=light.sky_colour if dark else (.86, .92, 1), noise=light.noise + 1,
                        **({} if dark else dict(haze_colour=(186, 192, 198), sky_top=(150, 158, 168), sky_low=(188, 194, 200), shutter=1 / 80)))
    if clip["weather"] == "fog":
        light = replace(light, sun=light.sun * .15, sun_width=60, shadow=0, haze=.055 if dark else .075, bloom=light.bloom + .1,
                        sky_colour=light.sky_colour if dark else (.92, .95, 1),
                        **(dict(haze_colour=(92, 78, 62), sky_top=(70, 62, 56), sky_low=(96, 82, 66)) if dark
                           else dict(haze_colour=(204, 208, 210), sky_top=(206, 210, 212), sky_low=(204, 208, 210), shutter=1 / 80)))
    if clip["place"] in SUN_ALONG:
        light = replace(light, sun_side=SUN_ALONG[clip["place"]], sky=light.sky * 1.25)
    if clip["place"] in COVERED:
        light = replace(light, sun=0, shadow=0, lamps=1, sky=light.sky * .22, sun_height=60)
    return light
