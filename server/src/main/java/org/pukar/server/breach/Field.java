package org.pukar.server.breach;

/** What only people can say of a breach. The names are headings of the drafts. */
public enum Field {
    WHAT("What happened, and how it was noticed"),
    WHEN("When it happened"),
    SYSTEMS("Which systems, addresses and accounts are concerned"),
    WHOSE("Whose data, and which of the kinds below"),
    CONSEQUENCES("What it can mean for the people concerned"),
    MEASURES("What was done and will be done against it"),
    ADVICE("What the people concerned can do themselves"),
    CONTACT("Who answers questions: name, office, telephone, mail");

    private final String heading;

    Field(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
