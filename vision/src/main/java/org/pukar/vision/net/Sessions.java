package org.pukar.vision.net;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import org.pukar.vision.gpu.Gpu;

/**
 * Opens one model's sessions of ONNX Runtime: on the graphics card where there is one, on the
 * processor, one core a call, else.
 */
class Sessions {
    private final byte[] model;
    private final byte[] forCards;

    /**
     * @param model the file's bytes, whatever runs it
     */
    Sessions(byte[] model) {
        this(model, model);
    }

    /**
     * @param model the file's bytes
     * @param forCards those of the file that a graphics card runs, perhaps the same
     */
    Sessions(byte[] model, byte[] forCards) {
        this.model = model.clone();
        this.forCards = forCards == model ? this.model : forCards.clone();
    }

    /**
     * A session, and where it runs.
     *
     * @param onGpu whether on the graphics card
     */
    record Opened(OrtSession session, boolean onGpu) {}

    /** On the card if it is usable; where it turns out not to be, that is said there. */
    Opened open(Gpu gpu) throws OrtException {
        if (gpu.usable()) {
            try {
                return new Opened(onCard(), true);
            } catch (OrtException | LinkageError e) {
                gpu.fail("ONNX Runtime can't use CUDA", plain(String.valueOf(e.getMessage())));
            }
        }
        return new Opened(onProcessor(), false);
    }

    OrtSession onCard() throws OrtException {
        try (OrtSession.SessionOptions options = options();
                OrtCUDAProviderOptions cuda = cuda()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.addCUDA(cuda);
            return session(forCards, options);
        }
    }

    /** Without the line of its source that ONNX Runtime begins with. */
    private static String plain(String message) {
        return message.replaceFirst("^.*\\[ONNXRuntimeError] : ", "");
    }

    OrtSession onProcessor() throws OrtException {
        return onProcessor(model);
    }

    /** What a card runs, run by the processor: what the card's answers are held against. */
    OrtSession cardsFileOnProcessor() throws OrtException {
        return onProcessor(forCards);
    }

    private static OrtSession onProcessor(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = options()) {
            return session(file, options);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    /**
     * HEURISTIC: on an H200 as fast as EXHAUSTIVE, which chooses for 2 s a shape; DEFAULT took ten
     * times as long. No more memory than is asked for: each shape has its own (not measured). TF32
     * is off, for its 10 bits of fraction would move readings by steps (docs/gpu.md).
     */
    private static OrtCUDAProviderOptions cuda() throws OrtException {
        var unused = OnnxRuntime.environment(); // before them, or there is no log for what they say
        OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(Gpu.DEVICE);
        cuda.add("cudnn_conv_algo_search", "HEURISTIC");
        cuda.add("arena_extend_strategy", "kSameAsRequested");
        cuda.add("use_tf32", "0");
        return cuda;
    }

    private static OrtSession session(byte[] file, OrtSession.SessionOptions options)
            throws OrtException {
        return OnnxRuntime.withRoom(() -> OnnxRuntime.environment().createSession(file, options));
    }
}
