package org.pukar.server.command;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real browser, Debian's chromium, with a window for each person. */
final class Console implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright =
            Playwright.create(
                    new Playwright.CreateOptions()
                            .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser =
            playwright
                    .chromium()
                    .launch(
                            new BrowserType.LaunchOptions()
                                    .setExecutablePath(CHROMIUM)
                                    .setArgs(
                                            List.of(
                                                    "--headless",
                                                    "--no-sandbox",
                                                    "--disable-gpu",
                                                    "--disable-quic",
                                                    "--no-first-run",
                                                    "--disable-background-networking",
                                                    "--disable-component-update",
                                                    "--disable-sync")));
    private final String address;

    Console(String address) {
        this.address = address;
    }

    static boolean available() {
        return Files.isExecutable(CHROMIUM);
    }

    Page signIn(String name, String password, int width, int height) {
        BrowserContext window =
                browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        Page page = window.newPage();
        page.navigate(address + "/");
        page.fill("input[name=username]", name);
        page.fill("input[name=password]", password);
        page.click("button[type=submit]");
        return page;
    }

    /** A page for whoever has not signed in, in a browser of that language. */
    Page open(String path, int width, int height, String language) {
        Page page =
                browser.newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, height)
                                        .setLocale(language))
                        .newPage();
        page.navigate(address + path);
        return page;
    }

    /** Keeps a picture of a page where the build was asked to: -Dpukar.screenshots=FOLDER. */
    static void picture(Page page, String name) {
        String folder = System.getProperty("pukar.screenshots", "");
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
