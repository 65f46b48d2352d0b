package org.pukar.server.channel;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pukar.server.store.Alert;
import tools.jackson.databind.json.JsonMapper;

/** An alert as JSON; docs/manual/channels.md lists every name. */
final class AlertJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private AlertJson() {}

    /** In UTF-8. The same alert gives the same bytes. */
    static byte[] write(Alert alert, ZoneId zone) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", alert.id().toString());
        all.put("incident", alert.incident().toString());
        all.put("kind", alert.kind().name());
        all.put("status", alert.status().name());
        all.put("rank", alert.rank().name());
        all.put("certainty", Cap.certainty(alert));
        all.put("at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(alert.at().atZone(zone)));
        all.put("headline", AlertWords.headline(alert));
        all.put("notice", AlertWords.NOT_GROUNDS);
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("name", alert.site());
        site.put("latitude", alert.place().latitude());
        site.put("longitude", alert.place().longitude());
        all.put("site", site);
        all.put("station", alert.station());
        alert.sentTo().ifPresent(target -> all.put("sentTo", target));
        List<String> earlier =
                alert.earlier().stream().map(Alert.Earlier::id).map(UUID::toString).toList();
        all.put("references", earlier);
        return JSON.writeValueAsString(all).getBytes(StandardCharsets.UTF_8);
    }

    /** A text as it stands between the quotes of a JSON text. */
    static String escaped(String text) {
        String quoted = JSON.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
