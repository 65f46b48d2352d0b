package org.pukar.server.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.pukar.camera.PictureFault;
import org.pukar.evidence.Signal;
import org.pukar.vision.pipeline.Pipeline;

/** A bar while it reads, then what it came to, in words. */
final class SummaryPrinter implements ReadPrinter {
    private static final int BAR = 40;

    private final PrintStream out;
    private final PrintStream progress;
    private final boolean terminal = Boolean.getBoolean("pukar.terminal");
    private final List<String> happened = new ArrayList<>();
    private int shown = -1;

    SummaryPrinter(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void frame(Pipeline.Report report, double done) {
        for (Signal signal : report.signals()) {
            String evidence =
                    signal.threshold() > 0
                            ? ", evidence %.1f of %.1f"
                                    .formatted(signal.score(), signal.threshold())
                            : "";
            happened.add(
                    "  %6.1f s  signal: %s (track %d%s)"
                            .formatted(
                                    ReadTotals.seconds(report),
                                    signal.rank().words(),
                                    signal.track(),
                                    evidence));
        }
        int filled = (int) Math.round(BAR * Math.min(1, done));
        if (terminal && filled != shown) {
            shown = filled;
            progress.printf(
                    "\r[%s%s] %3d %%",
                    "#".repeat(filled), ".".repeat(BAR - filled), 100 * filled / BAR);
            progress.flush();
        }
    }

    @Override
    public void fault(double seconds, PictureFault fault) {
        happened.add("  %6.1f s  fault: %s".formatted(seconds, fault));
    }

    @Override
    public void summary(ReadTotals totals) {
        if (terminal) {
            progress.print("\r" + " ".repeat(BAR + 10) + "\r");
        }
        int abstained = totals.abstained.values().stream().mapToInt(Integer::intValue).sum();
        out.printf(
                "%s: %.1f s, %d frames, %d read (%.1f x real time)%n",
                totals.file, totals.seconds, totals.frames, totals.read, totals.speed());
        out.printf(
                "  faces seen %d, read %d, not read %d %s%n",
                totals.faces,
                totals.faces - abstained,
                abstained,
                abstained > 0 ? totals.abstained : "");
        happened.forEach(out::println);
        out.printf("  signals: %d%n", totals.signals);
    }

    @Override
    public void error(String file, String code, String message) {
        progress.println((terminal && shown >= 0 ? "\n" : "") + "pukar: " + message);
    }
}
