package org.pukar.server.sign;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Blocks of text below each other. */
final class Pile {
    private final List<Shape> shapes = new ArrayList<>();
    private double height;

    void add(Letters.Block block) {
        AffineTransform down = AffineTransform.getTranslateInstance(0, height);
        block.shapes().forEach(line -> shapes.add(down.createTransformedShape(line)));
        height += block.height();
    }

    void space(double points) {
        height += points;
    }

    Letters.Block block() {
        return new Letters.Block(List.copyOf(shapes), height);
    }
}
