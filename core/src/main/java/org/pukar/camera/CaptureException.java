package org.pukar.camera;

/** A camera or file that can't be opened or read, with the reason as a code that is counted. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a source gave no (more) frames. */
    public enum Code {
        /** No such file, folder or device. */
        MISSING,
        /** A file of zero bytes, or a folder without a picture. */
        EMPTY,
        /** Bytes that are no picture or video that FFmpeg knows. */
        UNREADABLE,
        /** Sound only. */
        NO_VIDEO,
        /** The file ends before its video does. */
        TRUNCATED,
        /** More than 64 megapixels. */
        TOO_LARGE,
        /** The server refused, or cannot be reached. */
        REFUSED,
        /** Nothing came within the time allowed. */
        SILENT,
        /** A live stream came to its end. */
        ENDED
    }

    private final Code code;

    /**
     * @param code why
     * @param source what was opened, with any password taken out
     * @param detail the rule, the value and the mend, as part of a sentence
     */
    public CaptureException(Code code, String source, String detail) {
        super(detail + " (" + source + ")");
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
