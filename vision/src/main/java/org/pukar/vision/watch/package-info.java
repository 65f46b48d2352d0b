/**
 * Cameras on threads: each is captured, read, masked and kept for half a minute in memory; a signal
 * goes to the desk with the pictures around it, and nothing else goes anywhere. In: cameras; out:
 * signals. Start at {@link org.pukar.vision.watch.Watch}. Next: {@code org.pukar.vision.worker}.
 */
package org.pukar.vision.watch;
