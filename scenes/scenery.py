"""What places are made of: weathered surfaces, boxes, walls, awnings, trees, wires, vehicles. Metres; x right, y ahead of the camera, z up."""
import math

import bpy
import numpy as np

from heads import linear
from stage import surface


def weathered(name, rgb, grain=3.0, depth=.25, bricks=None, roughness=.9):
    """A matt surface whose colour wanders with noise; `bricks` is the length of one in metres. The same words give the same surface."""
    name = f"{name} {tuple(rgb)} {grain} {depth} {bricks} {roughness}"[:60]
    if name in bpy.data.materials:
        return bpy.data.materials[name]
    m = surface(name, roughness, rgb, specular=.15 if roughness > .6 else .5)
    nodes, links = m.node_tree.nodes, m.node_tree.links
    shader = nodes["Principled BSDF"]
    where, noise, ramp = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeMapRange")
    noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = grain, 8
    links.new(where.outputs["Object"], noise.inputs["Vector"])
    links.new(noise.outputs["Fac"], ramp.inputs["Value"])
    ramp.inputs["From Min"].default_value, ramp.inputs["From Max"].default_value = .3, .7
    ramp.inputs["To Min"].default_value, ramp.inputs["To Max"].default_value = 1 - depth, 1 + depth * .5
    tint = nodes.new("ShaderNodeMixRGB")
    tint.blend_type, tint.inputs["Fac"].default_value = "MULTIPLY", 1
    tint.inputs["Color1"].default_value = (*linear(rgb), 1)
    if bricks:
        wall, turn = nodes.new("ShaderNodeTexBrick"), nodes.new("ShaderNodeMapping")
        turn.inputs["Rotation"].default_value = (math.pi / 2, 0, 0)
        links.new(where.outputs["Object"], turn.inputs["Vector"])
        links.new(turn.outputs["Vector"], wall.inputs["Vector"])
        wall.inputs["Scale"].default_value, wall.inputs["Brick Width"].default_value = 1, bricks
        wall.inputs["Row Height"].default_value, wall.inputs["Mortar Size"].default_value = bricks / 3, bricks / 30
        wall.inputs["Color1"].default_value, wall.inputs["Color2"].default_value = (*linear(rgb), 1), (*(linear(rgb) * .75), 1)
        wall.inputs["Mortar"].default_value = (*linear((150, 142, 130)), 1)
        links.new(wall.outputs["Color"], tint.inputs["Color1"])
    links.new(ramp.outputs["Result"], tint.inputs["Color2"])
    links.new(tint.outputs["Color"], shader.inputs["Base Color"])
    return m


