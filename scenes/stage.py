"""The Blender side: light, camera, people as meshes, and one picture of a part of the frame. Blender 3.4, Cycles on the CPU."""
import math
import zlib

import bpy
import numpy as np

from cast import FEET
from heads import linear
from light import HEADLAMPS, LAMPS
from script import focal_pixels
from timeline import seen_angles

FARTHEST = 80  # metres that the depth picture can tell


def surface(name, roughness, rgb=None, specular=.5):
    m = bpy.data.materials.new(name)
    m.use_nodes = True
    shader = m.node_tree.nodes["Principled BSDF"]
    shader.inputs["Roughness"].default_value, shader.inputs["Specular"].default_value = roughness, specular
    if rgb is None:
        paint = m.node_tree.nodes.new("ShaderNodeVertexColor")
        paint.layer_name = "Paint"
        m.node_tree.links.new(paint.outputs["Color"], shader.inputs["Base Color"])
    else:
        shader.inputs["Base Color"].default_value = (*linear(rgb), 1)
    return m


class Camera:
    """A pinhole at (0, 0, height) that looks along +y and down."""

    def __init__(self, clip):
        self.size, self.focal = clip["size"], focal_pixels(clip)
        self.height, self.down = clip["camera"]["height"], math.radians(clip["camera"]["tilt"])

    def deep(self, world):
        """Metres along the camera's axis, shape {n}, of world points in metres, shape {n, 3}."""
        return world[:, 1] * math.cos(self.down) - (world[:, 2] - self.height) * math.sin(self.down)

    def project(self, world):
        """Pixels (x right, y down), shape {n, 2}, of world points in metres, shape {n, 3}."""
        up = world[:, 1] * math.sin(self.down) + (world[:, 2] - self.height) * math.cos(self.down)
        deep = self.deep(world).clip(.1)
        return np.stack([self.size[0] / 2 + self.focal * world[:, 0] / deep, self.size[1] / 2 - self.focal * up / deep], -1)


class Stage:
    def __init__(self, clip, light, samples):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.camera, self.scene, self.light = Camera(clip), bpy.context.scene, light
        scene, render = self.scene, self.scene.render
        render.engine, render.threads_mode, render.threads = "CYCLES", "FIXED", 2
        scene.cycles.samples, scene.cycles.use_denoising = samples, False  # Debian's build has no denoiser
        scene.cycles.max_bounces = scene.cycles.diffuse_bounces = 2
        scene.cycles.use_adaptive_sampling, scene.cycles.sample_clamp_indirect = False, 2
        scene.view_settings.view_transform = "Standard"
        render.use_persistent_data, render.film_transparent = True, True
        render.image_settings.color_mode = "RGBA"
        render.resolution_x, render.resolution_y = self.camera.size
        scene.world = bpy.data.worlds.new("sky")
        scene.world.use_nodes = True
        background = scene.world.node_tree.nodes["Background"]
        background.inputs[0].default_value, background.inputs[1].default_value = (*light.sky_colour, 1), light.sky * .6
        self._lamps(clip["place"])
        eye = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        eye.data.sensor_fit = "HORIZONTAL"
        eye.data.sensor_width, eye.data.lens = 36, 36 * self.camera.focal / self.camera.size[0]
        eye.data.clip_end = 500
        eye.location, eye.rotation_euler = (0, 0, self.camera.height), (math.pi / 2 - self.camera.down, 0, 0)
        scene.collection.objects.link(eye)
        scene.camera = eye

    def _lamps(self, place):
        light = self.light
        if light.sun > 0:
            self._lamp("SUN", (0, 0, 0), light.sun_colour, light.sun, math.radians(light.sun_width),
                       (math.pi / 2 - math.radians(light.sun_height), 0, math.radians(light.sun_side)))
        if light.lamps > 0:
            for at, colour, watts in LAMPS[place]:
                self._lamp("POINT", at, colour, watts * light.lamps, .12)
        if light.headlights:
            for x, y, z in HEADLAMPS:
                # just ahead of the glass, towards the camera and a little down
                lamp = self._lamp("SPOT", (x, y - .1, z), (1, .95, .86), 3500, .08, (math.radians(90 - 1), 0, math.pi))
                lamp.spot_size, lamp.spot_blend = math.radians(44), .7

    def _lamp(self, kind, at, colour, power, size, turn=(0, 0, 0)):
        lamp = bpy.data.lights.new(kind.lower(), kind)
        lamp.energy, lamp.color = power, colour
        if kind == "SUN":
            lamp.angle = size
        else:
            lamp.shadow_soft_size = size
        thing = bpy.data.objects.new(kind.lower(), lamp)
        thing.location, thing.rotation_euler = at, turn
        self.scene.collection.objects.link(thing)
        return lamp

    def picture(self, path, box=None):
        """Renders the frame, or only `box` (left, top, right, bottom in pixels), into a PNG with transparency."""
        render, (w, h) = self.scene.render, self.camera.size
        render.use_border = render.use_crop_to_border = box is not None
        if box is not None:
            # a hair inside the pixel edge, since Blender rounds borders down
            render.border_min_x, render.border_max_x = (box[0] + .01) / w, (box[2] + .01) / w
            render.border_min_y, render.border_max_y = 1 - (box[3] - .01) / h, 1 - (box[1] - .01) / h
        # the noise hangs on the picture's name alone, so that a run that was stopped goes on with the same pictures
        self.scene.cycles.seed = zlib.crc32(path.rsplit("/", 1)[-1].encode()) & 0x7FFFFFFF
        render.filepath = path
        bpy.ops.render.render(write_still=True)

    def depth(self, path):
        """Renders how far along the camera's axis everything is, as 16 bits of FARTHEST metres."""
        m = bpy.data.materials.new("depth")
        m.use_nodes = True
        nodes, links = m.node_tree.nodes, m.node_tree.links
        far, part, shine = nodes.new("ShaderNodeCameraData"), nodes.new("ShaderNodeMath"), nodes.new("ShaderNodeEmission")
        part.operation, part.inputs[1].default_value = "DIVIDE", FARTHEST
        links.new(far.outputs["View Z Depth"], part.inputs[0])
        links.new(part.outputs[0], shine.inputs["Color"])
        links.new(shine.outputs[0], nodes["Material Output"].inputs["Surface"])
        scene, layer = self.scene, self.scene.view_layers[0]
        before = scene.cycles.samples, scene.cycles.pixel_filter_type, scene.render.image_settings.color_depth, scene.view_settings.view_transform
        layer.material_override, scene.cycles.samples, scene.cycles.pixel_filter_type = m, 1, "BOX"
        scene.cycles.filter_width, scene.render.image_settings.color_depth, scene.view_settings.view_transform = .01, "16", "Raw"
        self.picture(path)
        layer.material_override = None
        scene.cycles.samples, scene.cycles.pixel_filter_type, scene.render.image_settings.color_depth, scene.view_settings.view_transform = before


