package org.pukar.server.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long things are kept, and where the keys to them lie. */
public record Keeping(RetentionSettings retention, KeySettings keys) {
    public static Keeping standard() {
        return new Keeping(RetentionSettings.standard(), KeySettings.standard());
    }

    /** Reads {@code retention:}, {@code evidenceKeys:} and {@code masterKey:} of the settings. */
    static Keeping read(YamlMap root, Path folder) {
        YamlMap kept = root.map("retention");
        RetentionSettings standard = RetentionSettings.standard();
        RetentionSettings retention =
                new RetentionSettings(
                        days(
                                kept,
                                "picturesDays",
                                standard.pictures(),
                                RetentionSettings.MOST_PICTURE_DAYS),
                        days(
                                kept,
                                "wordsDays",
                                standard.words(),
                                RetentionSettings.MOST_WORD_DAYS));
        kept.end();
        Optional<java.nio.file.Path> keys =
                root.findText("evidenceKeys").map(path -> folder.resolve(path).normalize());
        YamlMap master = root.map("masterKey");
        Optional<KeySettings.Token> token =
                master.has("pkcs11")
                        ? Optional.of(token(master.map("pkcs11"), folder))
                        : Optional.empty();
        master.known("pkcs11");
        master.end();
        return new Keeping(retention, new KeySettings(keys, token));
    }

    private static Duration days(YamlMap map, String name, Duration unlessTold, int most) {
        return Duration.ofDays(
                map.wholeNumber(
                        name, (int) unlessTold.toDays(), RetentionSettings.LEAST_DAYS, most));
    }

    private static KeySettings.Token token(YamlMap map, Path folder) {
        Path library = folder.resolve(map.text("library"));
        if (!Files.isRegularFile(library)) {
            map.problem("library", "library must be the token's driver, found none at " + library);
        }
        Optional<Long> slot = map.findText("slot").flatMap(text -> number(map, text));
        KeySettings.Token token =
                new KeySettings.Token(
                        library,
                        slot,
                        map.wholeNumber("slotIndex", 0, 0, 1_000),
                        map.text("key"),
                        map.findText("pin").orElse("PUKAR_TOKEN_PIN"));
        map.end();
        return token;
    }

    private static Optional<Long> number(YamlMap map, String text) {
        try {
            return Optional.of(Long.decode(text));
        } catch (NumberFormatException e) {
            map.problem("slot", "slot must be a slot's number, got " + text);
            return Optional.empty();
        }
    }
}
