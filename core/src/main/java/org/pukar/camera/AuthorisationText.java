package org.pukar.camera;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.pukar.base.WeekHours;

/**
 * An authorisation as the text that is signed: one line for each value, in one order, and one way
 * to write each. So two texts that differ in a byte are two authorisations, and a person can read
 * what they sign.
 */
public final class AuthorisationText {
    private static final String FIRST = "Pukar authorisation 1";

    private AuthorisationText() {}

    /** The text, each line with its end. */
    public static String of(Authorisation a) {
        List<String> lines = new ArrayList<>();
        lines.add(FIRST);
        lines.add("camera: " + a.cameraId());
        lines.add("source: " + a.source());
        lines.add("kind: " + a.kind());
        lines.add("purpose: " + a.purpose());
        lines.add("ground: " + a.ground());
        lines.add("owner: " + a.owner());
        lines.add("cues: " + cues(a.cues()));
        lines.add("hours: " + a.hours().text());
        a.zones().forEach(zone -> lines.add("zone: " + zone.text()));
        lines.add("sign photo: " + a.sign().photo());
        lines.add("sign languages: " + String.join(" ", a.sign().languages()));
        lines.add("sign place: " + a.sign().where());
        lines.add("signer: " + a.signer());
        lines.add("signed: " + a.signedAt());
        lines.add("expires: " + a.expiresAt());
        return String.join("\n", lines) + "\n";
    }

    private static String cues(Camera.Cues cues) {
        if (cues.expression() && cues.sign()) {
            return "expression sign";
        }
        return cues.expression() ? "expression" : "sign";
    }

    /**
     * Reads what {@link #of} wrote, and nothing else.
     *
     * @throws IllegalArgumentException when it is anything else, says which line and why
     */
    public static Authorisation read(String text) {
        Deque<String> lines = new ArrayDeque<>(text.lines().toList());
        if (!FIRST.equals(lines.poll())) {
            throw new IllegalArgumentException(
                    "an authorisation must begin with the line " + FIRST);
        }
        String camera = take(lines, "camera");
        String source = take(lines, "source");
        PlaceKind kind = kind(take(lines, "kind"));
        String purpose = take(lines, "purpose");
        String ground = take(lines, "ground");
        String owner = take(lines, "owner");
        Camera.Cues cues = readCues(take(lines, "cues"));
        WeekHours hours = WeekHours.read(take(lines, "hours"));
        List<PrivacyZone> zones = new ArrayList<>();
        while (!lines.isEmpty() && lines.peek().startsWith("zone: ")) {
            zones.add(PrivacyZone.read(take(lines, "zone")));
        }
        Authorisation.SignUp sign =
                new Authorisation.SignUp(
                        take(lines, "sign photo"),
                        List.of(take(lines, "sign languages").split(" ", -1)),
                        take(lines, "sign place"));
        Authorisation read =
                new Authorisation(
                        camera,
                        source,
                        kind,
                        purpose,
                        ground,
                        owner,
                        cues,
                        hours,
                        zones,
                        sign,
                        take(lines, "signer"),
                        time("signed", take(lines, "signed")),
                        time("expires", take(lines, "expires")));
        if (!of(read).equals(text)) {
            throw new IllegalArgumentException(
                    "an authorisation must be written as Pukar writes it, line by line and nothing"
                            + " beside; make it with: ./pukar authorise sign");
        }
        return read;
    }

    private static String take(Deque<String> lines, String name) {
        String line = lines.isEmpty() ? "nothing" : lines.pop();
        if (!line.startsWith(name + ": ")) {
            throw new IllegalArgumentException(
                    "an authorisation must have the line %s: here, got %s".formatted(name, line));
        }
        return line.substring(name.length() + 2);
    }

    private static PlaceKind kind(String text) {
        for (PlaceKind kind : PlaceKind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind must be a kind of place, got " + text);
    }

    private static Camera.Cues readCues(String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split(" ", -1));
        if (!List.of("expression", "sign").containsAll(words)) {
            throw new IllegalArgumentException(
                    "cues must be expression or sign or both, got " + text);
        }
        return new Camera.Cues(words.contains("expression"), words.contains("sign"));
    }

    private static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " must be a time such as 2026-11-25T03:00:00Z, got " + text, e);
        }
    }
}
