package org.pukar.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.pukar.server.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What a program is told when its call can't be done: problem+json, one sentence each. */
@RestControllerAdvice(
        assignableTypes = {
            RequestsApi.class,
            PointsApi.class,
            WorkersApi.class,
            MetricsApi.class,
            AcknowledgeEndpoint.class
        })
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {
    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

    @ExceptionHandler(ApiException.class)
    ProblemDetail refused(ApiException e, HttpServletResponse response) {
        e.again()
                .ifPresent(
                        again ->
                                response.setHeader(
                                        HttpHeaders.RETRY_AFTER,
                                        String.valueOf(again.toSeconds())));
        return problem(response, e.status(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(MissingRequestHeaderException.class)
    ProblemDetail missing(MissingRequestHeaderException e, HttpServletResponse response) {
        return problem(
                response,
                HttpStatus.BAD_REQUEST,
                "a call needs the header %s, so that sending it twice does no harm"
                        .formatted(e.getHeaderName()));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ProblemDetail unreadable(HttpServletResponse response) {
        return problem(response, HttpStatus.BAD_REQUEST, "a call needs a body, got none");
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ProblemDetail mistyped(MethodArgumentTypeMismatchException e, HttpServletResponse response) {
        return problem(
                response,
                HttpStatus.BAD_REQUEST,
                e.getName()
                        + " must be a "
                        + Optional.ofNullable(e.getRequiredType())
                                .map(Class::getSimpleName)
                                .orElse("value"));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail away(RuntimeException e, HttpServletResponse response) {
        log.error("the database keeps nothing just now: {}", Database.reason(e));
        return problem(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "nothing can be kept just now; send the same call again in some seconds");
    }

    private static ProblemDetail problem(
            HttpServletResponse response, HttpStatus status, String detail) {
        response.setStatus(status.value());
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
