package org.pukar.server.settings;

import java.util.Optional;

/**
 * What the server's clock is compared with, beside the database's.
 *
 * @param ntp a time server
 */
public record ClockSettings(Optional<Ntp> ntp) {
    private static final int NTP_PORT = 123;

    /** A server that tells the time by NTP. */
    public record Ntp(String host, int port) {}

    /** With the database's clock alone. */
    public static ClockSettings none() {
        return new ClockSettings(Optional.empty());
    }

    /** Reads {@code clock:}. */
    static ClockSettings read(YamlMap map) {
        Optional<String> text = map.findText("ntp");
        map.end();
        if (text.isEmpty()) {
            return none();
        }
        String[] parts = text.get().split(":", -1);
        if (!parts[0].matches("[A-Za-z0-9][A-Za-z0-9.-]*")
                || parts.length > 2
                || (parts.length == 2 && !parts[1].matches("[1-9]\\d{0,4}"))
                || (parts.length == 2 && Integer.parseInt(parts[1]) > 65_535)) {
            map.problem(
                    "ntp",
                    "ntp must be HOST or HOST:PORT, such as pool.ntp.org, got " + text.get());
            return none();
        }
        int port = parts.length == 2 ? Integer.parseInt(parts[1]) : NTP_PORT;
        return new ClockSettings(Optional.of(new Ntp(parts[0], port)));
    }
}
