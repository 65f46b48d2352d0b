package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pukar.camera.Permission;
import org.pukar.camera.PrivacyZone;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.authorisation.AuthorisationException;
import org.pukar.server.authorisation.Authorisations;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What each camera may do, on whose word and until when; the privacy officer brings records and
 * withdraws them, and everybody who may open the page can stop a camera. No picture is shown here.
 */
@Controller
class AuthorisationsPage {
    /** The empty frame on which zones are drawn. */
    private static final int WIDE = 160;

    private static final int HIGH = 90;

    private final Authorisations authorisations;
    private final AuditLog audit;

    AuthorisationsPage(Authorisations authorisations, AuditLog audit) {
        this.authorisations = authorisations;
        this.audit = audit;
    }

    @GetMapping("/authorisations")
    String page(Model model, HttpServletRequest request) {
        model.addAttribute("mayRenew", request.isUserInRole("PRIVACY"));
        model.addAttribute("shown", authorisations.list());
        model.addAttribute("drawn", this);
        return "authorisations";
    }

    /** A zone's corners on the frame, as SVG wants them. */
    public String points(PrivacyZone zone) {
        List<String> points =
                zone.corners().stream()
                        .map(
                                c ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                c.x() * WIDE,
                                                c.y() * HIGH))
                        .toList();
        return String.join(" ", points);
    }

    public boolean refused(Authorisations.Shown shown) {
        return shown.permission() instanceof Permission.Refused;
    }

    /** Why nothing is allowed; empty when something is. */
    public String why(Authorisations.Shown shown) {
        return shown.permission() instanceof Permission.Refused refused ? refused.why() : "";
    }

    @PostMapping("/authorisations")
    String add(Principal who, @RequestParam(defaultValue = "") String text, RedirectAttributes to) {
        return done(
                to,
                () -> {
                    String camera = authorisations.add(text, who.getName()).cameraId();
                    log(who, Act.ADDED_AUTHORISATION, camera);
                });
    }

    @PostMapping("/authorisations/{camera}/withdraw")
    String withdraw(
            Principal who,
            @PathVariable String camera,
            @RequestParam(defaultValue = "") String why,
            RedirectAttributes to) {
        return done(
                to,
                () -> {
                    authorisations.withdraw(camera, who.getName(), why);
                    log(who, Act.WITHDREW_AUTHORISATION, camera + ": " + why);
                });
    }

    @PostMapping("/authorisations/{camera}/stop")
    String stop(
            Principal who,
            @PathVariable String camera,
            @RequestParam(defaultValue = "") String why,
            RedirectAttributes to) {
        return done(
                to,
                () -> {
                    authorisations.stop(camera, who.getName(), why);
                    log(who, Act.STOPPED_CAMERA, camera + ": " + why);
                });
    }

    @PostMapping("/authorisations/{camera}/start")
    String start(
            Principal who,
            @PathVariable String camera,
            @RequestParam(defaultValue = "") String why,
            RedirectAttributes to) {
        return done(
                to,
                () -> {
                    authorisations.startAgain(camera, who.getName(), why);
                    log(who, Act.STARTED_CAMERA, camera + ": " + why);
                });
    }

    private void log(Principal who, Act act, String detail) {
        audit.add(who.getName(), act, Optional.empty(), detail);
    }

    /** Something that may be refused in words. */
    private interface Acting {
        void act() throws AuthorisationException;
    }

    private static String done(RedirectAttributes to, Acting acting) {
        try {
            acting.act();
        } catch (AuthorisationException e) {
            to.addFlashAttribute("refusal", e.why());
        }
        return "redirect:/authorisations";
    }
}
