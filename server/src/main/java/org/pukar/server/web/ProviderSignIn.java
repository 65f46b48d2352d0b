package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pukar.server.channel.Secrets;
import org.pukar.server.settings.SignInSettings;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * Sign-in by an OpenID Connect provider. It says who somebody is; what they may do is their account
 * here, which must be there. The provider is asked for its addresses when somebody first signs in:
 * Pukar starts without it.
 */
public final class ProviderSignIn {
    static final String ID = "provider";
    static final String START = "/oauth2/authorization";
    private static final Logger log = LoggerFactory.getLogger(ProviderSignIn.class);

    private final SignInSettings.Provider provider;
    private final String secret;
    private final AccountStore accounts;
    private Optional<ClientRegistration> known = Optional.empty();

    private ProviderSignIn(SignInSettings.Provider provider, String secret, AccountStore accounts) {
        this.provider = provider;
        this.secret = secret;
        this.accounts = accounts;
    }

    /** With the secret from where the settings say it is. */
    public static ProviderSignIn open(SignInSettings.Provider provider, AccountStore accounts)
            throws StoreException {
        List<String> problems = new ArrayList<>();
        String secret =
                new Secrets(System.getenv(), problems)
                        .find(Optional.of(provider.secret()), "signIn")
                        .orElse("");
        if (!problems.isEmpty()) {
            throw new StoreException(String.join("; ", problems));
        }
        return new ProviderSignIn(provider, secret, accounts);
    }

    /** What the button says. */
    String name() {
        return provider.name();
    }

    void add(HttpSecurity http, AuthenticationSuccessHandler signedIn) throws Exception {
        ClientRegistrationRepository clients = repository();
        http.oauth2Login(
                login ->
                        login.clientRegistrationRepository(clients)
                                .authorizationEndpoint(
                                        e -> e.authorizationRequestResolver(resolver(clients)))
                                .loginPage("/login")
                                .userInfoEndpoint(u -> u.oidcUserService(this::account))
                                .successHandler(signedIn)
                                .failureHandler(
                                        (request, response, why) -> {
                                            log.warn(
                                                    "a sign-in by {} failed: {}",
                                                    provider.name(),
                                                    why.getMessage());
                                            response.sendRedirect(
                                                    request.getContextPath() + "/login?provider");
                                        }));
    }

    /** Where the provider does not answer, nobody is sent there: {@link HomePage} says so. */
    private OAuth2AuthorizationRequestResolver resolver(ClientRegistrationRepository clients) {
        OAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(clients, START);
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                try {
                    return resolver.resolve(request);
                } catch (IllegalArgumentException | IllegalStateException e) {
                    log.warn(
                            "the provider {} does not answer: {}", provider.name(), e.getMessage());
                    return null;
                }
            }

            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(
                    HttpServletRequest request, String id) {
                return resolve(request);
            }
        };
    }

    private ClientRegistrationRepository repository() {
        return id -> {
            if (!id.equals(ID)) {
                throw new IllegalArgumentException("there is one provider, " + ID + ", got " + id);
            }
            return registration();
        };
    }

    private synchronized ClientRegistration registration() {
        ClientRegistration found =
                known.orElseGet(
                        () ->
                                ClientRegistrations.fromIssuerLocation(provider.issuer())
                                        .registrationId(ID)
                                        .clientId(provider.clientId())
                                        .clientSecret(secret)
                                        .clientName(provider.name())
                                        .scope("openid", "profile")
                                        .userNameAttributeName(provider.claim())
                                        .build());
        known = Optional.of(found);
        return found;
    }

    /** The account of whoever the provider says it is. */
    private OidcUser account(OidcUserRequest request) {
        OidcUser user = new OidcUserService().loadUser(request);
        String name = Optional.ofNullable(user.getClaimAsString(provider.claim())).orElse("");
        Account account =
                accounts.find(name)
                        .filter(a -> !a.disabled())
                        .orElseThrow(
                                () ->
                                        new OAuth2AuthenticationException(
                                                new OAuth2Error(
                                                        "no_account",
                                                        "there must be an account of the name that"
                                                                + " the provider says, got "
                                                                + name,
                                                        "")));
        return new DefaultOidcUser(
                List.of(SignInProvider.role(account)),
                user.getIdToken(),
                user.getUserInfo(),
                provider.claim());
    }
}
