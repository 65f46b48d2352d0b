import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks an export of Pukar without Pukar, with Java 17 or later and nothing else:
 *
 * <pre>java VerifyExport.java BUNDLE [--signer FINGERPRINT] [--unpack FOLDER]</pre>
 *
 * The passphrase is read from the environment variable PUKAR_PASSPHRASE, else from the terminal. FINGERPRINT is the
 * SHA-256 of the public key that Pukar printed; have it told to you by another way than the bundle came. Without it
 * the check says only that the bundle was not changed since whoever made it signed it. Exit code 0: all holds; 1: not.
 */
public class VerifyExport {
    private static final int MOST_ROUNDS = 10_000_000;

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        String bundle = "";
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--") && i + 1 < arguments.length) {
                options.put(arguments[i], arguments[++i]);
            } else {
                bundle = arguments[i];
            }
        }
        if (bundle.isEmpty()) {
            System.err.println("usage: java VerifyExport.java BUNDLE [--signer FINGERPRINT] [--unpack FOLDER]");
            System.exit(2);
        }
        try {
            verify(Path.of(bundle), options);
        } catch (Refused | java.security.GeneralSecurityException | IllegalArgumentException e) {
            System.out.println("REFUSED: " + (e instanceof Refused ? e.getMessage() : "the bundle was changed: " + e.getMessage()));
            System.exit(1);
        }
    }

    private static class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    private static void verify(Path file, Map<String, String> options) throws Exception {
        byte[] all = Files.readAllBytes(file);
        int end = endOfHead(all);
        String head = new String(all, 0, end, StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOfRange(all, end + 1, all.length);
        int at = head.lastIndexOf("signature: ");
        if (!head.startsWith("PUKAR-EXPORT 1\n") || at < 0) {
            throw new Refused("this is no export of Pukar, form 1");
        }
        String signed = head.substring(0, at);
        Map<String, String[]> lines = new HashMap<>();
        for (String line : head.split("\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0 && lines.put(line.substring(0, colon), line.substring(colon + 2).split(" ")) != null) {
                throw new Refused("a line of the head stands twice");
            }
        }
        for (String name : new String[] {"made", "kdf", "cipher", "signer", "signature"}) {
            if (!lines.containsKey(name)) {
                throw new Refused("the head has no line " + name);
            }
        }
        expect(lines.get("signer"), "Ed25519", 2);
        expect(lines.get("kdf"), "PBKDF2WithHmacSHA256", 3);
        expect(lines.get("cipher"), "AES-256-GCM", 2);
        byte[] key = base64(lines.get("signer")[1]);
        checkSignature(key, signed, sealed, base64(lines.get("signature")[0]));
        String fingerprint = sha256(key);
        System.out.println("made: " + lines.get("made")[0]);
        System.out.println("signed with the key of fingerprint " + fingerprint);
        String wanted = options.get("--signer");
        if (wanted == null) {
            System.out.println("NOT CHECKED: whose key this is; give --signer FINGERPRINT, as told by another way");
        } else if (!wanted.equalsIgnoreCase(fingerprint)) {
            throw new Refused("signed with another key than the one named: " + fingerprint);
        }
        byte[] zip = open(lines, signed, sealed);
        Map<String, byte[]> parts = parts(zip);
        checkHashes(parts);
        if (options.containsKey("--unpack")) {
            unpack(parts, Path.of(options.get("--unpack")));
        }
        System.out.println("ALL HOLDS: " + parts.size() + " parts, unchanged since they were exported");
    }

    /** The head ends with an empty line. */
    private static int endOfHead(byte[] all) throws Refused {
        for (int i = 1; i < Math.min(all.length, 10_000); i++) {
            if (all[i] == '\n' && all[i - 1] == '\n') {
                return i;
            }
        }
        throw new Refused("this is no export of Pukar, form 1");
    }

    private static void expect(String[] line, String first, int length) throws Refused {
        if (line.length != length || !line[0].equals(first)) {
            throw new Refused("the head must say " + first + ", it says " + String.join(" ", line));
        }
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static String sha256(byte[] text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    }

    private static void checkSignature(byte[] key, String head, byte[] sealed, byte[] signature) throws Exception {
        PublicKey signer = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(signer);
        check.update(head.getBytes(StandardCharsets.UTF_8));
        check.update(sealed);
        if (!check.verify(signature)) {
            throw new Refused("the signature does not hold: the bundle was changed");
        }
    }

    private static byte[] open(Map<String, String[]> lines, String head, byte[] sealed) throws Exception {
        int rounds = Integer.parseInt(lines.get("kdf")[1]);
        if (rounds < 100_000 || rounds > MOST_ROUNDS) {
            throw new Refused("the head names " + rounds + " rounds");
        }
        PBEKeySpec spec = new PBEKeySpec(passphrase(), base64(lines.get("kdf")[2]), rounds, 256);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, base64(lines.get("cipher")[1])));
        cipher.updateAAD(head.getBytes(StandardCharsets.UTF_8));
        try {
            return cipher.doFinal(sealed);
        } catch (javax.crypto.AEADBadTagException e) {
            throw new Refused("it does not open: another passphrase, or the bundle was changed");
        }
    }

    private static char[] passphrase() throws Refused {
        String variable = System.getenv("PUKAR_PASSPHRASE");
        if (variable != null) {
            return variable.toCharArray();
        }
        if (System.console() == null) {
            throw new Refused("no passphrase: set PUKAR_PASSPHRASE, or run this in a terminal");
        }
        return System.console().readPassword("passphrase: ");
    }

    private static Map<String, byte[]> parts(byte[] zip) throws Exception {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                in.transferTo(text);
                if (parts.put(entry.getName(), text.toByteArray()) != null) {
                    throw new Refused("a part stands twice: " + entry.getName());
                }
            }
        }
        return parts;
    }

    /** Every part but the report is in the report, and nothing else is. */
    private static void checkHashes(Map<String, byte[]> parts) throws Exception {
        byte[] report = parts.get("hashes.txt");
        if (report == null) {
            throw new Refused("there is no hash report");
        }
        Map<String, String> named = new HashMap<>();
        for (String line : new String(report, StandardCharsets.UTF_8).split("\n")) {
            named.put(line.substring(66), line.substring(0, 64));
        }
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            String name = part.getKey();
            if (!name.equals("hashes.txt")) {
                String hash = sha256(part.getValue());
                if (!hash.equals(named.remove(name))) {
                    throw new Refused("the hash report does not hold: " + name);
                }
                System.out.println(hash + "  " + name);
            }
        }
        if (!named.isEmpty()) {
            throw new Refused("parts of the hash report are missing: " + named.keySet());
        }
    }

    private static void unpack(Map<String, byte[]> parts, Path folder) throws Exception {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            Path file = folder.resolve(part.getKey()).normalize();
            if (!file.startsWith(folder.normalize())) {
                throw new Refused("a part leads out of the folder: " + part.getKey());
            }
            Files.createDirectories(file.getParent());
            Files.write(file, part.getValue());
        }
        System.out.println("unpacked into " + folder);
    }
}
