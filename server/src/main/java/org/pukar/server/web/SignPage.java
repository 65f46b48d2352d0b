package org.pukar.server.web;

import org.pukar.server.settings.City;
import org.pukar.server.sign.Sign;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The sign for a site, for the engineer to print. Its addresses are those of this console. */
@Controller
class SignPage {
    private final City city;

    SignPage(City city) {
        this.city = city;
    }

    @GetMapping("/signs/{site}.pdf")
    ResponseEntity<byte[]> sign(
            @PathVariable String site, @RequestParam(defaultValue = "A4") Sign.Size size) {
        City.Site place =
                city.sites().stream()
                        .filter(s -> s.id().equals(site))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String address = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("pukar-" + site + "-" + size + ".pdf")
                                .build()
                                .toString())
                .body(Sign.at(city.name(), site, place.name(), address).pdf(size));
    }
}
