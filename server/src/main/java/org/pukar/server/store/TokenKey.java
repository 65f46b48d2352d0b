package org.pukar.server.store;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.pukar.server.settings.KeySettings.Token;

/**
 * A master key in a token that speaks PKCS#11: it seals and opens there, and its bytes never come
 * here.
 */
record TokenKey(SecretKey key, Provider provider) {
    /** A driver may be loaded once only. */
    private static final Map<String, Provider> OPENED = new ConcurrentHashMap<>();

    static TokenKey open(Token token, Map<String, String> environment) throws StoreException {
        char[] pin =
                Optional.ofNullable(environment.get(token.pin()))
                        .map(String::toCharArray)
                        .orElseThrow(
                                () ->
                                        new StoreException(
                                                "the token's PIN must be in the environment"
                                                        + " variable "
                                                        + token.pin()
                                                        + ", it is not set"));
        try {
            Provider provider = OPENED.computeIfAbsent(configuration(token), TokenKey::provider);
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, pin);
            if (keys.getKey(token.key(), null) instanceof SecretKey key) {
                return new TokenKey(key, provider);
            }
            throw new StoreException(
                    "the token must hold an AES key of 256 bits with the label \"%s\", it does not;"
                                    .formatted(token.key())
                            + " make one with pkcs11-tool --keygen --key-type AES:32 --label "
                            + token.key());
        } catch (IOException e) {
            throw new StoreException(
                    "the token must let Pukar in: wrong PIN in %s, or it is locked (%s)"
                            .formatted(token.pin(), deepest(e)));
        } catch (GeneralSecurityException | ProviderException | InvalidParameterException e) {
            throw new StoreException(
                    "the token must answer: driver %s, %s (%s)"
                            .formatted(
                                    token.library(),
                                    token.slot()
                                            .map(s -> "slot " + s)
                                            .orElse("slot index " + token.slotIndex()),
                                    deepest(e)));
        }
    }

    private static String deepest(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static Provider provider(String configuration) {
        return Security.getProvider("SunPKCS11").configure(configuration);
    }

    private static String configuration(Token token) {
        return """
        --name = Pukar%08x
        library = %s
        %s
        """
                .formatted(
                        token.withKey("").hashCode(),
                        token.library(),
                        token.slot()
                                .map(s -> "slot = " + s)
                                .orElse("slotListIndex = " + token.slotIndex()));
    }
}
