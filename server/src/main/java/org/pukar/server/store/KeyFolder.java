package org.pukar.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Wrapped keys, each in a small file of its own, so that one can be destroyed for good: overwritten
 * where it lies, then removed, each step written through to the disk. What the disk or its file
 * system keeps besides (copies on write, a drive's spare blocks, snapshots) is beyond reach.
 * Thread-safe; several desks may share one folder.
 */
final class KeyFolder {
    private static final String ENDING = ".key";
    private static final String DRAFT = ".draft";
    private static final String MARKER = "folder.id";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    KeyFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /** What a key in this folder is wrapped for: itself, so that files can't be exchanged. */
    static String belongsTo(UUID id) {
        return "key/" + id;
    }

    private Path file(UUID id) {
        String name = id.toString();
        return folder.resolve(name.substring(0, 2)).resolve(name + ENDING);
    }

    /** Writes a key; it is on the disk when this returns, whole or not at all. */
    void write(UUID id, byte[] wrapped) {
        Path file = file(id);
        try {
            Path shelf = parent(file);
            if (!Files.isDirectory(shelf)) {
                Files.createDirectories(shelf);
                sync(folder);
            }
            draft(file, wrapped);
            Files.move(draft(file), file, StandardCopyOption.ATOMIC_MOVE);
            sync(shelf);
        } catch (IOException e) {
            throw trouble("have room and be writable", e);
        }
    }

    /** Puts a key in the place of another form of itself, and destroys that one. */
    void replace(UUID id, byte[] wrapped) {
        replace(Map.of(id, wrapped));
    }

    /** The same for many of one shelf: each is whole, in the old form or in the new one. */
    void replace(Map<UUID, byte[]> ofOneShelf) {
        List<FileChannel> old = new ArrayList<>();
        Set<Path> shelves = new HashSet<>();
        try {
            for (Map.Entry<UUID, byte[]> key : ofOneShelf.entrySet()) {
                Path file = file(key.getKey());
                shelves.add(parent(file));
                old.add(FileChannel.open(file, StandardOpenOption.WRITE));
                draft(file, key.getValue());
                Files.move(draft(file), file, StandardCopyOption.ATOMIC_MOVE);
            }
            for (Path shelf : shelves) {
                sync(shelf);
            }
            for (FileChannel channel : old) {
                overwrite(channel);
            }
        } catch (IOException e) {
            throw trouble("have room and be writable", e);
        } finally {
            old.forEach(KeyFolder::close);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The keys by the shelf that they lie on. */
    Collection<List<UUID>> shelves() {
        return list().stream()
                .collect(Collectors.groupingBy(id -> id.toString().substring(0, 2)))
                .values();
    }

    private static Path draft(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.replace(ENDING, DRAFT));
    }

    private void draft(Path file, byte[] text) throws IOException {
        Path draft = draft(file);
        try {
            Files.deleteIfExists(draft);
            Files.createFile(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                write(channel, text);
                channel.force(true);
            }
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    private static void write(FileChannel channel, byte[] text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The wrapped key; empty when it was destroyed. */
    Optional<byte[]> read(UUID id) {
        try {
            return Optional.of(Files.readAllBytes(file(id)));
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(folder)) {
                throw trouble("be there", e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw trouble("be readable", e);
        }
    }

    /**
     * Destroys a key: its bytes are overwritten where they lie, then the file goes.
     *
     * @return false when there was none
     */
    boolean destroy(UUID id) {
        if (!Files.isDirectory(folder)) {
            // A shared folder that is away must not pass for one whose keys are gone.
            throw trouble("be there", new NoSuchFileException(folder.toString()));
        }
        Path file = file(id);
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                overwrite(channel);
            }
            Files.delete(file);
            sync(parent(file));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw trouble("be writable", e);
        }
    }

    private static void overwrite(FileChannel channel) throws IOException {
        byte[] noise = new byte[(int) channel.size()];
        RANDOM.nextBytes(noise);
        channel.position(0);
        write(channel, noise);
        channel.force(true);
    }

    /** All keys that are there. */
    List<UUID> list() {
        return list(Instant.MAX);
    }

    /** All keys that were written before. */
    List<UUID> list(Instant before) {
        return files(ENDING, before).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .map(UUID::fromString)
                .toList();
    }

    /** Names come and go meanwhile: only what is there at its turn counts. */
    private List<Path> files(String ending, Instant before) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> shelves = Files.newDirectoryStream(folder, "??")) {
            for (Path shelf : shelves) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf, "*" + ending)) {
                    for (Path file : files) {
                        if (before.equals(Instant.MAX) || writtenAt(file).isBefore(before)) {
                            found.add(file);
                        }
                    }
                }
            }
            return found;
        } catch (IOException | DirectoryIteratorException e) {
            throw trouble("be readable", new IOException(e));
        }
    }

    private static Instant writtenAt(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        }
    }

    /** Removes what a crash left half-written, if it is older than that. */
    void removeDrafts(Duration age, Instant now) {
        for (Path file : files(DRAFT, now.minus(age))) {
            try {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    overwrite(channel);
                }
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw trouble("be writable", e);
            }
        }
    }

    /** The marker that says to which database this folder belongs; empty for a new folder. */
    Optional<UUID> marker() {
        try {
            return Optional.of(UUID.fromString(Files.readString(folder.resolve(MARKER)).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw trouble(
                    "hold a readable " + MARKER,
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    void mark(UUID marker) {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            SecretFile.write(folder.resolve(MARKER), marker + "\n");
            sync(folder);
        } catch (IOException e) {
            throw trouble("be writable", e);
        }
    }

    private static Path parent(Path file) {
        return Optional.ofNullable(file.getParent()).orElseThrow();
    }

    /** Writes a folder's list of names through to the disk. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private TransientDataAccessResourceException trouble(String rule, IOException e) {
        return new TransientDataAccessResourceException(
                "the folder of keys must %s: %s (%s)"
                        .formatted(
                                rule,
                                folder,
                                e instanceof NoSuchFileException
                                        ? "it is not there"
                                        : e.getMessage()),
                e);
    }
}
