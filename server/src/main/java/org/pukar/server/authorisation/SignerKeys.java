package org.pukar.server.authorisation;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys of people who sign authorisations, as one line of base64 each. */
public final class SignerKeys {
    static final String KIND = "Ed25519";

    private SignerKeys() {}

    /** A fresh pair. */
    public static KeyPair make() {
        try {
            return KeyPairGenerator.getInstance(KIND).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }

    /** The public half, as the settings hold it. */
    public static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** The private half, as its owner's file holds it. */
    public static String text(PrivateKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** The private half of that text, which is not repeated when it is none. */
    public static PrivateKey readPrivate(String text) throws AuthorisationException {
        try {
            return KeyFactory.getInstance(KIND)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new AuthorisationException(
                    "a signer's private key must be one line of base64, whole, as ./pukar authorise"
                            + " key wrote it; bring the file back or make a new key");
        }
    }
}
