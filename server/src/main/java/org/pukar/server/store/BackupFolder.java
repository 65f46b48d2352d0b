package org.pukar.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What lies beside the dumps of a backup and is always as of today: one mirror of the folder of
 * keys, and the list of what was erased. Both are brought up to date whenever something is erased,
 * so that no dump, however old, brings it back.
 */
public final class BackupFolder {
    /** The list of what was erased; a line each: number, time, what, incident, request, key. */
    public static final String ERASED = "erased.tsv";

    private static final Logger log = LoggerFactory.getLogger(BackupFolder.class);
    private static final int BATCH = 500;

    private final Path folder;
    private final KeyFolder keys;

    public BackupFolder(Path folder) {
        this.folder = folder;
        this.keys = new KeyFolder(folder.resolve("keys"));
    }

    /** The one that this database keeps up to date; empty when no backup was ever made. */
    static Optional<BackupFolder> find(JdbcClient jdbc) {
        return jdbc.sql("select path from backup_folder where id = 1")
                .query(String.class)
                .optional()
                .map(Path::of)
                .map(BackupFolder::new);
    }

    KeyFolder keys() {
        return keys;
    }

    /**
     * Something that was erased.
     *
     * @param number in order
     * @param what PICTURES, REQUESTS, REQUEST or WORDS
     * @param incident of all but REQUEST
     * @param request of REQUEST
     * @param key of PICTURES: the key that was destroyed
     */
    public record Erased(
            long number,
            Instant at,
            String what,
            Optional<UUID> incident,
            Optional<UUID> request,
            Optional<UUID> key) {
        static final RowMapper<Erased> ROW =
                (row, n) ->
                        new Erased(
                                row.getLong("number"),
                                row.getTimestamp("at").toInstant(),
                                row.getString("what"),
                                Optional.ofNullable(row.getObject("incident_id", UUID.class)),
                                Optional.ofNullable(row.getObject("request_id", UUID.class)),
                                Optional.ofNullable(row.getObject("key_id", UUID.class)));

        String line() {
            return String.join(
                    "\t",
                    Long.toString(number),
                    at.toString(),
                    what,
                    incident.map(UUID::toString).orElse("-"),
                    request.map(UUID::toString).orElse("-"),
                    key.map(UUID::toString).orElse("-"));
        }

        static Erased of(String line) {
            String[] parts = line.split("\t", -1);
            if (parts.length != 6) {
                throw new IllegalArgumentException("six parts, got " + parts.length);
            }
            return new Erased(
                    Long.parseLong(parts[0]),
                    Instant.parse(parts[1]),
                    parts[2],
                    id(parts[3]),
                    id(parts[4]),
                    id(parts[5]));
        }

        private static Optional<UUID> id(String text) {
            return text.equals("-") ? Optional.empty() : Optional.of(UUID.fromString(text));
        }
    }

    /**
     * Tells the folder of what was erased since, and destroys those keys in its mirror.
     *
     * @return false when the folder is out of reach; all of it is done once it is back
     */
    boolean catchUp(JdbcClient jdbc) {
        List<Erased> news = news(jdbc);
        if (news.isEmpty()) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        for (; !news.isEmpty(); news = news(jdbc)) {
            try {
                append(news);
            } catch (IOException e) {
                log.error("the backup folder can't be written, next try in a minute: {}", folder);
                return false;
            }
            for (Erased erased : news) {
                erased.key().filter(k -> Files.isDirectory(keys.path())).ifPresent(keys::destroy);
                jdbc.sql("update erasure set mirrored_at = now() where number = ?")
                        .param(erased.number())
                        .update();
            }
        }
        return true;
    }

    private static List<Erased> news(JdbcClient jdbc) {
        return jdbc.sql(
                        "select * from erasure where mirrored_at is null and (key_id is null or"
                                + " destroyed_at is not null) order by number limit ?")
                .param(BATCH)
                .query(Erased.ROW)
                .list();
    }

