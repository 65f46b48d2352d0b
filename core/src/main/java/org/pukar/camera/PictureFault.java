package org.pukar.camera;

/** What is wrong with a camera, as the desk shows it. A fault is never a quiet street. */
public enum PictureFault {
    /** No frame has come for five seconds. */
    DOWN,
    /** Frames come, but all show the very same picture. */
    FROZEN,
    /** Frames come, but there is nothing to see in them: black, or covered by one even colour. */
    BLIND,
    /** The file ends before its video does. */
    TRUNCATED
}
