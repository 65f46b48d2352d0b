package org.pukar.server.channel;

/** A try that failed, for a reason that an engineer can read; it is made again later. */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1;

    DeliveryException(String message) {
        super(message);
    }

    DeliveryException(String what, Throwable cause) {
        super(what + ": " + reason(cause), cause);
    }

    /** The first line of what lies deepest, else its kind. */
    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? "" : root.getMessage().strip();
        return text.isEmpty()
                ? root.getClass().getSimpleName()
                : text.lines().findFirst().orElse("?");
    }
}
