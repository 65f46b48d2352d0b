package org.pukar.server.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Pukar-Signature: t=SECONDS,v1=HEX}: HMAC-SHA256 with a channel's secret over
 * {@code SECONDS.BODY}. Both directions use it.
 */
public final class Signatures {
    public static final String HEADER = "Pukar-Signature";

    /**
     * How far clocks may be apart and how long a message may travel; our choice. What is older is
     * taken for a replay.
     */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile("\\s*t=([0-9]{1,12})\\s*,\\s*v1=([0-9a-fA-F]{64})\\s*");

    private Signatures() {}

    /** The header's value for a body that is sent at that time. */
    public static String sign(byte[] secret, Instant at, byte[] body) {
        long seconds = at.getEpochSecond();
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(secret, seconds, body));
    }

    /** Why a header does not fit its body; empty when it does. */
    public static Optional<String> refuse(
            byte[] secret, Instant now, Optional<String> header, byte[] body) {
        Matcher parts = FORM.matcher(header.orElse(""));
        if (!parts.matches()) {
            return Optional.of(
                    "the header %s must be t=SECONDS,v1=HEX with 64 digits".formatted(HEADER));
        }
        long seconds = Long.parseLong(parts.group(1));
        byte[] told = HexFormat.of().parseHex(parts.group(2));
        if (!MessageDigest.isEqual(told, mac(secret, seconds, body))) {
            return Optional.of("the signature must be made of this body with the channel's secret");
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(seconds), now).abs();
        return apart.compareTo(TOLERANCE) <= 0
                ? Optional.empty()
                : Optional.of("the signature must be of the last 5 minutes; check both clocks");
    }

    private static byte[] mac(byte[] secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
