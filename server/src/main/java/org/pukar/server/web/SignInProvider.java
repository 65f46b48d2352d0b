package org.pukar.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.server.signin.SignIn;
import org.pukar.server.store.AccountStore;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Has {@link SignIn} look at what was typed into the form. */
final class SignInProvider implements AuthenticationProvider {
    private final SignIn signIn;
    private final AccountStore accounts;

    SignInProvider(SignIn signIn, AccountStore accounts) {
        this.signIn = signIn;
        this.accounts = accounts;
    }

    /**
     * What came with the form.
     *
     * @param code of the second factor, or one from paper; may be empty
     * @param mark what this browser keeps for that account
     */
    record Details(String code, Optional<String> mark, String network) {
        static Details of(HttpServletRequest request) {
            String name = Optional.ofNullable(request.getParameter("username")).orElse("");
            String cookie = DeviceCookie.name(name);
            return new Details(
                    typed(request, "code").orElseGet(() -> typed(request, "recovery").orElse("")),
                    Stream.of(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                            .filter(c -> c.getName().equals(cookie))
                            .map(Cookie::getValue)
                            .findFirst(),
                    RateLimit.network(request.getRemoteAddr()));
        }

        private static Optional<String> typed(HttpServletRequest request, String field) {
            return Optional.ofNullable(request.getParameter(field))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        Details details = (Details) Objects.requireNonNull(typed.getDetails());
        String name = typed.getName();
        SignIn.Answer answer =
                signIn.check(
                        new SignIn.Typed(
                                name,
                                String.valueOf(typed.getCredentials()),
                                details.code,
                                details.mark,
                                details.network));
        return switch (answer) {
            case RIGHT -> signedIn(name);
            case WRONG -> throw new BadCredentialsException("wrong");
            case WAIT -> throw new LockedException("wait");
        };
    }

    private Authentication signedIn(String name) {
        GrantedAuthority role = role(accounts.find(name).orElseThrow());
        return UsernamePasswordAuthenticationToken.authenticated(
                User.withUsername(name).password("").authorities(role).build(), "", List.of(role));
    }

    static GrantedAuthority role(AccountStore.Account account) {
        return new SimpleGrantedAuthority("ROLE_" + account.role().name());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
