package org.pukar.server.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.Worker;
import tools.jackson.databind.json.JsonMapper;

/** What a worker leaves out is named, not stumbled over. */
class WorkerWordsTest {
    @Test
    void aWorkerSaysAllOfItsWords() {
        assertThatThrownBy(() -> JsonMapper.shared().readValue("{\"name\":\"h/0\"}", Worker.class))
                .hasMessageContaining("must each be 1 to 200 characters, got none");
    }

    @Test
    void aReportSaysWhoseItIs() {
        assertThatThrownBy(() -> JsonMapper.shared().readValue("{}", Report.class))
                .hasMessageContaining("a report must say which worker speaks");
    }
}
