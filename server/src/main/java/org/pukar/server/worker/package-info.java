/**
 * Workers on other machines that read the city's cameras: who may, what each of their cameras may
 * do now, how it does. In: their reports and signals; out: orders, incidents. Start at {@link
 * org.pukar.server.worker.Workers}. Next: {@code org.pukar.server.drill}.
 */
package org.pukar.server.worker;
