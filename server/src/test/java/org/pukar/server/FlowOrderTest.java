package org.pukar.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Frame;

/** A package is a stage; it imports only earlier stages. */
class FlowOrderTest {
    private static final String ROOT = "org.pukar.";
    private static final List<String> FLOW =
            List.of(
                    "base",
                    "camera",
                    "cue",
                    "evidence",
                    "incident",
                    "routing",
                    "vision.gpu",
                    "vision.capture",
                    "vision.net",
                    "vision.face",
                    "vision.expression",
                    "vision.hand",
                    "vision.mask",
                    "vision.pipeline",
                    "vision.fitness",
                    "vision.watch",
                    "vision.worker",
                    "server.settings",
                    "server.roads",
                    "server.authorisation",
                    "server.store",
                    "server.clock",
                    "server.audit",
                    "server.backup",
                    "server.export",
                    "server.desk",
                    "server.worker",
                    "server.drill",
                    "server.point",
                    "server.channel",
                    "server.figures",
                    "server.breach",
                    "server.sign",
                    "server.signin",
                    "server.web",
                    "server.evaluate",
                    "server.labelled",
                    "server.alarms",
                    "server.installer",
                    "server.command",
                    "server");
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.pukar");

    @Test
    void noStageImportsALaterStage() {
        for (int i = 0; i < FLOW.size() - 1; i++) {
            String[] later =
                    FLOW.stream().skip(i + 1L).map(stage -> ROOT + stage).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + FLOW.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasAPlaceInTheFlow() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName().substring(ROOT.length())))
                .containsOnly(FLOW.toArray(String[]::new));
        assertThat(FLOW)
                .allSatisfy(stage -> assertThat(CLASSES.containPackage(ROOT + stage)).isTrue());
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("org.pukar.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theServersOwnPackageHoldsOnlyMain() {
        assertThat(CLASSES.stream().filter(c -> c.getPackageName().equals("org.pukar.server")))
                .extracting(JavaClass::getSimpleName)
                .filteredOn(name -> !name.equals("package-info"))
                .containsExactly("Main");
    }

    @Test
    void coreIsPlainJava() {
        classes()
                .that()
                .resideInAnyPackage(
                        FLOW.stream().limit(6).map(stage -> ROOT + stage).toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "net.sf.geographiclib..",
                        "org.locationtech.jts..",
                        ROOT + "base",
                        ROOT + "camera",
                        ROOT + "cue",
                        ROOT + "evidence",
                        ROOT + "incident",
                        ROOT + "routing")
                .check(CLASSES);
    }

    /** An unmasked picture is looked at by the stages that read it and by nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"rgb", "luma", "copy"})
    void onlyVisionTouchesPixelsThatAreNotMasked(String method) {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "vision..", ROOT + "camera")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "the target is Frame." + method + "()",
                                call ->
                                        call.getTarget().getOwner().isEquivalentTo(Frame.class)
                                                && call.getTarget().getName().equals(method)))
                .check(CLASSES);
    }

    /** Core's steps take their time from the data; no wall clock below the server. */
    @Test
    void coreHasNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        FLOW.stream().limit(6).map(stage -> ROOT + stage).toArray(String[]::new))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }
}
