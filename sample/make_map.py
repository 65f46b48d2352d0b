"""Draws the sample city's map: python3 sample/make_map.py. An invented town; nothing here stands anywhere."""
import json
import math
import random
from pathlib import Path

HERE = Path(__file__).parent
LATITUDE, LONGITUDE = 26.72, 80.86  # an empty stretch of fields


def at(east, north):
    """Meters from the town's middle to [longitude, latitude]."""
    return [round(LONGITUDE + east / (111_320 * math.cos(math.radians(LATITUDE))), 6), round(LATITUDE + north / 110_574, 6)]


def feature(kind, geometry, points, name=None):
    coordinates = [at(*p) for p in points]
    return {"type": "Feature", "properties": {"kind": kind, **({"name": name} if name else {})},
            "geometry": {"type": geometry, "coordinates": [coordinates] if geometry == "Polygon" else coordinates}}


def town():
    rng = random.Random(2021)
    bank = [(x, -900 + 260 * math.sin(x / 900) + .12 * x) for x in range(-4200, 4201, 200)]
    yield feature("water", "Polygon", bank + [(x, y - 170 - 30 * math.sin(x / 500)) for x, y in reversed(bank)] + [bank[0]], "Nadi")
    for name, x, y, w, h in (("Company Bagh", -900, 350, 520, 420), ("Mela Maidan", 1250, 800, 600, 380), ("Ghat Park", 300, -640, 500, 160)):
        yield feature("park", "Polygon", [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], name)
    yield feature("railway", "LineString", [(-4200, 1900), (-1500, 1500), (1200, 1650), (4200, 2300)], "railway")
    ring = [(2300 * math.cos(a) + 60 * math.sin(5 * a), 1900 * math.sin(a) + 300) for a in (math.tau * i / 60 for i in range(61))]
    yield feature("main", "LineString", ring, "Ring Road")
    yield feature("main", "LineString", [(-4200, 120), (-1000, 60), (900, 150), (4200, 420)], "Station Road")
    yield feature("main", "LineString", [(150, 3000), (90, 900), (40, 0), (-60, -1200), (-240, -3000)], "Bridge Road")
    for i in range(-9, 10):
        bend = rng.uniform(-40, 40)
        yield feature("road" if i % 3 == 0 else "lane", "LineString", [(i * 240 + bend, -380), (i * 240 - bend, 700), (i * 240 + bend * 2, 1500)])
    for j in range(-1, 7):
        bend = rng.uniform(-30, 30)
        yield feature("road" if j % 3 == 0 else "lane", "LineString", [(-2150, j * 220 + bend), (0, j * 220 - bend), (2150, j * 220 + bend)])
    for i in range(-5, 6):
        yield feature("lane", "LineString", [(i * 330, -1350), (i * 330 + rng.uniform(-80, 80), -2300)])


def boundary(name, points):
    ring = [at(*p) for p in points + points[:1]]
    return {"type": "Feature", "properties": {"name": name, "note": "sample, not an official boundary"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def main():
    write("map.geojson", {"type": "FeatureCollection", "features": list(town())})
    write("ghantaghar.geojson", boundary("Ghantaghar", [(-1100, -500), (1000, -500), (1000, 1000), (-1100, 1000)]))
    write("railganj.geojson", boundary("Railganj", [(-1100, 1000), (3000, 1000), (3000, 2800), (-1100, 2800)]))
    write("paarpul.geojson", boundary("Paarpul", [(-3000, -3000), (3000, -3000), (3000, -800), (-3000, -1200)]))


def write(name, data):
    (HERE / name).write_text(json.dumps(data, separators=(",", ":")) + "\n")


main()
