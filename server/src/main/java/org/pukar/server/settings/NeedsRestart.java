package org.pukar.server.settings;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What of a settings file counts only from the next start on: everything but the cameras. */
public final class NeedsRestart {
    /** Under which name a part stands in the file, where that is another. */
    private static final Map<String, String> IN_THE_FILE =
            Map.ofEntries(
                    Map.entry("name", "city"),
                    Map.entry("note", "city"),
                    Map.entry("zone", "city"),
                    Map.entry("map", "city"),
                    Map.entry("roads", "city"),
                    Map.entry("tiles", "city"),
                    Map.entry("answerable", "city"),
                    Map.entry("address", "web"),
                    Map.entry("port", "web"),
                    Map.entry("publicAddress", "web"),
                    Map.entry("tls", "web"),
                    Map.entry("evidence", "budget"),
                    Map.entry("points", "sites"),
                    Map.entry("pointsLine", "pointsMqtt"),
                    Map.entry("safeguards", "mode, assessment or authorisation"),
                    Map.entry("keeping", "retention, evidenceKeys or masterKey"));

    private NeedsRestart() {}

    /** The names in the file of all parts but the cameras in which the two differ. */
    public static List<String> between(City running, City read) {
        return Arrays.stream(City.class.getRecordComponents())
                .filter(part -> !part.getName().equals("cameras"))
                .filter(part -> !value(part, running).equals(value(part, read)))
                .map(part -> IN_THE_FILE.getOrDefault(part.getName(), part.getName()))
                .distinct()
                .toList();
    }

    private static Object value(RecordComponent part, City of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a part of a city can be read", e);
        }
    }
}
