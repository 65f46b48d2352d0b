package org.pukar.vision.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code ./pukar bench --steps [--json]}: each step by JMH, beside the whole process. */
final class StepsMain {
    private StepsMain() {}

    /**
     * One step.
     *
     * @param millis of the clock an operation
     * @param error half of its 99.9 % interval
     * @param processor milliseconds of the processor an operation
     * @param times how often a frame
     */
    private record Line(Step step, double millis, double error, double processor, double times) {
        double aFrame() {
            return processor * times;
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"step\":\"%s\",\"what\":\"%s\",\"millisecondsAnOperation\":%.4f,\"error\":%.4f,"
                        + "\"processorMilliseconds\":%.4f,\"timesAFrame\":%.2f,\"millisecondsAFrame\":%.3f}",
                    step.method(),
                    step.words().strip(),
                    millis,
                    error,
                    processor,
                    times,
                    aFrame());
        }
    }

    /**
     * Measures, and prints.
     *
     * @param arguments --json, or nothing
     */
    public static void main(String... arguments) throws Exception {
        boolean json = List.of(arguments).contains("--json");
        System.err.println("pukar: the film as ever, a minute ...");
        WholeProcess whole = WholeProcess.measure();
        System.err.println("pukar: the steps by JMH, two minutes ...");
        Map<String, RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(Steps.class.getName() + "\\.")
                                        .addProfiler(ProcessorTime.class)
                                        .verbosity(VerboseMode.SILENT)
                                        .jvmArgsAppend("-Xmx1g", "-XX:+UseSerialGC")
                                        .build())
                        .run().stream()
                                .collect(Collectors.toMap(StepsMain::method, result -> result));
        List<Line> lines = new ArrayList<>();
        for (Step step : Step.all()) {
            RunResult result = results.get(step.method());
            if (result == null) {
                throw new IllegalStateException("JMH must have run " + step.method());
            }
            lines.add(
                    new Line(
                            step,
                            result.getPrimaryResult().getScore(),
                            result.getPrimaryResult().getScoreError(),
                            processor(result),
                            step.times().applyAsDouble(whole.frames())));
        }
        double sum = lines.stream().filter(l -> l.step.counts()).mapToDouble(Line::aFrame).sum();
        System.out.print(json ? json(lines, sum, whole) : table(lines, sum, whole));
    }

    private static double processor(RunResult result) {
        return result.getSecondaryResults().values().stream()
                .filter(r -> r.getLabel().equals(ProcessorTime.NAME))
                .mapToDouble(r -> r.getScore())
                .findFirst()
                .orElseThrow();
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String json(List<Line> lines, double sum, WholeProcess whole) {
        return String.format(
                Locale.ROOT,
                "{\"steps\":[%s],\"sumMilliseconds\":%.2f,\"decodingMilliseconds\":%.2f,"
                        + "\"wholeProcessMilliseconds\":%.2f}%n",
                lines.stream().map(Line::json).collect(Collectors.joining(",")),
                sum,
                whole.decodingMillis(),
                whole.millis());
    }

    private static String table(List<Line> lines, double sum, WholeProcess whole) {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                "%-46s %18s %10s %8s %9s%n",
                                "1080p, four people",
                                "ms an operation",
                                "processor",
                                "a frame",
                                "ms"));
        for (Line l : lines) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-46s %9.4f ± %6.4f %10.4f %8.2f %9s%n",
                            l.step.words(),
                            l.millis,
                            l.error,
                            l.processor,
                            l.times,
                            String.format(
                                    Locale.ROOT, l.step.counts() ? "%.2f" : "(%.2f)", l.aFrame())));
        }
        return text.append(
                        String.format(
                                Locale.ROOT,
                                """
                                all steps together                    %58.2f
                                decoding alone, a fifth of a second   %58.2f
                                the whole process, a frame            %58.2f
                                """,
                                sum,
                                whole.decodingMillis(),
                                whole.millis()))
                .toString();
    }
}
