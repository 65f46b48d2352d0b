package org.pukar.vision.net;

/** A model file that is missing, or is not the one that its card describes. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    ModelException(String message) {
        super(message);
    }
}
