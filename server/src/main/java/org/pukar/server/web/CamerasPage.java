package org.pukar.server.web;

import org.pukar.server.watch.Watch;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The engineer's page: how every camera does. No picture is shown here. */
@Controller
class CamerasPage {
    private final Watch watch;

    CamerasPage(Watch watch) {
        this.watch = watch;
    }

    @GetMapping("/cameras")
    String page(Model model) {
        return table(model).replace(" :: table", "");
    }

    @GetMapping("/cameras/table")
    String table(Model model) {
        model.addAttribute("cameras", watch.statuses());
        return "cameras :: table";
    }
}
