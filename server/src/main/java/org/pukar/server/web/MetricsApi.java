package org.pukar.server.web;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.pukar.server.worker.Workers;
import org.pukar.vision.watch.Watched;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** How cameras and workers do, for a city's monitoring: Prometheus's text or OpenMetrics. */
@RestController
class MetricsApi {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Watched watch;
    private final Workers workers;

    MetricsApi(Watched watch, Workers workers) {
        this.watch = watch;
        this.workers = workers;
    }

    @GetMapping("/api/v1/metrics")
    ResponseEntity<byte[]> metrics(
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept)
            throws IOException {
        ExpositionFormatWriter writer =
                formats.getOpenMetricsTextFormatWriter().accepts(accept)
                        ? formats.getOpenMetricsTextFormatWriter()
                        : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, Metrics.of(watch.statuses(), workers));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, writer.getContentType())
                .body(text.toByteArray());
    }
}