    /** Adds lines, over what a crash left of one. */
    private void append(List<Erased> news) throws IOException {
        StringBuilder lines = new StringBuilder();
        news.forEach(erased -> lines.append(erased.line()).append('\n'));
        try (FileChannel channel =
                FileChannel.open(
                        folder.resolve(ERASED),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            channel.position(endOfLastLine(channel));
            channel.truncate(channel.position());
            write(channel, lines.toString());
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** All that the list says, in its order; what a crash left of a last line is no line. */
    public List<Erased> erased() throws StoreException {
        Path file = folder.resolve(ERASED);
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            List<Erased> all = new ArrayList<>();
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().toList()) {
                all.add(Erased.of(line));
            }
            return all;
        } catch (IOException | RuntimeException e) {
            throw new StoreException(
                    "the list of what was erased must be as Pukar wrote it, bring it back from"
                            + " another copy of the backup: "
                            + file);
        }
    }

    /** From here on this database tells the folder of whatever it erases; no other one. */
    public void register(JdbcClient jdbc, Instant now) {
        find(jdbc)
                .filter(known -> !known.folder.equals(folder.toAbsolutePath()))
                .ifPresent(
                        known ->
                                log.warn(
                                        "the former backup folder is no longer kept up to date,"
                                                + " destroy it: {}",
                                        known.folder));
        jdbc.sql(
                        "insert into backup_folder (id, path, at) values (1, ?, ?) on conflict (id)"
                                + " do update set path = excluded.path, at = excluded.at")
                .params(folder.toAbsolutePath().toString(), Timestamp.from(now))
                .update();
    }

    /**
     * Writes the whole list anew and brings the mirror of keys up to date.
     *
     * @return how many keys it holds
     */
    public int renew(JdbcClient jdbc, MasterKey master) throws IOException {
        KeyFolder live = master.folder();
        List<Erased> all =
                jdbc.sql("select * from erasure order by number").query(Erased.ROW).list();
        StringBuilder lines = new StringBuilder();
        all.forEach(erased -> lines.append(erased.line()).append('\n'));
        SecretFile.write(folder.resolve(ERASED), lines.toString());
        KeyFolder.sync(folder);
        live.marker().ifPresent(keys::mark);
        for (UUID id : keys.list()) {
            if (live.read(id).isEmpty()) {
                keys.destroy(id);
            }
        }
        for (UUID id : live.list()) {
            live.read(id).ifPresent(wrapped -> keep(id, wrapped));
        }
        // What was erased while these were copied: its key may have come after it was destroyed.
        jdbc.sql("select key_id from erasure where key_id is not null")
                .query(UUID.class)
                .list()
                .forEach(keys::destroy);
        return keys.list().size();
    }

    private void keep(UUID id, byte[] wrapped) {
        Optional<byte[]> there = keys.read(id);
        if (there.isEmpty()) {
            keys.write(id, wrapped);
        } else if (!Arrays.equals(there.get(), wrapped)) {
            keys.replace(id, wrapped);
        }
    }

    /**
     * Erases in a restored database what was erased after the dump.
     *
     * @param last the number of the last erasure that the dump knows of
     * @return how many that were
     */
    public int eraseAgain(Database database, long last) throws StoreException {
        JdbcClient jdbc = database.jdbc();
        List<Erased> all = erased();
        long top = all.stream().mapToLong(Erased::number).max().orElse(0);
        // What these steps note themselves gets later numbers, and goes again: it is in the list.
        count(jdbc, Math.max(top, last) + 1);
        int erased = 0;
        for (Erased gone : all) {
            if (jdbc.sql("select count(*) from erasure where number = ?")
                            .param(gone.number())
                            .query(Integer.class)
                            .single()
                    == 0) {
                database.transactions().executeWithoutResult(t -> eraseAgain(jdbc, gone));
                erased++;
            }
        }
        jdbc.sql("delete from erasure where number > ?").param(Math.max(top, last)).update();
        count(jdbc, Math.max(top, last) + 1);
        return erased;
    }

    private static void count(JdbcClient jdbc, long from) {
        jdbc.sql("select setval(pg_get_serial_sequence('erasure', 'number'), ?, false)")
                .param(from)
                .query(Long.class)
                .single();
    }

    private static void eraseAgain(JdbcClient jdbc, Erased gone) {
        gone.key()
                .ifPresent(
                        key ->
                                jdbc.sql("delete from evidence_key where key_id = ?")
                                        .param(key)
                                        .update());
        RequestStore requests = new RequestStore(jdbc);
        gone.request().ifPresent(requests::eraseOne);
        if (gone.what().equals("REQUESTS")) {
            gone.incident().ifPresent(requests::erase);
        } else if (gone.what().equals("WORDS")) {
            gone.incident()
                    .ifPresent(id -> new RetentionStore(jdbc).eraseWordsAgain(id, gone.at()));
        }
        // Under the number that it has in the list.
        jdbc.sql(
                        "insert into erasure (number, at, what, incident_id, request_id, key_id,"
                            + " destroyed_at, mirrored_at) overriding system value values (?, ?, ?,"
                            + " ?, ?, ?, now(), now())")
                .params(
                        Arrays.asList(
                                gone.number(),
                                Timestamp.from(gone.at()),
                                gone.what(),
                                gone.incident().orElse(null),
                                gone.request().orElse(null),
                                gone.key().orElse(null)))
                .update();
    }

    /**
     * Copies the keys that a restored database needs.
     *
     * @return of how many incidents the key is not in the mirror
     */
    public int copyKeys(JdbcClient jdbc, Path to) {
        KeyFolder copy = new KeyFolder(to);
        jdbc.sql("select marker from key_folder where id = 1")
                .query(UUID.class)
                .optional()
                .ifPresent(copy::mark);
        int missing = 0;
        for (String needed :
                List.of(
                        "select key_id from evidence_key where key_id is not null",
                        "select key_id from known_template where key_id is not null")) {
            for (UUID id : jdbc.sql(needed).query(UUID.class).list()) {
                Optional<byte[]> wrapped =
                        Files.isDirectory(keys.path()) ? keys.read(id) : Optional.empty();
                if (wrapped.isEmpty()) {
                    missing++;
                } else {
                    copy.write(id, wrapped.get());
                }
            }
        }
        return missing;
    }
}
