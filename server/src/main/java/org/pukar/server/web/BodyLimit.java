package org.pukar.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pukar.vision.worker.SignalMessage;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nothing is uploaded anywhere: whatever is sent is a form or a short text, and says its length.
 * Only workers send more, a signal's masked pictures, and ApiSecurity looks at their key before a
 * byte is read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {
    /** In bytes: a note of 2,000 characters is at most some 18,000 in a form. */
    static final long MOST = 65_536;

    /** A thousand cameras' states are some 500,000 bytes. */
    private static final Map<String, Long> MOST_OF_WORKERS =
            Map.of(
                    "/api/v1/watch",
                    1L << 20,
                    "/api/v1/signals",
                    (long) SignalMessage.LARGEST_BYTES);

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean chunked =
                Optional.ofNullable(request.getHeader("Transfer-Encoding")).isPresent()
                        && !WITHOUT_BODY.contains(request.getMethod());
        long most = MOST_OF_WORKERS.getOrDefault(request.getRequestURI(), MOST);
        if (request.getContentLengthLong() > most) {
            ApiSecurity.problem(
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "a body must have at most %d bytes, got %d"
                            .formatted(most, request.getContentLengthLong()));
        } else if (chunked) {
            ApiSecurity.problem(
                    response,
                    HttpStatus.LENGTH_REQUIRED,
                    "a body must say its length: send Content-Length, not chunks");
        } else {
            chain.doFilter(request, response);
        }
    }
}
