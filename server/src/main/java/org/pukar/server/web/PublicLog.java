package org.pukar.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pukar.server.audit.HeadStore;
import org.pukar.server.audit.LogClock;
import org.pukar.server.audit.PublishedLog;
import org.pukar.server.audit.SignedHead;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * What everybody needs to see that the log only grows: its key, its signed heads, proofs between
 * them. Nothing of an entry is here: its leaf is a hash over a salt that only the log has.
 */
@Controller
class PublicLog {
    private static final int HEADS_AT_ONCE = 1_000;

    private final PublishedLog log;
    private final LogClock clock;

    PublicLog(PublishedLog log, LogClock clock) {
        this.log = log;
        this.clock = clock;
    }

    @GetMapping("/public/log")
    String page(Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("head", log.latest().map(SignedHead::head));
        model.addAttribute("note", log.latest().map(SignedHead::text));
        model.addAttribute("keys", log.heads().keys().stream().map(HeadStore.Since::name).toList());
        model.addAttribute("witnesses", clock.witnesses());
        return "publiclog";
    }

    /** This minute's head. */
    @GetMapping(value = "/public/log/head", produces = "text/plain;charset=UTF-8")
    @ResponseBody
    String head() {
        return log.latest()
                .map(SignedHead::text)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.SERVICE_UNAVAILABLE, "there is no head yet"));
    }

    /** Heads as they were signed, oldest first, at most 1,000 of them. */
    @GetMapping(value = "/public/log/heads", produces = "text/plain;charset=UTF-8")
    @ResponseBody
    String heads(@RequestParam(defaultValue = "1970-01-01T00:00:00Z") String after) {
        try {
            return log.heads().after(Instant.parse(after), HEADS_AT_ONCE).stream()
                    .map(SignedHead::text)
                    .collect(Collectors.joining());
        } catch (DateTimeParseException e) {
            throw refused("after must be such as 2026-11-25T03:00:00Z, got " + after);
        }
    }

    /** That the log of one size begins with that of another. */
    @GetMapping(value = "/public/log/consistency", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> consistency(@RequestParam long from, @RequestParam long to) {
        try {
            return proof(Map.of("from", from, "to", to), log.consistency(from, to));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** That a leaf is in the log of that size. */
    @GetMapping(value = "/public/log/inclusion", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> inclusion(@RequestParam String leaf, @RequestParam Optional<Long> size) {
        try {
            long index =
                    log.find(HexFormat.of().parseHex(leaf))
                            .orElseThrow(
                                    () ->
                                            new ResponseStatusException(
                                                    HttpStatus.NOT_FOUND,
                                                    "no leaf of the log has that hash"));
            long whole = size.orElseGet(() -> log.latest().map(h -> h.head().size()).orElse(0L));
            return proof(
                    Map.of("leaf", leaf, "index", index, "size", whole),
                    log.inclusion(index, whole));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> proof(Map<String, Object> of, List<byte[]> hashes) {
        Map<String, Object> proof = new LinkedHashMap<>(of);
        proof.put("proof", hashes.stream().map(Base64.getEncoder()::encodeToString).toList());
        return proof;
    }

    private static ResponseStatusException refused(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
