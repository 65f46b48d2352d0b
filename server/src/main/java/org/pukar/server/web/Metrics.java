package org.pukar.server.web;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.pukar.camera.Gear;
import org.pukar.server.worker.Workers;
import org.pukar.server.worker.WorkersNow;
import org.pukar.vision.watch.CameraStatus;

/**
 * What the engineer's page shows of machines, as figures. Nothing of people: how many are in view
 * of a camera, or when, is nobody's to plot.
 */
final class Metrics {
    private final List<CameraStatus> cameras;
    private final List<MetricSnapshot> all = new ArrayList<>();

    private Metrics(List<CameraStatus> cameras) {
        this.cameras = cameras;
    }

    static MetricSnapshots of(List<CameraStatus> cameras, Workers workers) {
        Metrics metrics = new Metrics(cameras);
        metrics.states();
        metrics.effort();
        metrics.frames();
        if (workers.elsewhere()) {
            metrics.workers(workers.present());
        }
        return new MetricSnapshots(metrics.all);
    }

    private void states() {
        gauge("watched", "1 where its street is read now.", c -> c.watches() ? 1 : 0);
        gauge(
                "refused",
                "1 where it may not be opened: not authorised, withdrawn, outside its hours.",
                c -> c.refused().isPresent() ? 1 : 0);
        GaugeSnapshot.Builder faults = named("pukar_camera_fault", "1 while it has this fault.");
        for (CameraStatus camera : cameras) {
            camera.fault()
                    .ifPresent(
                            fault ->
                                    faults.dataPoint(
                                            point(labels(camera).add("fault", fault.name()), 1)));
        }
        all.add(faults.build());
    }

    private void effort() {
        gauge(
                "active",
                "1 in the active gear, all decoded and five frames a second read; 0 in the idle"
                        + " one.",
                c -> c.watches() && c.effort().gear() == Gear.ACTIVE ? 1 : 0);
        gauge("cores", "Processor seconds a second.", c -> c.effort().cores());
        GaugeSnapshot.Builder delays =
                named(
                        "pukar_camera_delay_seconds",
                        "From the camera to evidence: half and 99 of 100 of the last thousand"
                                + " frames.");
        for (CameraStatus c : cameras) {
            delays.dataPoint(
                    point(labels(c).add("quantile", "0.5"), c.effort().delayMillis() / 1e3));
            delays.dataPoint(
                    point(labels(c).add("quantile", "0.99"), c.effort().longDelayMillis() / 1e3));
        }
        all.add(delays.build());
    }

    private void frames() {
        counter("decoded", "Frames decoded.", CameraStatus::decoded);
        counter("read", "Frames read.", CameraStatus::read);
        counter(
                "dropped",
                "Frames that came due and were not read, for want of processor.",
                CameraStatus::dropped);
    }

    private void workers(WorkersNow now) {
        GaugeSnapshot.Builder cameras = named("pukar_worker_cameras", "Cameras that it has.");
        GaugeSnapshot.Builder silent =
                named("pukar_worker_silent", "1 for one that fell silent in the last hour.");
        for (WorkersNow.Reading worker : now.reading()) {
            Labels of = Labels.of("worker", worker.name());
            cameras.dataPoint(point(of, worker.silent() ? 0 : worker.cameras()));
            silent.dataPoint(point(of, worker.silent() ? 1 : 0));
        }
        GaugeSnapshot.Builder refused =
                named("pukar_worker_refused", "1 for one that asks and may not read.");
        now.refused()
                .forEach(worker -> refused.dataPoint(point(Labels.of("worker", worker.name()), 1)));
        all.addAll(List.of(cameras.build(), silent.build(), refused.build()));
    }

    private void gauge(String name, String help, ToDoubleFunction<CameraStatus> value) {
        GaugeSnapshot.Builder gauge = named("pukar_camera_" + name, help);
        cameras.forEach(c -> gauge.dataPoint(point(labels(c), value.applyAsDouble(c))));
        all.add(gauge.build());
    }

    private void counter(String name, String help, ToDoubleFunction<CameraStatus> value) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("pukar_camera_frames_" + name).help(help);
        cameras.forEach(
                c ->
                        counter.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .labels(labels(c))
                                        .value(value.applyAsDouble(c))
                                        .build()));
        all.add(counter.build());
    }

    private static GaugeSnapshot.Builder named(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static Labels labels(CameraStatus c) {
        return Labels.of("camera", c.camera().id(), "site", c.camera().siteId());
    }
}
