"""The Blender side: light, camera, people as meshes, and one picture of a part of the frame. Blender 3.4, Cycles on the CPU."""
import math

import bpy
import numpy as np

from heads import linear
from people import FEET

SUN = math.radians(42), math.radians(-34)  # height above the horizon; direction, from behind the camera's left shoulder
SKIES = {"day": ((.66, .78, 1), 1.0, 2.7), "late": ((.8, .78, .86), .8, 3.0)}  # colour, strength of sky, strength of sun


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

    def __init__(self, width, height_pixels, focal_pixels, height, down_degrees):
        self.size, self.focal, self.height, self.down = (width, height_pixels), focal_pixels, height, math.radians(down_degrees)

    def project(self, world):
        """Pixels (x right, y down), shape {n, 2}, of world points in metres, shape {n, 3}."""
        x, y, z = world[:, 0], world[:, 1], world[:, 2] - self.height
        deep = y * math.cos(self.down) - z * math.sin(self.down)
        up = y * math.sin(self.down) + z * math.cos(self.down)
        return np.stack([self.size[0] / 2 + self.focal * x / deep, self.size[1] / 2 - self.focal * up / deep], -1)


class Stage:
    def __init__(self, camera, sky, samples):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.camera, self.scene = camera, bpy.context.scene
        self.seed = 0
        scene, render = self.scene, self.scene.render
        render.engine, render.threads_mode, render.threads = "CYCLES", "FIXED", 2
        scene.cycles.samples, scene.cycles.use_denoising = samples, False  # Debian's build has no denoiser
        scene.cycles.max_bounces = scene.cycles.diffuse_bounces = 2
        scene.cycles.use_adaptive_sampling = False
        scene.view_settings.view_transform = "Standard"
        render.use_persistent_data, render.film_transparent = True, True
        render.image_settings.color_mode = "RGBA"
        render.resolution_x, render.resolution_y = camera.size
        colour, strength, sun_strength = SKIES[sky]
        scene.world = bpy.data.worlds.new("sky")
        scene.world.use_nodes = True
        background = scene.world.node_tree.nodes["Background"]
        background.inputs[0].default_value, background.inputs[1].default_value = (*colour, 1), strength * .6
        sun = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
        sun.data.energy, sun.data.angle, sun.data.color = sun_strength, .03, (1, .95, .86)
        sun.rotation_euler = (math.pi / 2 - SUN[0], 0, SUN[1])
        eye = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        eye.data.sensor_width, eye.data.lens = 36, 36 * camera.focal / camera.size[0]
        eye.data.clip_end = 500
        eye.location, eye.rotation_euler = (0, 0, camera.height), (math.pi / 2 - camera.down, 0, 0)
        for thing in (sun, eye):
            scene.collection.objects.link(thing)
        scene.camera = eye

    def picture(self, path, box=None):
        """Renders the frame, or only `box` (left, top, right, bottom in pixels), into a PNG with transparency."""
        render, (w, h) = self.scene.render, self.camera.size
        render.use_border = render.use_crop_to_border = box is not None
        if box is not None:
            # a hair inside the pixel edge, since Blender rounds borders down
            render.border_min_x, render.border_max_x = (box[0] + .01) / w, (box[2] + .01) / w
            render.border_min_y, render.border_max_y = 1 - (box[3] - .01) / h, 1 - (box[1] - .01) / h
        self.seed += 1
        self.scene.cycles.seed = self.seed
        render.filepath = path
        bpy.ops.render.render(write_still=True)


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

    def pose(self, pose, x, distance, facing_degrees=0, lift=0):
        """Moves the mesh; returns the boxes of the person, of what a head can move, and of the head, each [left, top, right, bottom] in pixels."""
        p = self.person.points(pose)
        p = np.stack([p[:, 0], -p[:, 2], p[:, 1] - FEET], -1) * self.person.height / 100
        c, s = math.cos(math.radians(facing_degrees)), math.sin(math.radians(facing_degrees))
        p = p @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + (x, distance, lift)
        self.mesh.vertices.foreach_set("co", p.astype(np.float32).ravel())
        self.mesh.update()
        seen = self.stage.camera.project(p)
        return [[*q.min(0), *q.max(0)] for q in (seen, seen[self.moving], seen[self.person.head.box_points])]

    def leave(self):
        bpy.data.objects.remove(self.thing)
        bpy.data.meshes.remove(self.mesh)
