/**
 * Neural nets: a model file, checked against its hash, run by ONNX Runtime on the CPU. In: numbers;
 * out: numbers. Start at {@link org.pukar.vision.net.Net}. Next: {@code org.pukar.vision.face}.
 */
package org.pukar.vision.net;
