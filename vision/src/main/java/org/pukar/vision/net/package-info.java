/**
 * Neural nets: a model file, checked against its hash, run by ONNX Runtime. In: numbers; out:
 * numbers. Start at {@link org.pukar.vision.net.Net}. Next: {@code org.pukar.vision.face}.
 */
package org.pukar.vision.net;
