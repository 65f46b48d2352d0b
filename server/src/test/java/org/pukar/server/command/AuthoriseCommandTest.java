package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command from the key to the withdrawal, as it is typed. */
class AuthoriseCommandTest {
    private static final String SETTINGS =
            """
            city: {name: Nadipur, timeZone: Asia/Kolkata, ground: Order 14, owner: City police}
            stations: [{id: st, name: Station, place: [26.72, 80.86]}]
            sites:
              - id: s
                name: Site
                kind: BUS_STOP
                place: [26.72, 80.86]
                cameras: [{id: gate, name: Gate, source: "rtsp://me:secret@127.0.0.1:1/v"}]
            """;

    @TempDir Path folder;

    private Ran authorise(String... arguments) {
        List<String> all = new ArrayList<>(List.of("authorise"));
        all.addAll(List.of(arguments));
        return Ran.of(all.toArray(String[]::new));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Ran sign(String key, String purpose, LocalDate expires) {
        return authorise(
                "sign",
                "gate",
                "--config",
                file("city.yaml").toString(),
                "--key",
                file(key).toString(),
                "--signer",
                "A. Commissioner",
                "--purpose",
                purpose,
                "--zone",
                "0 0, 0.2 0, 0.2 1, 0 1",
                "--sign-photo",
                file("sign.jpg").toString(),
                "--sign-languages",
                "en,hi",
                "--sign-place",
                "on the pole at the shelter",
                "--expires",
                expires.toString(),
                "--out",
                file("gate.authorisation").toString());
    }

    @Test
    void fromTheKeyToTheWithdrawal() throws Exception {
        String config = file("city.yaml").toString();
        LocalDate soon = LocalDate.now(ZoneOffset.UTC).plusDays(20);
        String purpose = "see whether someone waiting at the bus stop after dark asks for help";
        Files.write(file("sign.jpg"), new byte[] {1, 2, 3});
        Files.writeString(file("city.yaml"), SETTINGS);

        Ran key = authorise("key", file("signer.key").toString(), "--name", "A. Commissioner");
        assertThat(key.code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("signer.key"))))
                .isEqualTo("rw-------");
        assertThat(String.join("\n", key.out()))
                .doesNotContain(Files.readString(file("signer.key")).strip());
        assertThat(authorise("key", file("signer.key").toString(), "--name", "x").err())
                .contains("a key is never written over");
        assertThat(sign("signer.key", purpose, soon).err())
                .contains("got A. Commissioner; they name nobody");

        String settings = String.join("\n", key.out().subList(1, key.out().size()));
        Files.writeString(file("city.yaml"), SETTINGS + settings + "\n");
        authorise("key", file("other.key").toString(), "--name", "A. Commissioner");
        assertThat(sign("other.key", purpose, soon).err())
                .contains(
                        "this one was changed, or signed with another key than the settings name");
        assertThat(sign("signer.key", "public safety", soon).err())
                .contains("safety alone is not specific enough (EDPB Guidelines 3/2019)");
        assertThat(sign("signer.key", purpose, soon.plusYears(1)).err())
                .contains("must expire after it was signed and within 12 months");
        Files.writeString(file("cut.key"), Files.readString(file("signer.key")).substring(0, 20));
        assertThat(sign("cut.key", purpose, soon).err())
                .contains("a signer's private key must be one line of base64, whole")
                .doesNotContain(Files.readString(file("cut.key")));

        Ran signed = sign("signer.key", purpose, soon);
        assertThat(signed.err()).isEmpty();
        String text = Files.readString(file("gate.authorisation"));
        assertThat(text).contains("source: rtsp://127.0.0.1:1/v\n").doesNotContain("secret");

        assertThat(json(config).get(0).get("why").asString())
                .contains("there is no authorisation for it");
        Files.writeString(file("torn.authorisation"), text.substring(0, text.length() / 2));
        Ran several =
                authorise(
                        "add",
                        file("none").toString(),
                        file("torn.authorisation").toString(),
                        file("gate.authorisation").toString(),
                        "--config",
                        config);
        assertThat(several.out())
                .as("one that is refused keeps no other out")
                .singleElement()
                .asString()
                .startsWith("camera gate may be opened until ");
        assertThat(several.code()).isEqualTo(1);
        assertThat(several.err())
                .contains(
                        "pukar: the authorisation must be a file that can be read as text, found"
                                + " none at ",
                        "torn.authorisation: an authorisation must be signed, this one has no"
                                + " line");
        JsonNode shown = json(config).get(0);
        assertThat(shown.get("allowed").asBoolean()).isTrue();
        assertThat(shown.get("purpose").asString()).isEqualTo(purpose);
        assertThat(shown.get("endsSoon").asBoolean()).as("it ends in 20 days").isTrue();

        assertThat(authorise("withdraw", "gaet", "--why", "x", "--config", config).err())
                .contains(
                        "CAMERA must be a camera's id in the settings, got gaet; did you mean"
                                + " gate?");
        assertThat(
                        authorise(
                                        "withdraw",
                                        "gate",
                                        "--why",
                                        "the sign is gone",
                                        "--config",
                                        config)
                                .code())
                .isZero();
        assertThat(json(config).get(0).get("why").asString())
                .contains("its authorisation was withdrawn at");
    }

    private JsonNode json(String config) {
        Ran ran = authorise("show", "--json", "--config", config);
        assertThat(ran.err()).isEmpty();
        return JsonMapper.shared().readTree(ran.out().get(ran.out().size() - 1));
    }
}
