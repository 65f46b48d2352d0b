package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.desk.TestCity;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;

/** A drill of a breach by page and by command, on one running Pukar. */
class BreachPageTest {
    @Test
    void aDrillBeginsIsWrittenAboutAndDraftedOnThePageAndByCommand(@TempDir Path data)
            throws Exception {
        try (RunningPukar pukar = RunningPukar.start(TestCity.in(data), Optional.empty())) {
            String hash = new Passwords().hash("correct horse");
            pukar.accounts().add(new Account("dpo", hash, Role.PRIVACY, Optional.empty(), false));
            WebPerson person = new WebPerson(pukar.address());
            assertThat(person.signIn("dpo", "correct horse", "")).isEqualTo("/");
            assertThat(person.get("/breach").body()).contains("There was none");
            person.post("/breach", "/breach", Map.of("known", "2999-01-01T00:00", "drill", "true"));
            assertThat(person.get("/breach").body()).contains("There was none");
            person.post("/breach", "/breach", Map.of("known", "", "drill", "true"));
            String known =
                    java.time.LocalDateTime.now(java.time.ZoneOffset.UTC)
                            .minusHours(7)
                            .withNano(0)
                            .toString();
            person.post("/breach", "/breach", Map.of("known", known, "drill", "true"));
            String page = person.get("/breach").body();
            assertThat(page).contains("1:00 h late", "Drill").doesNotContain("There was none");
            String id = page.replaceAll("(?s).*data-breach=\"([0-9a-f-]{36})\".*", "$1");
            String at = "/breach/" + id;
            person.post(
                    "/breach", at + "/write", Map.of("field", "WHAT", "words", "a <b>disk</b>"));
            person.post("/breach", at + "/sent", Map.of("notice", "CERT_IN"));
            assertThat(person.get("/breach").body()).contains("a &lt;b&gt;disk&lt;/b&gt;", "Sent ");
            assertThat(person.get(at + "/BOARD.txt").body())
                    .contains("DRILL: nothing has happened", "a <b>disk</b>");
            assertThat(person.get(at + "/BOARD.txt").headers().firstValue("content-type"))
                    .hasValueSatisfying(t -> assertThat(t).startsWith("text/plain"));

            String config =
                    "--config="
                            + Files.writeString(
                                    data.resolve("pukar.yaml"),
                                    """
                                    city: {name: Test, timeZone: UTC}
                                    stations: [{id: st, name: Station, place: [26.72, 80.86]}]
                                    sites: [{id: s, name: Site, place: [26.72, 80.86]}]
                                    data: .
                                    """);
            assertThat(String.join("\n", Ran.of("breach", "status", config).out()))
                    .contains(id + " DRILL known since", "CERT_IN", "h late", "h left");
            Ran draft = Ran.of("breach", "draft", id, "PEOPLE", "--by=asha", config);
            assertThat(String.join("\n", draft.out())).contains("To the people concerned");
            Ran begun = Ran.of("breach", "start", "--by=asha", "--drill", config);
            assertThat(begun.code()).as(begun.err()).isZero();
            assertThat(begun.out().get(0)).contains(" DRILL known since ", ", by asha");
            assertThat(Ran.of("breach", "start", "--by=asha", "--known=x", config).err())
                    .contains("--known must be a time such as");
            assertThat(
                            pukar.database()
                                    .jdbc()
                                    .sql(
                                            "select person || ' ' || act from audit where act like"
                                                    + " '%BREACH' or act in ('SENT_NOTICE',"
                                                    + " 'EXPORTED') order by id")
                                    .query(String.class)
                                    .list())
                    .containsExactly(
                            "dpo STARTED_BREACH",
                            "dpo WROTE_OF_BREACH",
                            "dpo SENT_NOTICE",
                            "dpo EXPORTED",
                            "dpo EXPORTED",
                            "asha EXPORTED",
                            "asha STARTED_BREACH");
        }
    }
}
