package org.pukar.server.authorisation;

/** An authorisation that does not count, and why, in words for whoever brought it. */
public final class AuthorisationException extends Exception {
    private static final long serialVersionUID = 1L;

    AuthorisationException(String why) {
        super(why);
    }

    /** The rule, the value, the mend. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
