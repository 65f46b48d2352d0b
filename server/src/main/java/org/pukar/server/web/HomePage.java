package org.pukar.server.web;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Sign-in, and from there to the page of one's role. */
@Controller
class HomePage {
    @GetMapping("/login")
    String login() {
        return "login";
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
