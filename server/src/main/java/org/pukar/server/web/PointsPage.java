package org.pukar.server.web;

import java.util.List;
import org.pukar.server.point.PointWatch;
import org.pukar.server.store.PointStore;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** All panic points: where they are, when each was pressed, tried and heard, what was refused. */
@Controller
class PointsPage {
    private static final int LATEST_REFUSED = 20;

    private final PointWatch watch;
    private final PointStore store;

    PointsPage(PointWatch watch, PointStore store) {
        this.watch = watch;
        this.store = store;
    }

    @GetMapping("/points")
    String page(Model model) {
        table(model);
        return "points";
    }

    @GetMapping("/points/table")
    String table(Model model) {
        model.addAttribute("points", watch.statuses());
        model.addAttribute("refused", store.refusals(LATEST_REFUSED));
        return "points :: table";
    }

    /** A point on the map. */
    record Pin(String id, String name, double latitude, double longitude, boolean down) {}

    @GetMapping("/points/pins.json")
    @ResponseBody
    List<Pin> pins() {
        return watch.statuses().stream()
                .map(
                        s ->
                                new Pin(
                                        s.point().id(),
                                        s.point().name(),
                                        s.point().place().latitude(),
                                        s.point().place().longitude(),
                                        s.down()))
                .toList();
    }
}
