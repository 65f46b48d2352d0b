package org.pukar.camera;

/** Kinds of place. Two of them may not be watched: EU AI Act, Article 5(1)(f). */
public enum PlaceKind {
    STREET,
    BUS_STOP,
    STATION,
    MARKET,
    PARK,
    CAMPUS_OUTDOORS,
    UNDERPASS,
    SCHOOL,
    WORKPLACE;

    /** Whether faces may be read there at all. */
    public boolean mayBeWatched() {
        return this != SCHOOL && this != WORKPLACE;
    }

    /** Why they may not be. */
    public String refusal() {
        return "a "
                + name().toLowerCase(java.util.Locale.ROOT)
                + " may not be watched: reading emotions there is banned (EU AI Act, Article"
                + " 5(1)(f))";
    }
}
