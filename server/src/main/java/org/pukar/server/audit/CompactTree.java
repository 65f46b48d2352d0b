package org.pukar.server.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** A tree that is only appended to, of which no more is kept than its root needs. */
final class CompactTree {
    /** Told of every complete subtree. */
    interface Completed {
        void completed(int level, long index, byte[] hash);
    }

    private final Deque<byte[]> parts =
            new ArrayDeque<>(); // one for each 1 of the size, the smallest last
    private final Completed completed;
    private long size;

    CompactTree(Completed completed) {
        this.completed = completed;
    }

    void add(byte[] leaf) {
        byte[] hash = leaf;
        completed.completed(0, size, hash);
        for (int level = 1; (size >> (level - 1) & 1) == 1; level++) {
            hash = MerkleTree.node(parts.removeLast(), hash);
            completed.completed(level, size >> level, hash);
        }
        parts.addLast(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (parts.isEmpty()) {
            return MerkleTree.sha256().digest();
        }
        Iterator<byte[]> fromSmallest = parts.descendingIterator();
        byte[] root = fromSmallest.next();
        while (fromSmallest.hasNext()) {
            root = MerkleTree.node(fromSmallest.next(), root);
        }
        return root;
    }
}
