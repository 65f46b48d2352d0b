package org.pukar.server.export;

import java.time.Instant;
import org.pukar.server.store.IncidentStore.Kept;

/**
 * A draft of the certificate that section 63(4)(c) of India's Bharatiya Sakshya Adhiniyam, 2023,
 * asks for. It states only what Pukar itself knows; all else is left to be filled in by the people
 * who sign it.
 */
final class CertificateDraft {
    private static final String BLANK = "______________________________";

    private CertificateDraft() {}

    static String text(
            Kept kept, int pictures, String report, String version, String by, Instant now) {
        return """
        DRAFT. Not a certificate until the people named in it have checked, filled in and signed it. Compare it with
        the form in the Schedule to the Act; where they differ, the Schedule holds.

        CERTIFICATE under section 63(4)(c), Bharatiya Sakshya Adhiniyam, 2023

        PART A: to be filled in by the party

        I, %1$s (name), son/daughter/spouse of %1$s,
        residing/employed at %1$s, do hereby solemnly affirm and sincerely state and
        submit as follows:

        I have produced electronic record/output of the digital record taken from the following device/digital
        record source (tick): [ ] Computer/Storage Media  [ ] DVR  [ ] Mobile  [ ] Flash Drive  [ ] CD/DVD
        [ ] Server  [ ] Cloud  [ ] Other: %1$s
        Make and model: %1$s    Colour: %1$s
        Serial number: %1$s
        IMEI/UIN/UID/MAC/Cloud ID, as applicable: %1$s
        and any other relevant information about the device/digital record: as below.

        The digital device or the digital record source was under the lawful control for regularly creating,
        storing or processing information for the purposes of carrying out regular activities, and during this
        period the computer or the communication device was working properly and the relevant information was
        regularly fed into the computer during the ordinary course of business. If the computer/digital device
        at any point of time was not working properly or out of operation, then it has not affected the
        electronic/digital record or its accuracy. The digital device or the source of the digital record is:
        [ ] Owned  [ ] Maintained  [ ] Managed  [ ] Operated by me (tick what applies).

        I state that the HASH value/s of the electronic/digital record/s, obtained through the algorithm
        [ ] SHA1  [x] SHA256  [ ] MD5  [ ] Other: ________ , are those of the hash report below.

        Name and signature: %1$s    Date: ____________  Time (IST): ________  Place: ____________

        PART B: to be filled in by the expert

        I, %1$s (name), son/daughter/spouse of %1$s,
        residing/employed at %1$s, do hereby solemnly affirm and sincerely state and
        submit that the produced electronic record/output of the digital record are obtained from the following
        device/digital record source (tick and fill in as in Part A): %1$s

        I state that the HASH value/s of the electronic/digital record/s, obtained through the algorithm
        [ ] SHA1  [ ] SHA256  [ ] MD5  [ ] Other: ________ , are: %1$s

        Name, designation and signature: %1$s
        Date: ____________  Time (IST): ________  Place: ____________

        WHAT PUKAR ITSELF STATES, for those who fill this in
        Software: Pukar %2$s. Export made %3$s, by the account or person named %4$s.
        Incident: %5$s, opened %6$s. Masked pictures: %7$d.
        Each picture was sealed with AES-256-GCM, bound to incident, signal, camera, time and its SHA-256, and
        opened for this export; a changed one would not have opened.
        Not stated, because Pukar does not know it: the make and serial numbers of cameras and computers, whether
        their clocks were right, who controlled them.

        HASH REPORT (SHA-256 of each part)
        %8$s\
        """
                .formatted(
                        BLANK,
                        version,
                        now,
                        by,
                        kept.incident().id(),
                        kept.incident().openedAt(),
                        pictures,
                        report);
    }
}
