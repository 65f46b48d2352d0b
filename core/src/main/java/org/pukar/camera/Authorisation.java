package org.pukar.camera;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pukar.base.WeekHours;

/**
 * What somebody answerable allowed one camera to do, for what, where and until when. It counts only
 * when it is signed: see {@link AuthorisationText}. Whether it allows anything now is {@link
 * Permission}'s to say.
 *
 * @param cameraId the camera of the settings
 * @param source its address without what is secret in it
 * @param kind of place
 * @param purpose what is looked for, of whom, why there: "safety" alone is not specific enough
 * @param ground the law or order that it rests on
 * @param owner who runs the camera and decides on it
 * @param cues what may be read, at least one
 * @param hours when
 * @param zones what must be black before anything reads the picture; may be none
 * @param sign what tells people that they are watched
 * @param signer who signed
 * @param signedAt when, to the second
 * @param expiresAt when it ends by itself, to the second, at most {@link #LONGEST_MONTHS} later
 */
public record Authorisation(
        String cameraId,
        String source,
        PlaceKind kind,
        String purpose,
        String ground,
        String owner,
        Camera.Cues cues,
        WeekHours hours,
        List<PrivacyZone> zones,
        SignUp sign,
        String signer,
        Instant signedAt,
        Instant expiresAt) {
    /** Our choice: a year's habit must not stand in for a decision. */
    public static final int LONGEST_MONTHS = 12;

    /** How long before its end people are told. */
    public static final Duration WARNING = Duration.ofDays(30);

    /** How far two machines' clocks may differ; G18 alarms far below. */
    public static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final int MOST_ZONES = 20;

    /** Words that any camera could claim. */
    private static final Set<String> GENERAL =
            Set.of(
                    "safety",
                    "security",
                    "public",
                    "general",
                    "surveillance",
                    "monitoring",
                    "protection",
                    "crime",
                    "prevention",
                    "preventing",
                    "law",
                    "order",
                    "women",
                    "women's",
                    "citizens",
                    "people",
                    "people's",
                    "for",
                    "of",
                    "the",
                    "and",
                    "a",
                    "to",
                    "in",
                    "city",
                    "urban",
                    "safe",
                    "secure",
                    "video",
                    "cctv",
                    "camera",
                    "purposes",
                    "purpose",
                    "reasons",
                    "safety's");

    private static final int WORDS_OF_ITS_OWN = 4;

    public Authorisation {
        zones = List.copyOf(zones);
        text("camera", cameraId);
        text("source", source);
        text("ground", ground);
        text("owner", owner);
        text("signer", signer);
        text("purpose", purpose);
        if (isGeneral(purpose)) {
            throw new IllegalArgumentException(
                    "a purpose must say what is looked for, of whom and why there, in %d words of its"
                                    .formatted(WORDS_OF_ITS_OWN)
                            + " own; safety alone is not specific enough (EDPB Guidelines 3/2019),"
                            + " got "
                            + purpose);
        }
        if (!kind.mayBeWatched()) {
            throw new IllegalArgumentException(kind.refusal());
        }
        if (!cues.expression() && !cues.sign()) {
            throw new IllegalArgumentException(
                    "an authorisation must allow a cue, expression or sign, got none");
        }
        if (zones.size() > MOST_ZONES) {
            throw new IllegalArgumentException(
                    "an authorisation may have %d privacy zones, got %d"
                            .formatted(MOST_ZONES, zones.size()));
        }
        if (!isWholeSecond(signedAt) || !isWholeSecond(expiresAt)) {
            throw new IllegalArgumentException(
                    "signed and expires must be whole seconds, got %s and %s"
                            .formatted(signedAt, expiresAt));
        }
        Instant latest = signedAt.atOffset(ZoneOffset.UTC).plusMonths(LONGEST_MONTHS).toInstant();
        if (!expiresAt.isAfter(signedAt) || expiresAt.isAfter(latest)) {
            throw new IllegalArgumentException(
                    "an authorisation must expire after it was signed and within %d months, by %s, got %s"
                            .formatted(LONGEST_MONTHS, latest, expiresAt));
        }
    }

    /**
     * The sign at the place that tells people that it is watched.
     *
     * @param photo SHA-256 of a photo of the sign, in hexadecimal: proof that it hangs there
     * @param languages in which it speaks, at least one, such as {@code en} and {@code hi}
     * @param where it hangs
     */
    public record SignUp(String photo, List<String> languages, String where) {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
        private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

        public SignUp {
            languages = List.copyOf(languages);
            text("sign place", where);
            if (!HASH.matcher(photo).matches()) {
                throw new IllegalArgumentException(
                        "a sign needs a photo of it, by its SHA-256 of 64 hexadecimal digits, got "
                                + photo);
            }
            if (languages.isEmpty()
                    || !languages.stream().allMatch(l -> LANGUAGE.matcher(l).matches())) {
                throw new IllegalArgumentException(
                        "a sign's languages must be such as en hi ur, got "
                                + String.join(" ", languages));
            }
        }
    }

    private static boolean isWholeSecond(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean isGeneral(String purpose) {
        return Stream.of(purpose.toLowerCase(java.util.Locale.ROOT).split("[\\s,.;:()/-]+", -1))
                        .filter(word -> !word.isEmpty() && !GENERAL.contains(word))
                        .count()
                < WORDS_OF_ITS_OWN;
    }

    /** One line, so that no value can pass for another's. */
    private static void text(String name, String value) {
        if (value.isBlank()
                || !value.equals(value.strip())
                || value.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028)) {
            throw new IllegalArgumentException(
                    name
                            + " must be one line of text, not empty, without space around it, got"
                            + " \""
                            + value.replaceAll("\\p{Cntrl}", "?")
                            + "\"");
        }
    }
}
