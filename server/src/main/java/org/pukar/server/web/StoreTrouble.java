package org.pukar.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.pukar.server.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** A database that is away, full or refuses: one line in the log, and a page that says so. */
@ControllerAdvice
class StoreTrouble {
    private static final Logger log = LoggerFactory.getLogger(StoreTrouble.class);

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    void tell(RuntimeException trouble, HttpServletResponse response) throws IOException {
        log.error("the database keeps nothing just now: {}", Database.reason(trouble));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
