package org.pukar.vision.watch;

import java.util.List;
import java.util.Optional;
import org.pukar.vision.fitness.Fitness;

/** How a city's cameras do, wherever they are read. */
public interface Watched {
    /** How every camera does, in the settings' order. */
    List<CameraStatus> statuses();

    /** What a camera has been able to read since it was started; empty for an unknown id. */
    Optional<Fitness> fitness(String cameraId);
}