class Actor:
    """A person of people.py on the stage."""

    def __init__(self, stage, person):
        self.stage, self.person = stage, person
        parts, start, faces, slots = person.parts, 0, [], []
        self.mesh = bpy.data.meshes.new("person")
        materials = {"skin": surface("skin", .55, specular=.3), "wet": surface("wet", .12), "teeth": surface("teeth", .3),
                     "cloth": surface("cloth", .95, specular=.1), "hair": surface("hair", .5, specular=.35)}
        for m in materials.values():
            self.mesh.materials.append(m)
        for part in parts:
            faces += [[start + i for i in f if i >= 0] for f in part.faces.tolist()]
            slots += [list(materials).index(part.material)] * len(part.faces)
            start += len(part.colour)
        self.mesh.from_pydata([(0, 0, 0)] * start, [], faces)
        self.mesh.polygons.foreach_set("material_index", slots)
        self.mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
        paint = np.concatenate([np.hstack([p.colour, np.ones((len(p.colour), 1))]) for p in parts])
        self.mesh.color_attributes.new("Paint", "FLOAT_COLOR", "POINT").data.foreach_set("color", paint.ravel())
        self.thing = bpy.data.objects.new("person", self.mesh)
        stage.scene.collection.objects.link(self.thing)
        self.moving = person.moving()

    def pose(self, pose, x, ahead, facing=0):
        """Moves the mesh. Returns the boxes of the person and of what a head can move, and what the truth wants to know."""
        p = self.person.points(pose)
        p = np.stack([p[:, 0], -p[:, 2], p[:, 1] - FEET], -1) * self.person.height / 100
        c, s = math.cos(math.radians(facing)), math.sin(math.radians(facing))
        p = p @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + (x, ahead, 0)
        self.mesh.vertices.foreach_set("co", p.astype(np.float32).ravel())
        self.mesh.update()
        camera, head = self.stage.camera, p[self.person.head.box_points]
        seen, (hx, hy, hz) = camera.project(p), head.mean(0)
        yaw, pitch, away = seen_angles(camera.height, hx, hy, hz, facing, pose.yaw, pose.pitch)
        hands = {side: self.person.hand_points(side) for side in ("left", "right")}
        view = {"head": around(seen[self.person.head.box_points]), "hull": hull(seen[self.person.head.box_points]), "yaw": yaw, "pitch": pitch, "roll": pose.roll,
                "away": away, "deep": float(camera.deep(np.array([[x, ahead, .75 * hz]]))[0]), "x": x, "ahead": ahead,
                "hands": {side: around(seen[points]) for side, points in hands.items() if points is not None}}
        return around(seen), around(seen[self.moving]), view

    def leave(self):
        bpy.data.objects.remove(self.thing)
        bpy.data.meshes.remove(self.mesh)


def around(points):
    return [float(v) for v in (*points.min(0), *points.max(0))]


def hull(points):
    """The convex outline of points {n, 2}, to a tenth of a pixel."""
    points = sorted(set(map(tuple, np.round(points, 1).tolist())))

    def half(along):
        chain = []
        for p in along:
            while len(chain) > 1 and (chain[-1][0] - chain[-2][0]) * (p[1] - chain[-2][1]) <= (chain[-1][1] - chain[-2][1]) * (p[0] - chain[-2][0]):
                chain.pop()
            chain.append(p)
        return chain[:-1]
    return half(points) + half(points[::-1])
