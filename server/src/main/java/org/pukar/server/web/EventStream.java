package org.pukar.server.web;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.pukar.server.channel.Channels;
import org.pukar.server.desk.DeskFeed;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Bounds;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells every open page, without a reload, that something changed on the desk: server-sent events.
 * A line ends with the session that opened it: signed out, disabled, too old.
 */
@RestController
class EventStream implements DeskFeed.Listener, DisposableBean {
    /**
     * Often enough that a proxy does not end a quiet line, and that a page sees a dead one in time.
     */
    private static final long HEARTBEAT_SECONDS = 10;

    /**
     * The first change is told at once; what follows within this is told together, so that a burst
     * costs each page four lists a second and not hundreds. Our choice.
     */
    private static final long TOGETHER_MILLIS = 250;

    /** One question to the database each, however many pages are open. Our choice. */
    private static final long SESSIONS_MILLIS = 500;

    private final AtomicBoolean pending = new AtomicBoolean();
    private final Set<Page> pages = ConcurrentHashMap.newKeySet();
    private final DeskFeed feed;
    private volatile long lastTold = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
    private final AccountStore accounts;
    private final InstantSource clock;
    private final ScheduledExecutorService sender = thread("event-stream");

    /** A thread of its own: while the database is away, pages still get their beats. */
    private final ScheduledExecutorService sessions = thread("event-sessions");

    /** An open line and the session that it ends with. */
    private record Page(SseEmitter line, PageSession session) {}

    EventStream(DeskFeed feed, Channels channels, AccountStore accounts, InstantSource clock) {
        this.feed = feed;
        this.accounts = accounts;
        this.clock = clock;
        feed.add(this);
        channels.whenHealthChanges(() -> changed(""));
        each(sender, HEARTBEAT_SECONDS * 1000, () -> send("beat", ""));
        each(sessions, SESSIONS_MILLIS, this::endWithSessions);
    }

    private static void each(ScheduledExecutorService by, long millis, Runnable work) {
        var unused = by.scheduleAtFixedRate(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @GetMapping("/events")
    SseEmitter open(Principal who, HttpSession session) {
        SseEmitter line = new SseEmitter(0L);
        Page page = new Page(line, PageSession.of(who.getName(), session));
        line.onCompletion(() -> pages.remove(page));
        line.onError(e -> pages.remove(page));
        pages.add(page);
        sender.execute(() -> sendTo(page, "desk", ""));
        return line;
    }

    private void endWithSessions() {
        Set<String> people =
                pages.stream().map(p -> p.session().person()).collect(Collectors.toSet());
        if (people.isEmpty()) {
            return;
        }
        try {
            Map<String, Bounds> bounds = accounts.bounds(people);
            Instant now = clock.instant();
            pages.stream().filter(p -> !p.session().holds(bounds, now)).forEach(EventStream::end);
        } catch (DataAccessException e) {
            // Nothing is told either while the database is away; asked again in half a second.
        }
    }

    @Override
    public void changed(String incidentId) {
        if (pending.compareAndSet(false, true)) {
            long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastTold);
            long wait = Math.max(0, TOGETHER_MILLIS - since);
            var unused = sender.schedule(this::tell, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        // Before sending: a change that comes meanwhile is told next.
        pending.set(false);
        lastTold = System.nanoTime();
        send("desk", "");
    }

    private void send(String name, String data) {
        pages.forEach(page -> sendTo(page, name, data));
    }

    private void sendTo(Page page, String name, String data) {
        try {
            page.line().send(SseEmitter.event().name(name).data(data));
        } catch (IOException | RuntimeException e) {
            // The page is gone; its browser opens a new line by itself. No page may keep the word
            // from the others, whatever the server makes of a line that is closing.
            pages.remove(page);
        }
    }

    @Override
    public void destroy() {
        feed.remove(this);
        sender.shutdownNow();
        sessions.shutdownNow();
        pages.forEach(EventStream::end);
    }

    private static void end(Page page) {
        try {
            page.line().complete();
        } catch (IllegalStateException e) {
            // its line has ended already, which is all that was wanted
        }
    }
}
