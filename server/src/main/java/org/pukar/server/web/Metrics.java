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
import java.util.function.ToLongFunction;
import org.pukar.camera.Gear;
import org.pukar.server.worker.Workers;
import org.pukar.server.worker.WorkersNow;
import org.pukar.vision.watch.CameraStatus;

/**
 * What the engineer's page shows of machines, as figures. Gear, cost and frames read are told of
 * all cameras together: those of one camera rise while anybody is in view, and whoever stores them
 * has a record of when people were there.
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
        metrics.lateness();
        metrics.together();
        if (workers.elsewhere()) {
            metrics.workers(workers.present());
        }
        return new MetricSnapshots(metrics.all);
    }

    private void states() {
        GaugeSnapshot.Builder watched =
                named("pukar_camera_watched", "1 where its street is read now.");
        GaugeSnapshot.Builder refused =
                named(
                        "pukar_camera_refused",
                        "1 where it may not be opened: not authorised, withdrawn, outside its"
                                + " hours.");
        GaugeSnapshot.Builder faults = named("pukar_camera_fault", "1 while it has this fault.");
        for (CameraStatus camera : cameras) {
            Labels labels = labels(camera);
            watched.dataPoint(point(labels, camera.watches() ? 1 : 0));
            refused.dataPoint(point(labels, camera.refused().isPresent() ? 1 : 0));
            camera.fault()
                    .ifPresent(f -> faults.dataPoint(point(labels.add("fault", f.name()), 1)));
        }
        all.addAll(List.of(watched.build(), refused.build(), faults.build()));
    }

    private void lateness() {
        GaugeSnapshot.Builder delays =
                named(
                        "pukar_camera_delay_seconds",
                        "From the camera to evidence: half and 99 of 100 of the last thousand"
                                + " frames.");
        CounterSnapshot.Builder dropped =
                CounterSnapshot.builder()
                        .name("pukar_camera_frames_dropped")
                        .help("Frames that came due and were not read, for want of processor.");
        for (CameraStatus c : cameras) {
            Labels labels = labels(c);
            delays.dataPoint(point(labels.add("quantile", "0.5"), c.effort().delayMillis() / 1e3));
            delays.dataPoint(
                    point(labels.add("quantile", "0.99"), c.effort().longDelayMillis() / 1e3));
            dropped.dataPoint(count(labels, c.dropped()));
        }
        all.addAll(List.of(delays.build(), dropped.build()));
    }

    private void together() {
        GaugeSnapshot.Builder gears = named("pukar_cameras", "Cameras that are read, by gear.");
        for (Gear gear : Gear.values()) {
            long so =
                    cameras.stream().filter(c -> c.watches() && c.effort().gear() == gear).count();
            gears.dataPoint(point(Labels.of("gear", gear.name()), (double) so));
        }
        GaugeSnapshot.Builder cores =
                named("pukar_cores", "Processor seconds a second, of all cameras.");
        double sum = cameras.stream().mapToDouble(c -> c.effort().cores()).sum();
        cores.dataPoint(point(Labels.EMPTY, sum));
        all.addAll(List.of(gears.build(), cores.build()));
        all.add(total("decoded", "Frames decoded.", CameraStatus::decoded));
        all.add(total("read", "Frames read.", CameraStatus::read));
    }

    private CounterSnapshot total(String what, String help, ToLongFunction<CameraStatus> each) {
        return CounterSnapshot.builder()
                .name("pukar_frames_" + what)
                .help(help)
                .dataPoint(count(Labels.EMPTY, cameras.stream().mapToLong(each).sum()))
                .build();
    }

    private void workers(WorkersNow now) {
        GaugeSnapshot.Builder cameras = named("pukar_worker_cameras", "Cameras that it has.");
        GaugeSnapshot.Builder silent =
                named(
                        "pukar_worker_silent",
                        "1 for one that fell silent and whose cameras no other has.");
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

    private static GaugeSnapshot.Builder named(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterDataPointSnapshot.builder().labels(labels).value((double) value).build();
    }

    private static Labels labels(CameraStatus c) {
        return Labels.of("camera", c.camera().id(), "site", c.camera().siteId());
    }
}
