package org.pukar.server.channel;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.pukar.server.settings.Channel;
import org.pukar.server.store.Alert;

/** A letter in plain text; its Message-ID is the alert's, so that a repeat can be told. */
final class MailCarrier implements Carrier {
    private final Channel.Mail mail;
    private final Optional<String> password;
    private final int timeoutMillis;
    private final Session session;
    private final ZoneId zone;

    MailCarrier(Channel.Mail mail, Duration timeout, Optional<String> password, ZoneId zone) {
        this.mail = mail;
        this.password = password;
        this.timeoutMillis = (int) timeout.toMillis();
        this.zone = zone;
        Properties wanted = new Properties();
        String millis = Integer.toString(timeoutMillis);
        wanted.put("mail.smtp.host", mail.host());
        wanted.put("mail.smtp.port", Integer.toString(mail.port()));
        wanted.put("mail.smtp.connectiontimeout", millis);
        wanted.put("mail.smtp.timeout", millis);
        wanted.put("mail.smtp.writetimeout", millis);
        wanted.put("mail.smtp.starttls.enable", Boolean.toString(mail.startTls()));
        wanted.put("mail.smtp.starttls.required", Boolean.toString(mail.startTls()));
        wanted.put("mail.smtp.ssl.checkserveridentity", "true");
        wanted.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        wanted.put("mail.smtp.auth", Boolean.toString(mail.user().isPresent()));
        this.session = Session.getInstance(wanted);
    }

    @Override
    public void send(Outgoing outgoing) throws DeliveryException {
        try (Transport transport = session.getTransport("smtp")) {
            Message message = message(outgoing.alert());
            if (mail.user().isPresent()) {
                transport.connect(mail.user().get(), password.orElse(""));
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new DeliveryException(mail.host() + " did not take the letter", e);
        }
    }

    private Message message(Alert alert) throws MessagingException {
        MimeMessage message = new Named(session, "<" + alert.id() + "@pukar>");
        message.setFrom(new InternetAddress(mail.sender()));
        for (String to : mail.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
        }
        message.setSubject(
                "[Pukar] " + AlertWords.plain(AlertWords.headline(alert)),
                StandardCharsets.UTF_8.name());
        message.setText(text(alert), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(alert.at()));
        message.setHeader("X-Pukar-Alert", alert.id().toString());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private String text(Alert alert) {
        return """
        %s

        %s

        Place: %s (%s, %s)
        Time: %s
        Certainty: %s
        Incident: %s
        Alert: %s
        """
                .formatted(
                        AlertWords.plain(AlertWords.headline(alert)),
                        AlertWords.NOT_GROUNDS,
                        AlertWords.plain(alert.site()),
                        alert.place().latitude(),
                        alert.place().longitude(),
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT)
                                .format(alert.at().atZone(zone)),
                        Cap.certainty(alert),
                        alert.incident(),
                        alert.id());
    }

    /** A letter whose Message-ID is given, not drawn by chance. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    /** Listens to the greeting and leaves. */
    @Override
    public void probe() throws DeliveryException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(mail.host(), mail.port()), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String greeting = String.valueOf(in.readLine());
            if (!greeting.startsWith("220")) {
                throw new DeliveryException(mail.host() + " must greet with 220, it did not");
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new DeliveryException(mail.host() + " can't be reached", e);
        }
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