class Place:
    def __init__(self, stage):
        self.link, self.light = stage.scene.collection.objects.link, stage.light
        self.wetness = .22 if stage.light.wet else .9  # roughness of the ground

    def add(self, mesh, material, turn=(0, 0, 0), at=(0, 0, 0)):
        mesh.materials.append(material)
        thing = bpy.data.objects.new("thing", mesh)
        thing.location, thing.rotation_euler = at, turn
        self.link(thing)

    def box(self, material, x, y, z, turn=(0, 0, 0)):
        """From (low, high) pairs; turned about its middle."""
        low, high = np.array([x, y, z], float).T
        middle, half = (low + high) / 2, (high - low) / 2
        corners = [tuple(half * (a, b, c)) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
        mesh = bpy.data.meshes.new("box")
        mesh.from_pydata(corners, [], [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])
        self.add(mesh, material, turn, middle)

    def ball(self, material, at, radius):
        bpy.ops.mesh.primitive_uv_sphere_add(segments=14, ring_count=9, radius=radius, location=at)
        ball = bpy.context.object
        ball.data.materials.append(material)
        ball.data.polygons.foreach_set("use_smooth", [True] * len(ball.data.polygons))

    def words(self, text, material, at, size):
        curve = bpy.data.curves.new("words", "FONT")
        curve.body, curve.size, curve.align_x, curve.extrude = text, size, "CENTER", .004
        curve.materials.append(material)
        thing = bpy.data.objects.new("words", curve)
        thing.location, thing.rotation_euler = at, (math.pi / 2, 0, 0)
        self.link(thing)

    def glow(self, rgb, x, y, z, strength):
        """A box that shines by itself: a lamp, a window, a tube."""
        m = bpy.data.materials.new("glow")
        m.use_nodes = True
        shader = m.node_tree.nodes["Principled BSDF"]
        shader.inputs["Emission"].default_value, shader.inputs["Emission Strength"].default_value = (*linear(rgb), 1), strength
        self.box(m, x, y, z)
        bpy.context.scene.collection.objects[-1].visible_diffuse = False  # the lamps give the light: as a light, a glow is all noise

    def ground(self, kerb_at, road=(92, 90, 88), pavement=(158, 148, 134)):
        self.road(road)
        slab = weathered("pavement", pavement, 5, .25, roughness=self.wetness)
        joint = weathered("joint", tuple(.6 * c for c in pavement))
        self.box(joint, (-60, 60), (kerb_at + .1, 30), (0, .10))
        for i in range(-9, 10):
            for j in range(5):
                self.box(slab, (i * .6 + .01, i * .6 + .59), (kerb_at + .16 + j * .6, kerb_at + .74 + j * .6), (.05, .115))
        for i in range(-9, 10):
            self.box(weathered("kerb", (206, 176, 70) if i % 2 else (50, 48, 46), 8, .3), (i * .9, i * .9 + .89), (kerb_at, kerb_at + .15), (0, .13))

    def road(self, rgb, seed=1):
        """Tarmac with patches, stains and rubbish."""
        self.box(weathered("road", rgb, 6, .22, roughness=self.wetness), (-60, 60), (-5, 200), (-1, 0))
        draw = np.random.default_rng(seed)
        for _ in range(26):
            x, y, reach, tone = draw.uniform(-5, 5), draw.uniform(2, 26), draw.uniform(.15, .6), draw.uniform(.8, 1.12)
            turn = np.linspace(0, 2 * np.pi, 17)[:-1]
            edge = reach * (1 + .25 * np.sin(3 * turn + x) + .15 * np.sin(7 * turn + y))
            self.shape(weathered("patch", tuple(int(c * tone) for c in rgb), 5, .25, roughness=self.wetness), np.stack([x + edge * np.cos(turn), y + edge * np.sin(turn), 0 * turn + .003], -1))
        for _ in range(22):
            x, y, tone = draw.uniform(-4, 4), draw.uniform(3, 16), draw.uniform(120, 220)
            self.box(weathered("litter", (int(tone), int(tone * .95), int(tone * .8)), 6, .2), (x, x + .07), (y, y + .05), (0, .008), (0, 0, draw.uniform(0, 3)))

    def shape(self, material, points):
        mesh = bpy.data.meshes.new("shape")
        mesh.from_pydata([tuple(p) for p in points.tolist()], [], [tuple(range(len(points)))])
        self.add(mesh, material)

    def shutter(self, x, y, z, rgb):
        steel = weathered("shutter", rgb, 2.5, .3)
        self.box(steel, x, (y, y + .05), z)
        for k in np.arange(z[0], z[1], .075):
            self.box(steel, x, (y - .025, y + .02), (k, k + .045), (.5, 0, 0))

    def awning(self, x, y, z, stripes):
        """Sloping striped cloth from the wall at y[1] out to y[0], with a hanging edge."""
        cloths = [weathered("awning", rgb, 5, .15) for rgb in stripes]
        slope = math.atan2(.35, y[1] - y[0])
        for i, k in enumerate(np.arange(x[0], x[1], .22)):
            self.box(cloths[i % 2], (k, k + .22), y, (z + .17, z + .185), (slope, 0, 0))
            self.box(cloths[i % 2], (k, k + .22), (y[0], y[0] + .015), (z - .16, z + .02))

    def pole(self, material, x, y, height, width=.05):
        self.box(material, (x - width / 2, x + width / 2), (y - width / 2, y + width / 2), (0, height))



    def wire(self, start, end, sag=.5, thick=.012):
        curve = bpy.data.curves.new("wire", "CURVE")
        curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", thick, 1
        line = curve.splines.new("POLY")
        line.points.add(14)
        for point, s in zip(line.points, np.linspace(0, 1, 15)):
            x, y, z = np.add(start, np.subtract(end, start) * s)
            point.co = (x, y, z - 4 * sag * s * (1 - s), 1)
        curve.materials.append(weathered("wire", (28, 28, 30)))
        self.link(bpy.data.objects.new("wire", curve))

    def wires(self, start, end, count=5, seed=1):
        draw = np.random.default_rng(seed)
        for _ in range(count):
            self.wire(np.add(start, draw.normal(0, .12, 3)), np.add(end, draw.normal(0, .12, 3)), draw.uniform(.15, .6), draw.uniform(.008, .016))

    def tree(self, x, y, height=4.2, reach=1.5, seed=1, rgb=(70, 98, 48)):
        """A trunk and a crown of single leaves."""
        bark, draw = weathered("bark", (88, 70, 54), 6, .35), np.random.default_rng(seed)
        for k in range(6):
            lean = .05 * math.sin(seed + k)
            self.box(bark, (x - .14 + lean + .01 * k, x + .12 + lean - .01 * k), (y - .12, y + .12), (k * height * .12, (k + 1) * height * .12 + .03), (0, 0, .4 * k))
        clumps = draw.normal(0, (reach * .55, reach * .55, reach * .33), (26, 3)) + (x, y, height)
        middle = (clumps[draw.integers(0, 26, 5200)] + draw.normal(0, reach * .17, (5200, 3)))
        one, two = draw.normal(size=(2, 5200, 3)) * .055
        corners = np.stack([middle - one, middle + two, middle + one, middle - two], 1).reshape(-1, 3)
        mesh = bpy.data.meshes.new("leaves")
        mesh.from_pydata([tuple(c) for c in corners.tolist()], [], [tuple(range(4 * k, 4 * k + 4)) for k in range(5200)])
        self.add(mesh, weathered("leaves", rgb, 2, .5))

    def wheel(self, x, y, z, radius, width=.1):
        bpy.ops.mesh.primitive_cylinder_add(vertices=20, radius=radius, depth=width, location=(x, y, z), rotation=(0, math.pi / 2, 0))
        bpy.context.object.data.materials.append(weathered("tyre", (30, 30, 31), 5, .2))

    def scooter(self, x, y, turn=0.0, rgb=(140, 40, 44)):
        """Parked, its nose ahead of the camera where turn is 0 degrees."""
        paint, seat, steel = weathered("paint", rgb, 3, .12, roughness=.35), weathered("seat", (34, 32, 32), 6, .2), weathered("chrome", (150, 152, 156), 4, .1, roughness=.3)
        before = set(bpy.data.objects)
        for dy in (-.62, .62):
            self.wheel(0, dy, .22, .22)
        self.box(paint, (-.17, .17), (-.78, -.05), (.34, .66))
        self.box(paint, (-.2, .2), (-.05, .5), (.2, .27))
        self.box(paint, (-.2, .2), (.44, .56), (.2, .92), (-.2, 0, 0))
        self.box(paint, (-.09, .09), (.5, .78), (.4, .5))
        self.box(seat, (-.16, .16), (-.8, .0), (.66, .77))
        self.box(steel, (-.36, .36), (.38, .43), (.98, 1.02))
        self.box(paint, (-.12, .12), (.36, .52), (.88, 1.06))
        for side in (-.33, .3):
            self.box(steel, (side, side + .02), (.4, .42), (1.0, 1.22))
            self.box(seat, (side - .02, side + .06), (.41, .43), (1.19, 1.26))
        self.box(weathered("plate", (214, 196, 90), 3, .1), (-.1, .1), (-.83, -.81), (.42, .52))
        self.glow((150, 20, 20), (-.07, .07), (-.81, -.79), (.56, .62), .1)
        self._place(before, x, y, turn)

    def rickshaw(self, x, y, turn=0.0):
        green, yellow, glass = weathered("green", (34, 92, 58), 4, .15, roughness=.5), weathered("hood", (206, 168, 52), 4, .15), weathered("glass", (36, 42, 46), 3, .1, roughness=.2)
        before = set(bpy.data.objects)
        self.box(green, (-.62, .62), (0, 2.2), (.3, .95))
        self.box(green, (-.4, .4), (-.3, .15), (.3, .9))
        self.box(glass, (-.55, .55), (.22, 2.1), (.95, 1.5))
        self.box(yellow, (-.64, .64), (.1, 2.25), (1.48, 1.7))
        self.box(yellow, (-.64, .64), (1.6, 2.25), (.95, 1.5))
        for side in (-.6, .55):
            self.box(yellow, (side, side + .05), (.2, .27), (.95, 1.5))
            self.wheel(side + .02, 1.75, .24, .24)
        self.wheel(0, -.02, .22, .22)
        self.ball(weathered("lamp", (214, 210, 196), 3, .1), (0, -.3, .72), .1)
        self._place(before, x, y, turn)

    def car(self, x, y, rgb=(52, 54, 60)):
        """Seen from ahead, with its lamps on where the light says so."""
        paint, glass = weathered("car", rgb, 2, .1, roughness=.3), weathered("screen", (20, 24, 28), 2, .1, roughness=.15)
        self.box(paint, (x - .82, x + .82), (y, y + 3.6), (.28, .92))
        self.box(glass, (x - .68, x + .68), (y + .9, y + 2.9), (.92, 1.42))
        self.box(paint, (x - .64, x + .64), (y + 1.1, y + 2.8), (1.4, 1.46))
        for side in (-.7, .7):
            self.wheel(x + side, y + .7, .3, .3, .2)
        for side in (-.45, .45):
            self.glow((255, 246, 224), (x + side - .12, x + side + .12), (y - .02, y), (.64, .78), 30 if self.light.headlights else .2)

    def _place(self, before, x, y, turn):
        """Moves what was added since `before` to its place, turned about the vertical, in degrees."""
        from mathutils import Matrix
        move = Matrix.Translation((x, y, 0)) @ Matrix.Rotation(math.radians(turn), 4, "Z")
        bpy.context.view_layer.update()
        for thing in set(bpy.data.objects) - before:
            thing.matrix_world = move @ thing.matrix_world

    def street_lamp(self, x, y, height=4.6, reach=-.9):
        steel = weathered("lamp post", (96, 100, 104), 4, .2)
        self.pole(steel, x, y, height, .09)
        self.box(steel, sorted((x, x + reach)), (y - .03, y + .03), (height - .06, height))
        on = self.light.lamps > 0
        self.glow((255, 190, 110) if on else (190, 190, 184), sorted((x + reach, x + reach * .65)), (y - .08, y + .08), (height - .1, height - .05), 14 if on else .1)

    def poster(self, x, y, z, size, rgb, words, seed=1):
        """A bill on a wall that looks at the camera: bands of colour and words, no face."""
        draw = np.random.default_rng(seed)
        w, h = size
        self.box(weathered("bill", rgb, 9, .25), (x, x + w), (y - .012, y), (z, z + h))
        second = tuple(int(c) for c in np.clip(255 - np.array(rgb) * .8 + draw.normal(0, 20, 3), 30, 235))
        self.box(weathered("band", second, 9, .2), (x, x + w), (y - .016, y - .01), (z + h * .62, z + h * .86))
        for k in range(3):
            self.box(weathered("line", second, 9, .2), (x + w * .12, x + w * draw.uniform(.5, .9)), (y - .016, y - .01), (z + h * (.14 + .14 * k), z + h * (.19 + .14 * k)))
        self.words(words, weathered("ink", tuple(int(c) for c in rgb), 5, .1), (x + w / 2, y - .02, z + h * .67), h * .16)

    def board(self, x, y, z, rgb, ink, words, lit=False):
        """A shop's board along x, with its invented name."""
        self.box(weathered("board", rgb, 5, .15), x, (y - .06, y), z)
        self.words(words, weathered("letters", ink, 5, .1), ((x[0] + x[1]) / 2, y - .07, z[0] + .22 * (z[1] - z[0])), .72 * (z[1] - z[0]))
        if lit and self.light.lamps > 0:
            self.glow((225, 240, 255), (x[0] + .1, x[1] - .1), (y - .18, y - .15), (z[1] + .03, z[1] + .06), 9)

    def words_turned(self, text, material, at, size, turn):
        """Words on a wall along the lane: turned about the vertical, in degrees."""
        self.words(text, material, at, size)
        bpy.context.scene.collection.objects[-1].rotation_euler = (math.pi / 2, 0, math.radians(turn))

    def occluder(self, what, x, y):
        """A thing that a script puts between the camera and people."""
        if what == "pole":
            self.pole(weathered("iron", (70, 74, 78), 5, .25), x, y, 6, .16)
            self.box(weathered("box", (120, 120, 112), 5, .2), (x - .2, x + .2), (y - .15, y), (1.3, 1.8))
        elif what == "cart":
            wood = weathered("cart", (120, 88, 58), 5, .3)
            self.box(wood, (x - .7, x + .7), (y - .4, y + .4), (.72, .8))
            for side in (-.6, .6):
                self.wheel(x + side, y, .36, .36, .06)
                for k in (-.35, .35):
                    self.pole(wood, x + side, y + k, 2.0, .04)
            self.awning((x - .8, x + .8), (y - .5, y + .5), 1.9, ((52, 96, 120), (214, 204, 176)))
        elif what == "board":
            self.box(weathered("hoarding", (176, 150, 60), 4, .2), (x - .45, x + .45), (y - .02, y + .02), (.5, 1.55))
            self.words("WORK AHEAD", weathered("hoarding ink", (30, 28, 26)), (x, y - .03, 1.1), .12)
            for side in (-.4, .4):
                self.pole(weathered("leg", (60, 60, 60)), x + side, y, 1.6, .04)
        else:
            self.tree(x, y, 2.6, .5, 9)
