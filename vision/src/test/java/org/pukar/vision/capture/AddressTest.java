package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.CaptureException;
import org.pukar.camera.CaptureException.Code;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "rtsp://camera/1, RTSP_TCP, rtsp://camera/1",
        "RTSPS://camera/1, RTSP_TCP, RTSPS://camera/1",
        "rtsp+udp://camera/1, RTSP_UDP, rtsp://camera/1",
        "http://camera/video, HTTP, http://camera/video",
        "https://camera/video, HTTP, https://camera/video",
        "/dev/video0, DEVICE, /dev/video0",
        "/, FOLDER, /",
        "street.mp4, FILE, street.mp4",
    })
    void knowsWhatASourceIs(String source, Address.Kind kind, String url) {
        Address address = Address.of(source);
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(address.url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtsp://camera:554/a@b | rtsp://camera:554/a@b",
                "rtsp://me:secret@camera:554/1 | rtsp://camera:554/1",
                "rtsp+udp://me:secret@camera/1 | rtsp+udp://camera/1",
                "rtsp://secret@camera/1 | rtsp://camera/1",
                "rtsp://me:se@secret@camera/1 | rtsp://camera/1",
                "rtsp://me:secret/secret@camera/1 | rtsp://camera/1",
                "rtsp://me:s@secret/secret@camera/1 | rtsp://camera/1",
                "rtsp://me:secret?#secret@camera/1 | rtsp://camera/1",
                "rtps://me:secret@camera/1 | rtps://camera/1",
                "rtsp:/me:secret@camera/1 | rtsp:/camera/1",
                "' rtsp://me:secret@camera/1' | ' rtsp://camera/1'",
                "http://camera/v.cgi?user=secret&pwd=secret&c=1"
                        + " | http://camera/v.cgi?user=***&pwd=***&c=1",
                "rtsp://camera/user=secret&password=secret&channel=1"
                        + " | rtsp://camera/user=***&password=***&channel=1",
                "rtsp://camera/1?Token=secret | rtsp://camera/1?Token=***",
            })
    void neverShowsAPassword(String source, String shown) {
        assertThat(Address.of(source).shown()).isEqualTo(shown).doesNotContain("secret");
    }

    @Test
    void saysHowToFindAMissingV4l2Camera() {
        CaptureException thrown =
                catchThrowableOfType(
                        CaptureException.class, () -> Address.of("/dev/video9").files());
        assertThat(thrown)
                .hasMessage(
                        "a V4L2 camera must be there; list them with: ls /dev/video*"
                                + " (/dev/video9)");
        assertThat(thrown.code()).isEqualTo(Code.MISSING);
    }
}
