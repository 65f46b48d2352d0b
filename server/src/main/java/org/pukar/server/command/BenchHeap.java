package org.pukar.server.command;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process's threads have taken of Java's heap, by their ids, in bytes: those of native
 * code and of Java's compiler take none.
 */
record BenchHeap(Map<Long, Long> bytes) {
    BenchHeap {
        bytes = Map.copyOf(bytes);
    }

    static BenchHeap now() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        long[] each = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> bytes = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            bytes.put(ids[i], Math.max(0, each[i])); // -1 where it has just ended
        }
        return new BenchHeap(bytes);
    }

    /** By the threads that run; what one that has ended meanwhile took is not known. */
    long since(BenchHeap before) {
        return bytes.entrySet().stream()
                .mapToLong(
                        e -> Math.max(0, e.getValue() - before.bytes.getOrDefault(e.getKey(), 0L)))
                .sum();
    }
}
