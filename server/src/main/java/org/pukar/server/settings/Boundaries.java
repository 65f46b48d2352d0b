package org.pukar.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a boundary from a GeoJSON file (RFC 7946): a Polygon, a MultiPolygon, or a Feature or
 * collection of them.
 */
final class Boundaries {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private Boundaries() {}

    /**
     * The boundary in a file.
     *
     * @throws IOException with the rule, the value and the place, when it is none
     */
    static Geometry read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IOException(
                    "a boundary must be GeoJSON: " + e.getOriginalMessage() + " (" + file + ")");
        } catch (IOException e) {
            throw new IOException("the boundary file can't be read: " + file);
        }
        List<Polygon> polygons = new ArrayList<>();
        try {
            collect(root, polygons);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + " (" + file + ")");
        }
        if (polygons.isEmpty()) {
            throw new IOException(
                    "a boundary must hold a Polygon or MultiPolygon, found none (" + file + ")");
        }
        Geometry all = GEOMETRY.createMultiPolygon(polygons.toArray(Polygon[]::new));
        if (!all.isValid()) {
            throw new IOException("a boundary must not cross itself or overlap (" + file + ")");
        }
        return all;
    }

    private static void collect(JsonNode node, List<Polygon> polygons) {
        switch (node.path("type").asString("")) {
            case "FeatureCollection" -> node.path("features").forEach(f -> collect(f, polygons));
            case "Feature" -> collect(node.path("geometry"), polygons);
            case "Polygon" -> polygons.add(polygon(node.path("coordinates")));
            case "MultiPolygon" -> node.path("coordinates").forEach(p -> polygons.add(polygon(p)));
            default -> {
                // Points and lines may stand beside it; they bound nothing.
            }
        }
    }

    private static Polygon polygon(JsonNode rings) {
        LinearRing shell = ring(rings.path(0));
        List<LinearRing> holes = new ArrayList<>();
        for (int i = 1; i < rings.size(); i++) {
            holes.add(ring(rings.path(i)));
        }
        return GEOMETRY.createPolygon(shell, holes.toArray(LinearRing[]::new));
    }

    private static LinearRing ring(JsonNode positions) {
        Coordinate[] coordinates = new Coordinate[positions.size()];
        for (int i = 0; i < coordinates.length; i++) {
            double longitude = positions.path(i).path(0).asDouble(Double.NaN);
            double latitude = positions.path(i).path(1).asDouble(Double.NaN);
            if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
                throw new IllegalArgumentException(
                        "a boundary's points must be [longitude, latitude] in degrees, got "
                                + positions.path(i));
            }
            coordinates[i] = new Coordinate(longitude, latitude);
        }
        if (coordinates.length < 4
                || !coordinates[0].equals2D(coordinates[coordinates.length - 1])) {
            throw new IllegalArgumentException(
                    "a boundary's ring must have at least 4 points and end where it begins, got "
                            + coordinates.length
                            + " points");
        }
        return GEOMETRY.createLinearRing(coordinates);
    }
}
