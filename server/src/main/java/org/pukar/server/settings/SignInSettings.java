package org.pukar.server.settings;

import java.util.Optional;

/**
 * How people sign in.
 *
 * @param secondFactor whether everybody who signs in with a password needs a second factor
 * @param provider the provider by which people may sign in, too
 */
public record SignInSettings(boolean secondFactor, Optional<Provider> provider) {
    /**
     * An OpenID Connect provider, such as a city's Keycloak.
     *
     * @param name what the button says
     * @param issuer its address, as its tokens have it
     * @param clientId as what Pukar is known there
     * @param secret with which Pukar shows that it is that client
     * @param claim what in a token is the name of an account here
     */
    public record Provider(
            String name, String issuer, String clientId, Secret secret, String claim) {}

    /** Passwords alone. */
    public static SignInSettings passwords() {
        return new SignInSettings(false, Optional.empty());
    }

    static SignInSettings read(YamlMap map, ChannelSettings secrets) {
        boolean secondFactor = map.yesOrNo("secondFactor", false);
        Optional<Provider> provider =
                map.has("provider") ? provider(map.map("provider"), secrets) : Optional.empty();
        map.known("provider");
        map.end();
        return new SignInSettings(secondFactor, provider);
    }

    private static Optional<Provider> provider(YamlMap map, ChannelSettings secrets) {
        String name = map.text("name");
        String issuer = map.text("issuer");
        String host = issuer.replaceFirst("^https?://(\\[[^]]*\\]|[^/:]*).*$", "$1");
        boolean here = host.equals("localhost") || host.equals("127.0.0.1");
        if (!issuer.matches(here ? "https?://\\S+" : "https://\\S+") && !issuer.equals("?")) {
            map.problem(
                    "issuer",
                    "an issuer must be an https address, http only on this machine, got " + issuer);
        }
        String clientId = map.text("clientId");
        if (!map.has("clientSecret")) {
            map.problem(
                    map.line(), "clientSecret is missing in provider: {env: NAME} or {file: PATH}");
        }
        Optional<Secret> secret = secrets.findSecret(map, "clientSecret");
        String claim = map.findText("claim").orElse("preferred_username");
        map.end();
        return secret.map(s -> new Provider(name, issuer, clientId, s, claim));
    }
}
