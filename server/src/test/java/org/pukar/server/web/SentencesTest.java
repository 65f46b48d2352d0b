package org.pukar.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
    private final Sentences sentences;

    SentencesTest() throws IOException {
        sentences = new Sentences(new Languages().messageSource());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "control room | नियंत्रण कक्ष",
                "this incident has ended: on scene | यह घटना समाप्त हो चुकी है: मौक़े पर",
                "meera took this incident first | meera ने यह घटना पहले ले ली है",
                "dismissed: laughter or play | ज़रूरत नहीं: हँसी या खेल",
                "dismissed: laughter or play – बच्चे थे | ज़रूरत नहीं: हँसी या खेल – बच्चे थे",
                "can't tell: picture too poor | कह नहीं सकते: तस्वीर साफ़ नहीं",
                "Pink Patrol 1 told to go, 812 m, straight line"
                        + " | Pink Patrol 1 को जाने को कहा गया, 812 मी, सीधी रेखा में",
                "expression from Gate, to Clock Tower | चेहरे का भाव: Gate, to Clock Tower",
                "BLIND until 2026-01-01T10:00:00Z | कुछ नहीं दिखा, 2026-01-01T10:00:00Z तक"
            })
    void aSentenceOfTheServerIsSaidInHindi(String english, String hindi) {
        assertThat(sentences.in(Locale.forLanguageTag("hi"), english)).isEqualTo(hindi);
        assertThat(sentences.in(Locale.ENGLISH, english)).isEqualTo(english);
        assertThat(sentences.in(Locale.forLanguageTag("ur"), english)).isNotEqualTo(english);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "what nobody has translated", "{0}", "a\nb"})
    void anythingElseStaysAsItIs(String english) {
        assertThat(sentences.in(Locale.forLanguageTag("ur"), english)).isEqualTo(english);
    }
}
