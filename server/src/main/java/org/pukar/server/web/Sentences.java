package org.pukar.server.web;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;

/**
 * English sentences of the server, as rules make them and the database keeps them, in the reader's
 * language.
 *
 * <p>A message whose key starts with {@code said.} holds such a sentence in its English file, with
 * {@code {0}}, {@code {1}} for what differs; its Hindi and Urdu say the same. What differs is
 * translated in turn where it is a known word of its own. A sentence that no message holds stays
 * English.
 */
final class Sentences {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\d}");

    /** Words of enums, by class: see {@link PageModel#plain}. */
    private static final Pattern WORD = Pattern.compile("[A-Z]\\w+\\.[A-Z_]+");

    private record Sentence(String key, Pattern english, int literal) {}

    private final MessageSource messages;
    private final List<Sentence> sentences;

    Sentences(MessageSource messages) throws IOException {
        this.messages = messages;
        this.sentences =
                Languages.names()
                        .map(name -> ResourceBundle.getBundle("i18n/" + name, Locale.ROOT))
                        .flatMap(Sentences::of)
                        .sorted(Comparator.comparingInt(Sentence::literal).reversed())
                        .toList();
    }

    private static Stream<Sentence> of(ResourceBundle english) {
        return english.keySet().stream()
                .filter(key -> key.startsWith("said.") || WORD.matcher(key).matches())
                .map(key -> sentence(key, english.getString(key)));
    }

    private static Sentence sentence(String key, String english) {
        StringBuilder pattern = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(english);
        int from = 0;
        while (parameter.find()) {
            pattern.append(Pattern.quote(english.substring(from, parameter.start())))
                    .append("(.+)");
            from = parameter.end();
        }
        pattern.append(Pattern.quote(english.substring(from)));
        int literal = PARAMETER.matcher(english).replaceAll("").length();
        return new Sentence(key, Pattern.compile(pattern.toString(), Pattern.DOTALL), literal);
    }

    /** The same in that language; the English where no message holds it. */
    String in(Locale language, String english) {
        if (language.getLanguage().equals("en") || english.isBlank()) {
            return english;
        }
        for (Sentence sentence : sentences) {
            Matcher match = sentence.english().matcher(english);
            if (match.matches()) {
                Object[] differs = new Object[match.groupCount()];
                for (int i = 0; i < differs.length; i++) {
                    differs[i] = isolated(language, in(language, match.group(i + 1)));
                }
                return messages.getMessage(sentence.key(), differs, language);
            }
        }
        return english;
    }

    /** A Latin name or path within Urdu keeps its own order, by Unicode's isolates. */
    private static String isolated(Locale language, String text) {
        return language.getLanguage().equals("ur") ? "\u2068" + text + "\u2069" : text;
    }
}
