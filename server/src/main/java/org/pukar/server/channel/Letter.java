package org.pukar.server.channel;

import java.time.ZoneId;
import org.pukar.server.settings.Channel.Format;
import org.pukar.server.store.Alert;

/** Writes alerts for machines: JSON, or signed CAP. Thread-safe. */
final class Letter {
    private final Cap cap;
    private final AlertKey key;
    private final ZoneId zone;

    Letter(String city, ZoneId zone, AlertKey key) {
        this.cap = new Cap(city, zone);
        this.key = key;
        this.zone = zone;
    }

    byte[] write(Alert alert, Format format) {
        return switch (format) {
            case JSON -> AlertJson.write(alert, zone);
            case CAP -> CapSignature.sign(cap.write(alert), key.secret());
        };
    }

    static String contentType(Format format) {
        return switch (format) {
            case JSON -> "application/json";
            case CAP -> "application/cap+xml";
        };
    }
}
