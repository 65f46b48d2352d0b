package org.pukar.server.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of RFC 9162, section 2 (the same as RFC 6962's): its root, and proofs that a leaf
 * is in it and that a later tree begins with an earlier one. Hashes are SHA-256, 32 bytes each.
 */
public final class MerkleTree {
    /** In bytes. */
    static final int HASH_LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final Hashes hashes;

    /** Hashes of complete subtrees, wherever they are kept. */
    interface Hashes {
        /**
         * The hash of a subtree of 2^level leaves.
         *
         * @param level 0 for a single leaf
         * @param index which one of its level, from 0; all its leaves are there
         */
        byte[] of(int level, long index);
    }

    MerkleTree(Hashes hashes) {
        this.hashes = hashes;
    }

    /** A leaf's hash. */
    static byte[] leaf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(content);
    }

    /** The hash of two subtrees beside one another. */
    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The root of the first leaves; of none of them the hash of nothing. */
    byte[] root(long size) {
        return size == 0 ? sha256().digest() : hash(0, size);
    }

    /** The hash over leaves first (included) to end (not included), at least one. */
    private byte[] hash(long first, long end) {
        long size = end - first;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return hashes.of(level, first >> level);
        }
        long left = largestPowerBelow(size);
        return node(hash(first, first + left), hash(first + left, end));
    }

    private static long largestPowerBelow(long size) {
        return Long.highestOneBit(size - 1);
    }

    /**
     * The proof that a leaf is in the tree of a size: the hashes beside its way to the root, lowest
     * first.
     */
    List<byte[]> inclusion(long index, long size) {
        if (!(index >= 0 && index < size)) {
            throw new IllegalArgumentException(
                    "a leaf's index must be in [0, %d), got %d".formatted(size, index));
        }
        List<byte[]> proof = new ArrayList<>();
        long first = 0;
        long end = size;
        while (end - first > 1) {
            long middle = first + largestPowerBelow(end - first);
            if (index < middle) {
                proof.add(0, hash(middle, end));
                end = middle;
            } else {
                proof.add(0, hash(first, middle));
                first = middle;
            }
        }
        return proof;
    }

    /** The proof that the tree of a size begins with the tree of a smaller one. */
    List<byte[]> consistency(long from, long to) {
        if (!(from >= 1 && from <= to)) {
            throw new IllegalArgumentException(
                    "the earlier size must be in [1, %d], got %d".formatted(to, from));
        }
        List<byte[]> proof = new ArrayList<>();
        long first = 0;
        long end = to;
        boolean whole = true; // the earlier tree's part is one subtree that the checker knows
        while (from != end) {
            long middle = first + largestPowerBelow(end - first);
            if (from <= middle) {
                proof.add(0, hash(middle, end));
                end = middle;
            } else {
                proof.add(0, hash(first, middle));
                first = middle;
                whole = false;
            }
        }
        if (!whole) {
            proof.add(0, hash(first, end));
        }
        return proof;
    }

    /** Whether a proof shows that the leaf of that hash is in the tree of that size and root. */
    static boolean includes(byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long at = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] beside : proof) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = node(beside, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether a proof shows that the tree of size {@code to} begins with that of {@code from}. */
    static boolean continues(
            long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> proof) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == to || from == 0) {
            return proof.isEmpty() && (from == 0 || Arrays.equals(fromRoot, toRoot));
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(from) == 1) {
            path.add(0, fromRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        long at = from - 1;
        long last = to - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        byte[] earlier = path.get(0);
        byte[] later = path.get(0);
        for (byte[] beside : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                earlier = node(beside, earlier);
                later = node(beside, later);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                later = node(later, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(earlier, fromRoot) && Arrays.equals(later, toRoot);
    }
}
