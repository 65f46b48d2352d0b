package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.pukar.server.signin.DeviceMark;
import org.pukar.server.store.ClientStore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** What a browser keeps after someone signed in with it; only the sign-in gets to see it. */
final class DeviceCookie {
    private static final Duration KEPT = Duration.ofDays(180);

    private DeviceCookie() {}

    /** A name of its own for each account, which does not say whose it is. */
    static String name(String account) {
        return "device-" + ClientStore.hash(account).substring(0, 12).replaceAll("[^\\w]", "x");
    }

    static void set(
            HttpServletRequest request,
            HttpServletResponse response,
            DeviceMark marks,
            String account) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(account), marks.make(account))
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Strict")
                        .path("/login")
                        .maxAge(KEPT)
                        .build()
                        .toString());
    }
}
