package org.pukar.server.web;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pukar.server.channel.Channels;
import org.pukar.server.desk.DeskFeed;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells every open page, without a reload, that something changed on the desk: server-sent events.
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

    private final AtomicBoolean pending = new AtomicBoolean();
    private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();
    private final DeskFeed feed;
    private volatile long lastTold = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
    private final ScheduledExecutorService sender =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "event-stream");
                        thread.setDaemon(true);
                        return thread;
                    });

    EventStream(DeskFeed feed, Channels channels) {
        this.feed = feed;
        feed.add(this);
        channels.whenHealthChanges(() -> changed(""));
        var unused =
                sender.scheduleAtFixedRate(
                        () -> send("beat", ""),
                        HEARTBEAT_SECONDS,
                        HEARTBEAT_SECONDS,
                        TimeUnit.SECONDS);
    }

    @GetMapping("/events")
    SseEmitter open() {
        SseEmitter page = new SseEmitter(0L);
        page.onCompletion(() -> pages.remove(page));
        page.onError(e -> pages.remove(page));
        pages.add(page);
        sender.execute(() -> sendTo(page, "desk", ""));
        return page;
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

    private void sendTo(SseEmitter page, String name, String data) {
        try {
            page.send(SseEmitter.event().name(name).data(data));
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
        pages.forEach(EventStream::end);
    }

    private static void end(SseEmitter page) {
        try {
            page.complete();
        } catch (IllegalStateException e) {
            // its line has ended already, which is all that was wanted
        }
    }
}
