package org.pukar.server.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads {@code mode}, {@code assessment} and {@code authorisation}. */
final class SafeguardSettings {
    /** What the template holds where something is to be written. */
    private static final String TO_FILL_IN = "FILL IN";

    private final Path folder;

    SafeguardSettings(Path folder) {
        this.folder = folder;
    }

    Safeguards read(YamlMap root) {
        String mode = root.findText("mode").orElse("exercise");
        if (!mode.equals("exercise") && !mode.equals("live")) {
            root.problem("mode", "mode must be exercise or live, got " + mode);
        }
        Optional<Safeguards.Assessment> assessment =
                root.findText("assessment").flatMap(name -> assessment(root, name));
        boolean live = mode.equals("live");
        if (live && !root.has("assessment")) {
            root.problem(
                    "mode",
                    "mode: live needs a written impact assessment, got none: fill in"
                            + " docs/manual/assessment-template.md, have it signed, and name it as"
                            + " assessment: FILE; until then leave mode: exercise");
        }
        YamlMap authorisation = root.map("authorisation");
        List<Safeguards.Signer> signers =
                authorisation.list("signers", SafeguardSettings::signer).stream()
                        .flatMap(Optional::stream)
                        .toList();
        authorisation.end();
        if (signers.stream().map(Safeguards.Signer::name).distinct().count() < signers.size()) {
            root.problem("authorisation", "a signer's name may be used once");
        }
        return new Safeguards(live && assessment.isPresent(), assessment, signers);
    }

    private Optional<Safeguards.Assessment> assessment(YamlMap root, String name) {
        try {
            Path file = folder.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0 || has(bytes, TO_FILL_IN)) {
                root.problem(
                        "assessment",
                        "an assessment must be filled in to the end, %s is empty or still says \"%s\""
                                .formatted(file, TO_FILL_IN));
                return Optional.empty();
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Optional.of(
                    new Safeguards.Assessment(
                            String.valueOf(file.getFileName()), HexFormat.of().formatHex(hash)));
        } catch (IOException | InvalidPathException e) {
            root.problem(
                    "assessment",
                    "the assessment must be a file that can be read, found none at " + name);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean has(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static Optional<Safeguards.Signer> signer(YamlMap map) {
        String name = map.text("name");
        String text = map.text("key");
        Optional<PublicKey> key = key(text);
        if (key.isEmpty() && !text.equals("?")) {
            map.problem(
                    "key",
                    "a signer's key must be an Ed25519 public key, as ./pukar authorise key prints"
                            + " it, got "
                            + text);
        }
        return key.map(k -> new Safeguards.Signer(name, k));
    }

    /** The key of that text, base64 of its X.509 form; empty when it is none. */
    private static Optional<PublicKey> key(String text) {
        try {
            return Optional.of(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode(text))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
