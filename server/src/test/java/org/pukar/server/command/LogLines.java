package org.pukar.server.command;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs while this is open, each line with its level before it. */
final class LogLines implements AutoCloseable {
    private final Logger log;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    LogLines(Class<?> of) {
        lines.list = new CopyOnWriteArrayList<>(); // read while others log
        log = (Logger) LoggerFactory.getLogger(of);
        lines.start();
        log.addAppender(lines);
    }

    List<String> all() {
        return List.copyOf(lines.list).stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        log.detachAppender(lines);
    }
}
