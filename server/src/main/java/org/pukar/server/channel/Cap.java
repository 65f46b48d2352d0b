package org.pukar.server.channel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Alert;
import org.pukar.server.store.Alert.Kind;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * An alert as a CAP 1.2 message, elements in the schema's order
 * (docs.oasis-open.org/emergency/cap/v1.2).
 */
final class Cap {
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    /** Always with the offset, never "Z": CAP 1.2, 3.3.2. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    /** A site is a street corner or a stop; our choice. */
    private static final double RADIUS_KILOMETERS = .1;

    private final String sender;
    private final String senderName;
    private final ZoneId zone;

    /**
     * For one city.
     *
     * @param city its name, which names the sender
     * @param zone for the times in messages
     */
    Cap(String city, ZoneId zone) {
        String name = city.replaceAll("[^\\p{L}\\p{N}\\p{M}]+", "-").replaceAll("^-|-$", "");
        this.sender = "pukar." + (name.isEmpty() ? "city" : name.toLowerCase(Locale.ROOT));
        this.senderName = legal("Pukar, " + city);
        this.zone = zone;
    }

    /**
     * How sure anybody can be: an expression is never above Possible and a sign never above Likely
     * before a named person looked and confirmed; who asks in person is Observed.
     */
    static String certainty(Alert alert) {
        if (alert.confirmed()) {
            return "Observed";
        }
        return switch (alert.rank()) {
            case REQUEST -> "Observed";
            case SIGN -> "Likely";
            case EXPRESSION -> "Possible";
        };
    }

    /** The message, not signed yet. */
    Document write(Alert alert) {
        Document document = empty();
        Element root = document.createElementNS(NAMESPACE, "alert");
        // Said here and not first when it is written: the signature covers it.
        root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns", NAMESPACE);
        document.appendChild(root);
        add(root, "identifier", alert.id().toString());
        add(root, "sender", sender);
        add(root, "sent", time(alert.at()));
        add(root, "status", capitalised(alert.status().name()));
        add(root, "msgType", messageType(alert));
        add(root, "scope", "Restricted");
        add(root, "restriction", "For the police and emergency services that it was sent to");
        if (!alert.earlier().isEmpty()) {
            add(root, "references", references(alert));
        }
        add(root, "incidents", alert.incident().toString());
        root.appendChild(info(document, alert));
        return document;
    }

    private Element info(Document document, Alert alert) {
        Element info = document.createElementNS(NAMESPACE, "info");
        add(info, "language", "en");
        add(info, "category", "Security");
        add(info, "event", AlertWords.event(alert));
        add(info, "responseType", responseType(alert));
        add(info, "urgency", urgency(alert));
        add(info, "severity", looksCertain(alert) ? "Severe" : "Unknown");
        add(info, "certainty", certainty(alert));
        add(info, "senderName", senderName);
        add(info, "headline", AlertWords.headline(alert));
        add(info, "description", AlertWords.description(alert));
        add(info, "instruction", AlertWords.NOT_GROUNDS);
        addParameter(info, "rank", alert.rank().name());
        addParameter(info, "kind", alert.kind().name());
        addParameter(info, "station", alert.station());
        alert.sentTo().ifPresent(target -> addParameter(info, "sentTo", target));
        Element area = document.createElementNS(NAMESPACE, "area");
        add(area, "areaDesc", alert.site());
        add(
                area,
                "circle",
                String.format(
                        Locale.ROOT,
                        "%.6f,%.6f %.3f",
                        alert.place().latitude(),
                        alert.place().longitude(),
                        RADIUS_KILOMETERS));
        info.appendChild(area);
        return info;
    }

    private static boolean looksCertain(Alert alert) {
        return alert.confirmed() || alert.rank() == Rank.REQUEST;
    }

    private static String messageType(Alert alert) {
        if (alert.earlier().isEmpty()) {
            return "Alert";
        }
        return alert.kind() == Kind.WITHDRAWN ? "Cancel" : "Update";
    }

    private static String responseType(Alert alert) {
        if (alert.kind() == Kind.WITHDRAWN || alert.kind() == Kind.CLOSED) {
            return "AllClear";
        }
        if (looksCertain(alert)) {
            return "Execute";
        }
        return alert.rank() == Rank.SIGN ? "Prepare" : "Assess";
    }

    private static String urgency(Alert alert) {
        if (alert.kind() == Kind.WITHDRAWN || alert.kind() == Kind.CLOSED) {
            return "Past";
        }
        if (looksCertain(alert)) {
            return "Immediate";
        }
        return alert.rank() == Rank.SIGN ? "Expected" : "Unknown";
    }

    /** As the standard wants them: sender,identifier,sent, apart by blanks. */
    private String references(Alert alert) {
        return alert.earlier().stream()
                .map(earlier -> sender + "," + earlier.id() + "," + time(earlier.at()))
                .collect(Collectors.joining(" "));
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private static void addParameter(Element info, String name, String value) {
        Element parameter = info.getOwnerDocument().createElementNS(NAMESPACE, "parameter");
        add(parameter, "valueName", name);
        add(parameter, "value", value);
        info.appendChild(parameter);
    }

    private static void add(Element parent, String name, String text) {
        Element element = parent.getOwnerDocument().createElementNS(NAMESPACE, name);
        element.setTextContent(legal(text));
        parent.appendChild(element);
    }

    /** Without characters that XML 1.0 can't hold, and without line breaks. */
    private static String legal(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .map(c -> c < 0x20 || c == 0x7f ? ' ' : c)
                .filter(c -> !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String capitalised(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Document empty() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java can make an XML document", e);
        }
    }
}
