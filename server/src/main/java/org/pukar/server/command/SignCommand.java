package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pukar.base.NearestName;
import org.pukar.server.settings.City;
import org.pukar.server.sign.Sign;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar sign}: the sign for a site, to be printed. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description =
                "Write the sign for a site as a PDF, in Hindi, English and Urdu, with a QR code.")
final class SignCommand implements Callable<Integer> {
    @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

    @Parameters(paramLabel = "SITE", description = "The site's id in the settings.")
    private String site = "";

    @Option(
            names = "--address",
            required = true,
            paramLabel = "URL",
            description = "Where people reach Pukar's pages, such as https://pukar.example.org.")
    private String address = "";

    @Option(names = "--size", description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
    private Sign.Size size = Sign.Size.A4;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The PDF.")
    private Path out = Path.of("sign.pdf");

    @Override
    public Integer call() {
        City city = options.city();
        List<String> ids = city.sites().stream().map(City.Site::id).toList();
        if (!ids.contains(site)) {
            throw new FailedException(
                    "a site must be one of the settings, got "
                            + site
                            + NearestName.of(site, ids).map(n -> "; is it " + n + "?").orElse(""));
        }
        if (!address.matches("https?://[^\\s/?#]+/?")) {
            throw new FailedException(
                    "--address must be like https://pukar.example.org, got " + address);
        }
        try {
            Sign sign = Sign.at(city.name(), site, city.site(site).name(), address);
            Files.write(out, sign.pdf(size));
        } catch (IllegalArgumentException e) {
            throw new FailedException(e);
        } catch (IOException e) {
            throw new FailedException("the sign can't be written: " + e.getMessage());
        }
        System.out.println("wrote " + out + ", " + size);
        return 0;
    }
}
