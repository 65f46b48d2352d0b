package org.pukar.base;

/** Which Pukar this is. Machines that work together must be the same. */
public final class PukarVersion {
    public static final String TEXT = "0.1.0";

    private PukarVersion() {}
}
