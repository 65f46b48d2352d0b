package org.pukar.server.web;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Sign-in, and from there to the page of one's role. */
@Controller
class HomePage {
    private final Optional<ProviderSignIn> provider;

    HomePage(Optional<ProviderSignIn> provider) {
        this.provider = provider;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("provider", provider.map(ProviderSignIn::name));
        return "login";
    }

    /** Whoever comes here was not sent on to the provider: it does not answer, or there is none. */
    @GetMapping("/oauth2/authorization/{id}")
    String noProvider() {
        return "redirect:/login?provider";
    }

    @GetMapping("/")
    String home(Authentication who) {
        String role = who.getAuthorities().iterator().next().getAuthority();
        return switch (String.valueOf(role)) {
            case "ROLE_OFFICER" -> "redirect:/officer";
            case "ROLE_ENGINEER" -> "redirect:/cameras";
            case "ROLE_PRIVACY" -> "redirect:/authorisations";
            default -> "redirect:/desk";
        };
    }

    /** For a supervisor of processes: answers as soon as pages do. */
    @GetMapping("/health")
    @ResponseBody
    String health() {
        return "ok";
    }
}
