package org.pukar.cluster.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.cluster.job.Job;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster's own interface over HTTP, for what {@code ./pukar cluster} asks of it. */
final class Rest {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final String WORKERS = "/taskmanagers";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final URI address;

    /**
     * @param address such as {@code http://127.0.0.1:8081}
     */
    Rest(URI address) {
        this.address = address;
    }

    /** One job: its id, name and state. */
    record JobLine(String id, String name, String state) {
        /** Whether it may still read cameras. */
        boolean lives() {
            return !List.of("FINISHED", "CANCELED", "FAILED").contains(state);
        }
    }

    /** One worker's process: its id, how many tasks it could take, and how many it has. */
    record WorkerLine(String id, int slots, int free) {}

    /** An answer as JSON; empty when there is none. */
    Optional<JsonNode> find(String path) {
        try {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER).build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JsonMapper.shared().readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private JsonNode answer(String path) {
        return find(path)
                .orElseThrow(
                        () ->
                                new FailedException(
                                        "there must be a cluster at %s, none answers; start one with: ./pukar cluster up"
                                                .formatted(address)));
    }

    List<JobLine> jobs() {
        List<JobLine> jobs = new ArrayList<>();
        for (JsonNode job : answer("/jobs/overview").path("jobs")) {
            jobs.add(
                    new JobLine(
                            job.path("jid").asString(),
                            job.path("name").asString(),
                            job.path("state").asString()));
        }
        return jobs;
    }

    List<WorkerLine> workers() {
        return workers(answer(WORKERS));
    }

    /** Whether there is a worker of that id; not while nobody answers. */
    boolean knows(String worker) {
        return find(WORKERS).stream()
                .flatMap(all -> workers(all).stream())
                .anyMatch(one -> one.id().equals(worker));
    }

    private static List<WorkerLine> workers(JsonNode all) {
        List<WorkerLine> workers = new ArrayList<>();
        for (JsonNode one : all.path("taskmanagers")) {
            workers.add(
                    new WorkerLine(
                            one.path("id").asString(),
                            one.path("slotsNumber").asInt(),
                            one.path("freeSlots").asInt()));
        }
        return workers;
    }

    /** Fails when there is a job of ours that has not ended. */
    void checkNoJob() {
        jobs().stream()
                .filter(job -> job.name().equals(Job.NAME) && job.lives())
                .findFirst()
                .ifPresent(
                        job -> {
                            throw new FailedException(
                                    "one job at a time may read the cameras: %s is %s on the cluster at %s; cancel it first, with: ./pukar cluster cancel"
                                            .formatted(job.id(), job.state(), address));
                        });
    }

    /** Ends all jobs of ours; says how many. */
    long cancel() {
        return jobs().stream()
                .filter(job -> job.name().equals(Job.NAME) && job.lives())
                .filter(job -> cancel(job.id()))
                .count();
    }

    private boolean cancel(String job) {
        try {
            HttpRequest cancel =
                    HttpRequest.newBuilder(address.resolve("/jobs/" + job + "?mode=cancel"))
                            .timeout(ANSWER)
                            .method("PATCH", HttpRequest.BodyPublishers.noBody())
                            .build();
            return http.send(cancel, HttpResponse.BodyHandlers.discarding()).statusCode() / 100
                    == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
