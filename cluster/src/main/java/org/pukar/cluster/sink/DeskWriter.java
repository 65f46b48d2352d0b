package org.pukar.cluster.sink;

import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.cluster.desk.DeskAwayException;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.desk.DeskRefusedException;
import org.pukar.evidence.Signal;
import org.pukar.vision.watch.Outbox;
import org.pukar.vision.worker.SignalMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes signals at once and hands them in by a thread of its own. */
final class DeskWriter implements StatefulSinkWriter<SignalMessage, Signal> {
    private static final Logger log = LoggerFactory.getLogger(DeskWriter.class);

    private final DeskClient desk;
    private final Outbox outbox;

    DeskWriter(DeskClient desk) {
        this.desk = desk;
        this.outbox =
                new Outbox((signal, camera, pictures) -> send(new SignalMessage(signal, pictures)));
    }

    private void send(SignalMessage message) {
        try {
            desk.send(message);
        } catch (DeskAwayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (DeskRefusedException e) {
            if (e.ofKey()) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            log.error(
                    "signal {} from camera {} is lost: {}",
                    message.signal().id(),
                    message.signal().cameraId(),
                    e.getMessage());
        }
    }

    void add(SignalMessage message) {
        // The desk knows the camera by the signal's own word.
        Camera camera =
                new Camera(message.signal().cameraId(), "", "", new GeoPoint(0, 0), "", false);
        outbox.take(message.signal(), camera, message.pictures());
    }

    @Override
    public void write(SignalMessage message, Context context) {
        add(message);
    }

    /** Waits only at the end of all films. */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        while (endOfInput && !outbox.waiting().isEmpty()) {
            Thread.sleep(100);
        }
    }

    @Override
    public List<Signal> snapshotState(long checkpointId) {
        return outbox.waiting();
    }

    @Override
    public void close() {
        int left = outbox.waiting().size();
        if (left > 0) {
            log.warn("{} signals have not reached the desk; they are in the last checkpoint", left);
        }
        outbox.close();
    }
}
