package org.pukar.vision.hand;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.HandPoints;
import org.pukar.cue.Point;
import org.pukar.vision.face.FaceCrop;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.Batches;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * MediaPipe's two networks for hands: palms in a square of the picture, and the points of one hand
 * (models/palm-192/card.md and models/hand-224/card.md have the layout of what goes in and comes
 * out). Thread-safe.
 */
public final class HandNets implements AutoCloseable {
    /** Of models/palm-192/model.onnx. */
    static final Net.Card PALM =
            new Net.Card(
                    "17255a76c9d27905eb7760b082cf11a24e7127f811680ff7c7f3f0220129488c",
                    List.of("boxes", "scores"));

    /** Of models/palm-192/card.onnx: the same in steps that suit a graphics card. */
    static final Net.Card PALM_ON_CARD =
            new Net.Card(
                    "e52a6547f6d43b891838e1e7fdeb9012b4d406a60997fafb231e02020d889068",
                    PALM.outputs());

    /** Of models/hand-224/model.onnx. */
    static final Net.Card HAND =
            new Net.Card(
                    "57d28162400976c871061c8d06b88aebcd7684ba69ef4b5d2cc4acf48d68859f",
                    List.of("points", "presence", "rightness", "metres"));

    static final int PALM_SIDE = 192;
    static final int HAND_SIDE = 224;

    /** As MediaPipe has it. */
    private static final double LOWEST_CONFIDENCE = .5;

    private static final int VALUES_PER_PALM = 18;

    /** So many squares at once on a card. Our choice. */
    private static final int TOGETHER = 16;

    private final Net palm;
    private final Net hand;
    private final Batches palms;
    private final Batches hands;

    private HandNets(Net palm, Net hand) {
        this.palm = palm;
        this.hand = hand;
        this.palms =
                new Batches(palm, palm::onGpu, TOGETHER, 1, Net::buffer, 3, PALM_SIDE, PALM_SIDE);
        this.hands =
                new Batches(hand, hand::onGpu, TOGETHER, 1, Net::buffer, 3, HAND_SIDE, HAND_SIDE);
        palms.warmUp();
        hands.warmUp();
    }

    /**
     * Opens both.
     *
     * @param models the folder of models
     * @param gpu where they run if they can
     */
    public static HandNets open(Path models, Gpu gpu) throws ModelException {
        return new HandNets(
                Net.open(models.resolve("palm-192"), PALM, PALM_ON_CARD, gpu),
                Net.open(models.resolve("hand-224/model.onnx"), HAND, gpu));
    }

    /** The palms in a square, the surest first, as the squares in which their hands are read. */
    List<FaceCrop> palms(Frame frame, FaceCrop square, Room room) {
        PalmPixels.fill(frame, square, PALM_SIDE, room.inputs);
        return palms
                .run(
                        room.inputs,
                        1,
                        told ->
                                Palm.of(
                                        told.get(0),
                                        told.get(1),
                                        VALUES_PER_PALM,
                                        LOWEST_CONFIDENCE))
                .stream()
                .map(p -> p.hand(square))
                .toList();
    }

    /** The points of the hand in a square; empty when there is none. */
    Optional<HandPoints> hand(Frame frame, FaceCrop square, Room room) {
        sharp(frame, square, room);
        List<float[]> outputs = hands.run(room.inputs, 1);
        if (outputs.get(1)[0] < LOWEST_CONFIDENCE) {
            return Optional.empty();
        }
        List<Point> picture = new ArrayList<>();
        List<HandPoints.Joint> joints = new ArrayList<>();
        for (int i = 0; i < HandPoints.COUNT; i++) {
            float[] points = outputs.get(0);
            float[] metres = outputs.get(3);
            picture.add(square.point(points[3 * i] / HAND_SIDE, points[3 * i + 1] / HAND_SIDE));
            joints.add(new HandPoints.Joint(metres[3 * i], metres[3 * i + 1], metres[3 * i + 2]));
        }
        return Optional.of(new HandPoints(picture, joints, outputs.get(2)[0]));
    }

    /** Bicubic: a thumb across a palm is a pixel or two wide where someone stands far off. */
    private static void sharp(Frame frame, FaceCrop square, Room room) {
        float[] pixels = square.pixels(frame, room.square);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= 255;
        }
        room.inputs.clear().put(0, pixels);
    }

    /**
     * What {@link #palms} and {@link #hand} can use again and again, by one thread.
     *
     * @param inputs of either net
     * @param square in which a hand is cut
     */
    record Room(FloatBuffer inputs, FaceCrop.Room square) {
        static Room empty() {
            return new Room(buffer(), FaceCrop.Room.of(HAND_SIDE));
        }
    }

    /** Room for the inputs of either net. */
    static FloatBuffer buffer() {
        return Net.buffer(3 * HAND_SIDE * HAND_SIDE);
    }

    /** The nets alone, on black squares, to measure what they cost. */
    public Bare bare() {
        return new Bare(this, buffer().limit(3 * PALM_SIDE * PALM_SIDE), buffer());
    }

    /** The nets without what comes before and after them. */
    public record Bare(HandNets nets, FloatBuffer palmSquare, FloatBuffer handSquare) {
        /** Looks for palms once. */
        public void findPalms() {
            var unused = nets.palms.run(palmSquare, 1);
        }

        /** Reads one hand. */
        public void readHand() {
            var unused = nets.hands.run(handSquare, 1);
        }
    }

    /** Of every model that it runs. */
    public static List<Net.Card> cards() {
        return List.of(PALM, PALM_ON_CARD, HAND);
    }

    @Override
    public void close() {
        palm.close();
        hand.close();
    }
}
