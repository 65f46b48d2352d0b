package org.pukar.server.safeguard;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests named, {@code org.pukar.OneTest#holds}, in a process of their own, says what is
 * red, and leaves with 0 only where all are green.
 */
final class RunTests {
    /** Java itself leaves with 1 or 2. */
    static final int RED = 10;

    private static final int NONE = 11;

    private RunTests() {}

    public static void main(String[] names) throws Exception {
        PrintStream out = System.out;
        List<DiscoverySelector> chosen = new ArrayList<>();
        for (String name : names) {
            String[] parts = name.split("#", 2);
            Class<?> type = Class.forName(parts[0]);
            if (parts.length == 1) {
                chosen.add(selectClass(type));
            } else {
                Method method =
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(m -> m.getName().equals(parts[1]))
                                .findFirst()
                                .orElseThrow();
                chosen.add(selectMethod(type, method));
            }
        }
        SummaryGeneratingListener heard = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request().selectors(chosen).build(), heard);
        TestExecutionSummary summary = heard.getSummary();
        for (TestExecutionSummary.Failure failure : summary.getFailures()) {
            String place =
                    failure.getTestIdentifier().getSource().map(Object::toString).orElse("?");
            out.println(
                    "\nRED\t" // others leave their last line open
                            + failure.getTestIdentifier().getDisplayName()
                            + "\t"
                            + place
                            + "\t"
                            + String.valueOf(failure.getException()).replaceAll("\\s+", " "));
        }
        out.flush();
        boolean none = summary.getTestsSucceededCount() == 0;
        // Without the hooks: ONNX Runtime does not survive its own.
        Runtime.getRuntime().halt(!summary.getFailures().isEmpty() ? RED : none ? NONE : 0);
    }
}
