package org.pukar.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nothing is uploaded anywhere: whatever is sent is a form or a short text, and says its length.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {
    /** In bytes: a note of 2,000 characters is at most some 18,000 in a form. */
    static final long MOST = 65_536;

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean chunked =
                Optional.ofNullable(request.getHeader("Transfer-Encoding")).isPresent()
                        && !WITHOUT_BODY.contains(request.getMethod());
        if (request.getContentLengthLong() > MOST) {
            ApiSecurity.problem(
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "a body must have at most %d bytes, got %d"
                            .formatted(MOST, request.getContentLengthLong()));
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
