package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.SignInSettings;
import org.pukar.server.settings.Tls;

/** The console over https with real certificates, exchanged while it runs. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path folder;

    private Tls files() {
        return new Tls(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    }

    /** Makes a certificate with the JDK's own tool and writes both files. */
    private void make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-validity",
                                "2",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        Files.writeString(
                files().key(), pem("PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded()));
        Files.writeString(
                files().certificate(), pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes),
                        kind);
    }

    /** Takes any certificate: which one it is is what the test looks at. */
    private static SSLContext anyone() throws Exception {
        X509TrustManager all =
                new X509TrustManager() {
                    @Override
                    public void checkClientTrusted(X509Certificate[] chain, String type) {}

                    @Override
                    public void checkServerTrusted(X509Certificate[] chain, String type) {}

                    @Override
                    public X509Certificate[] getAcceptedIssuers() {
                        return new X509Certificate[0];
                    }
                };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {all}, null);
        return context;
    }

    private static SSLSocket connect(int port) throws Exception {
        return (SSLSocket) anyone().getSocketFactory().createSocket("127.0.0.1", port);
    }

    private static String shown(int port) throws Exception {
        try (SSLSocket socket = connect(port)) {
            socket.startHandshake();
            Certificate first = socket.getSession().getPeerCertificates()[0];
            return ((X509Certificate) first).getSubjectX500Principal().getName();
        }
    }

    @Test
    void theConsoleSpeaksHttpsAndTakesACertificateThatIsExchanged() throws Exception {
        make("first");
        var city =
                TestCity.in(folder.resolve("data"))
                        .with(SignInSettings.passwords(), Optional.of(files()));
        try (RunningPukar pukar = RunningPukar.start(city, Optional.empty())) {
            assertThat(pukar.address()).startsWith("https://");
            int port = URI.create(pukar.address()).getPort();
            assertThat(shown(port)).isEqualTo("CN=first");

            HttpsURLConnection page =
                    (HttpsURLConnection)
                            URI.create(pukar.address() + "/login").toURL().openConnection();
            page.setSSLSocketFactory(anyone().getSocketFactory());
            assertThat(page.getResponseCode()).isEqualTo(200);
            assertThat(page.getHeaderField("Strict-Transport-Security"))
                    .contains("max-age=31536000");
            assertThat(page.getHeaderField("Set-Cookie"))
                    .startsWith("__Host-session=")
                    .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Strict");
            HttpsURLConnection hindi =
                    (HttpsURLConnection)
                            URI.create(pukar.address() + "/login?lang=hi").toURL().openConnection();
            hindi.setSSLSocketFactory(anyone().getSocketFactory());
            assertThat(hindi.getHeaderFields().get("Set-Cookie"))
                    .isNotEmpty()
                    .allSatisfy(c -> assertThat(c).contains("Secure"));

            try (SSLSocket old = connect(port)) {
                old.setEnabledProtocols(new String[] {"TLSv1.2"});
                old.startHandshake();
                assertThat(old.getSession().getProtocol()).isEqualTo("TLSv1.2");
            }
            assertThatThrownBy(
                            () -> {
                                try (SSLSocket older = connect(port)) {
                                    older.setEnabledProtocols(new String[] {"TLSv1.1"});
                                    older.startHandshake();
                                }
                            })
                    .isInstanceOf(SSLHandshakeException.class);

            make("second");
            Instant until = Instant.now().plus(Duration.ofSeconds(60));
            while (shown(port).equals("CN=first") && Instant.now().isBefore(until)) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            assertThat(shown(port)).isEqualTo("CN=second");
        }
    }
}
