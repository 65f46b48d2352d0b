package org.pukar.server.web;

import org.pukar.server.worker.Workers;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.fitness.FitnessMap;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Watched;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The engineer's page: how every camera does. No picture is shown here. */
@Controller
class CamerasPage {
    private final Watched watch;
    private final Workers workers;
    private final PageModel everywhere;

    CamerasPage(Watched watch, Workers workers, PageModel everywhere) {
        this.watch = watch;
        this.workers = workers;
        this.everywhere = everywhere;
    }

    @GetMapping("/cameras")
    String page(Model model) {
        return table(model).replace(" :: table", "");
    }

    @GetMapping("/cameras/table")
    String table(Model model) {
        model.addAttribute("cameras", watch.statuses());
        model.addAttribute("elsewhere", workers.elsewhere());
        model.addAttribute("workers", workers);
        return "cameras :: table";
    }

    @GetMapping("/cameras/{id}/fitness")
    String fitness(@PathVariable String id, Model model) {
        Fitness fitness =
                watch.fitness(id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute(
                "camera",
                watch.statuses().stream()
                        .map(CameraStatus::camera)
                        .filter(camera -> camera.id().equals(id))
                        .findFirst()
                        .orElseThrow());
        model.addAttribute("fitness", fitness);
        model.addAttribute("map", FitnessMap.svg(fitness, "", everywhere::say));
        return "fitness";
    }
}
