package org.pukar.vision.watch;

import java.util.function.Function;
import java.util.function.Predicate;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;

/**
 * What cameras ask before they are opened and with every frame; both answer at once, from memory.
 *
 * @param permission what a camera may do now
 * @param attended whether somebody is on shift who would look at an expression from it
 */
public record Guards(Function<Camera, Permission> permission, Predicate<Camera> attended) {}
