/**
 * Pictures from files, folders, RTSP, HTTP and V4L2, through FFmpeg. In: a source's address; out:
 * {@link org.pukar.camera.Frame}s, always the latest. {@link org.pukar.vision.capture.FileSource}
 * reads a file as fast as it can, {@link org.pukar.vision.capture.LiveSource} keeps a camera open
 * for ever. Next: {@code org.pukar.vision.net}.
 */
package org.pukar.vision.capture;
