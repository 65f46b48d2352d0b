package org.pukar.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked wrongly is said in a sentence, and nothing is left running. */
class ClusterCommandTest {
    private static final LocalCluster.Size ONE = new LocalCluster.Size(1, 1, 256);

    @TempDir private Path folder;

    private static String said(String... arguments) {
        StringWriter err = new StringWriter();
        int code = ClusterCommand.line().setErr(new PrintWriter(err, true)).execute(arguments);
        assertThat(code).isNotZero();
        assertThat(err.toString()).doesNotContain("\tat ");
        return err.toString();
    }

    @Test
    void anAddressWithoutItsSchemeIsRefused() {
        assertThat(said("status", "--at", "manager:8081"))
                .contains("--at must be an address such as http://manager:8081, got manager:8081");
    }

    @Test
    void settingsThatAreNotThereAreRefusedBeforeAnythingStarts() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef");
        assertThat(said("up", "--config", folder + "/none.yaml", "--key-file", key.toString()))
                .contains("--config must be a file that can be read", "none.yaml");
    }

    @Test
    void aPortThatIsNoneOrTakenIsRefusedBeforeAnythingStarts() throws Exception {
        assertThatThrownBy(() -> LocalCluster.start(ONE, folder, "", 99_999))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("--port must be in [0, 65535], got 99999");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalCluster.start(ONE, folder, "", taken.getLocalPort()))
                    .isInstanceOf(FailedException.class)
                    .hasMessageContaining("--port must be free");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
