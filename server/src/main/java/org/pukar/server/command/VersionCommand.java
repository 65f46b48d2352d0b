package org.pukar.server.command;

import java.util.concurrent.Callable;
import org.pukar.base.PukarVersion;
import org.pukar.vision.capture.Ffmpeg;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.OnnxRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pukar version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Say which versions run here.")
final class VersionCommand implements Callable<Integer> {
    static final String VERSION = PukarVersion.TEXT;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        String onnx = onnxRuntime();
        System.out.println(
                json
                        ? "{\"pukar\":\"%s\",\"java\":\"%s\",\"ffmpeg\":\"%s\",\"onnxruntime\":\"%s\"}"
                                .formatted(VERSION, java, Ffmpeg.version(), onnx)
                        : "pukar %s (Java %s, FFmpeg %s, ONNX Runtime %s)"
                                .formatted(VERSION, java, Ffmpeg.version(), onnx));
        return 0;
    }

    private static String onnxRuntime() {
        try {
            return OnnxRuntime.version();
        } catch (ModelException e) {
            throw new FailedException(e);
        }
    }
}
