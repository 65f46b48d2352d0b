/**
 * What a worker, which reads some of a city's cameras on another machine, and the desk say to each
 * other: records, which both sides write as JSON. In: how cameras do, signals; out: which cameras
 * there are, what each may do now. Start at {@link org.pukar.vision.worker.Report}. Next: {@code
 * org.pukar.server.settings}, {@code org.pukar.cluster.desk}.
 */
package org.pukar.vision.worker;
