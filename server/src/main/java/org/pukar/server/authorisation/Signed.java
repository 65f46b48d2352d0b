package org.pukar.server.authorisation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pukar.base.NearestName;
import org.pukar.camera.Authorisation;
import org.pukar.camera.AuthorisationText;
import org.pukar.server.settings.Safeguards.Signer;

/**
 * An authorisation with its signature: the lines of {@link AuthorisationText}, and a last one,
 * {@code signature: } with 64 bytes in base64 over all before it.
 *
 * @param authorisation what it says; the signature was checked
 * @param text all of it, as it is kept and passed on
 */
public record Signed(Authorisation authorisation, String text) {
    private static final String LAST = "signature: ";

    /** Signs. */
    public static Signed sign(Authorisation authorisation, PrivateKey key) {
        String text = AuthorisationText.of(authorisation);
        try {
            Signature signature = Signature.getInstance(SignerKeys.KIND);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new Signed(
                    authorisation,
                    text + LAST + Base64.getEncoder().encodeToString(signature.sign()) + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a signer's key must be Ed25519", e);
        }
    }

    /**
     * Reads a record and checks its signature. A text that came through a page or a mail may have
     * other line ends.
     *
     * @param signers whose signatures count
     * @throws AuthorisationException when it was not signed by one of them just as it is
     */
    public static Signed read(String given, List<Signer> signers) throws AuthorisationException {
        String text = given.replace("\r\n", "\n").strip() + "\n";
        int last = text.lastIndexOf(LAST);
        if (last < 1 || text.charAt(last - 1) != '\n') {
            throw new AuthorisationException(
                    "an authorisation must be signed, this one has no line \"signature:\" at its"
                            + " end; bring it whole, as ./pukar authorise sign wrote it");
        }
        Authorisation read;
        try {
            read = AuthorisationText.read(text.substring(0, last));
        } catch (IllegalArgumentException e) {
            throw new AuthorisationException(String.valueOf(e.getMessage()));
        }
        Signer signer = signer(read.signer(), signers);
        if (!holds(text.substring(0, last), text.substring(last + LAST.length()).strip(), signer)) {
            throw new AuthorisationException(
                    "an authorisation must be just as %s signed it: this one was changed, or signed with another key than the settings name; sign it again"
                            .formatted(signer.name()));
        }
        return new Signed(read, text);
    }

    private static Signer signer(String name, List<Signer> signers) throws AuthorisationException {
        Optional<Signer> known = signers.stream().filter(s -> s.name().equals(name)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        List<String> names = signers.stream().map(Signer::name).toList();
        throw new AuthorisationException(
                "an authorisation must be signed by one whom the settings name under authorisation:"
                        + " signers, got "
                        + name
                        + NearestName.of(name, names)
                                .map(n -> "; did they mean " + n + "?")
                                .orElse(
                                        names.isEmpty()
                                                ? "; they name nobody"
                                                : "; they name " + String.join(", ", names)));
    }

    private static boolean holds(String text, String signature, Signer signer) {
        try {
            Signature check = Signature.getInstance(SignerKeys.KIND);
            check.initVerify(signer.key());
            check.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Base64.getDecoder().decode(signature);
            // One way to write it, so that one signature makes one text.
            return Base64.getEncoder().encodeToString(bytes).equals(signature)
                    && check.verify(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
