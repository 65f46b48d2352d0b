package org.pukar.server.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import jakarta.servlet.http.HttpSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.settings.City;
import org.pukar.server.signin.Passwords;
import org.pukar.server.signin.SecondFactors;
import org.pukar.server.signin.Totp;
import org.pukar.server.store.AccountStore;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: another password, a second factor, codes for when its phone is lost. */
@Controller
class AccountPage {
    private static final String OFFERED = "pukar.factor";
    private static final int QR_PIXELS = 240;

    private final City city;
    private final AccountStore accounts;
    private final SecondFactors factors;
    private final Passwords passwords;
    private final AuditLog audit;
    private final InstantSource clock;

    AccountPage(
            City city,
            AccountStore accounts,
            SecondFactors factors,
            Passwords passwords,
            AuditLog audit,
            InstantSource clock) {
        this.city = city;
        this.accounts = accounts;
        this.factors = factors;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/account")
    String page(Model model, Principal who, HttpSession session) {
        boolean has = factors.has(who.getName());
        model.addAttribute("has", has);
        model.addAttribute("own", who instanceof UsernamePasswordAuthenticationToken);
        model.addAttribute("required", city.signIn().secondFactor());
        model.addAttribute("left", has ? factors.recoveryCodesLeft(who.getName()) : 0);
        if (!has) {
            byte[] secret = offered(session);
            String address = address(who.getName(), secret);
            model.addAttribute("secret", Totp.base32(secret).replaceAll("(.{4})", "$1 ").strip());
            model.addAttribute("qr", "data:image/png;base64," + qr(address));
        }
        return "account";
    }

    /** The secret that this session's page shows, until it is set. */
    private static byte[] offered(HttpSession session) {
        if (session.getAttribute(OFFERED) instanceof byte[] secret) {
            return secret;
        }
        byte[] secret = SecondFactors.newSecret();
        session.setAttribute(OFFERED, secret);
        return secret;
    }

    /** As apps read it from a QR code. */
    private String address(String name, byte[] secret) {
        String label =
                URLEncoder.encode("Pukar " + city.name() + ":" + name, StandardCharsets.UTF_8);
        return "otpauth://totp/%s?secret=%s&issuer=Pukar"
                .formatted(label.replace("+", "%20"), Totp.base32(secret));
    }

    private static String qr(String text) {
        try {
            BitMatrix bits =
                    new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, QR_PIXELS, QR_PIXELS);
            BufferedImage picture =
                    new BufferedImage(
                            bits.getWidth(), bits.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < bits.getHeight(); y++) {
                for (int x = 0; x < bits.getWidth(); x++) {
                    picture.setRGB(x, y, bits.get(x, y) ? 0 : 0xffffff);
                }
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            return Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (WriterException | IOException e) {
            throw new IllegalStateException("an address of some 150 characters fits a QR code", e);
        }
    }

    @PostMapping("/account/factor")
    String set(
            @RequestParam String code,
            Principal who,
            HttpSession session,
            RedirectAttributes said) {
        if (factors.has(who.getName())) {
            return refuse("a second factor is there; take it away first", said);
        }
        if (!factors.set(who.getName(), offered(session), code, clock.instant())) {
            return refuse(
                    "this code does not fit; look at the phone's clock, and try the next one",
                    said);
        }
        session.removeAttribute(OFFERED);
        audit.add(who.getName(), Act.SET_SECOND_FACTOR, Optional.empty(), "");
        said.addFlashAttribute("codes", factors.makeRecoveryCodes(who.getName()));
        return "redirect:/account";
    }

    /** Other codes for paper: those before are lost, used up, or were seen by somebody. */
    @PostMapping("/account/recovery")
    String recovery(@RequestParam String code, Principal who, RedirectAttributes said) {
        if (!factors.has(who.getName()) || !factors.accepts(who.getName(), code, clock.instant())) {
            return refuse(
                    "this code does not fit; look at the phone's clock, and try the next one",
                    said);
        }
        said.addFlashAttribute("codes", factors.makeRecoveryCodes(who.getName()));
        return "redirect:/account";
    }

    @PostMapping("/account/factor/remove")
    String remove(@RequestParam String code, Principal who, RedirectAttributes said) {
        if (!factors.has(who.getName()) || !factors.accepts(who.getName(), code, clock.instant())) {
            return refuse(
                    "this code does not fit; look at the phone's clock, and try the next one",
                    said);
        }
        factors.remove(who.getName());
        audit.add(who.getName(), Act.REMOVED_SECOND_FACTOR, Optional.empty(), "");
        return "redirect:/account";
    }

    @PostMapping("/account/password")
    String password(
            @RequestParam String now,
            @RequestParam String next,
            @RequestParam String again,
            Principal who,
            HttpSession session,
            RedirectAttributes said) {
        if (next.length() < Passwords.SHORTEST || next.length() > Passwords.LONGEST) {
            return refuse("a password must have 10 to 256 characters", said);
        }
        if (!next.equals(again)) {
            return refuse("the new password was typed in two ways", said);
        }
        String hash = accounts.find(who.getName()).map(AccountStore.Account::hash).orElse("");
        if (!passwords.matches(now, hash)) {
            audit.add(who.getName(), Act.FAILED_TO_SIGN_IN, Optional.empty(), "");
            return refuse("this is not the password of now", said);
        }
        Instant from = clock.instant();
        accounts.changePassword(who.getName(), passwords.hash(next), from);
        session.setAttribute(SessionBounds.BEGAN, from.plusSeconds(1)); // this session goes on
        audit.add(who.getName(), Act.CHANGED_PASSWORD, Optional.empty(), "");
        said.addFlashAttribute("changed", true);
        return "redirect:/account";
    }

    private static String refuse(String why, RedirectAttributes said) {
        said.addFlashAttribute("refusal", why);
        return "redirect:/account";
    }
}
