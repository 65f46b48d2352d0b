package org.pukar.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;

/** The order of the flow goes on into this module, which knows no server and holds no frame. */
class ClusterOrderTest {
    private static final String ROOT = "org.pukar.cluster";
    private static final List<String> FLOW =
            List.of(".settings", ".desk", ".split", ".source", ".sink", ".job", ".command", "");
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

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
        slices().matching("org.pukar.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageHasAPlaceInTheFlow() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName().substring(ROOT.length())))
                .containsOnly(FLOW.toArray(String[]::new));
    }

    @Test
    void aWorkerBringsNoServer() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.pukar.base",
                        "org.pukar.camera",
                        "org.pukar.evidence",
                        "org.pukar.vision.gpu",
                        "org.pukar.vision.net", // a model that is not the one of its card
                        "org.pukar.vision.capture", // how a camera is opened
                        "org.pukar.vision.pipeline",
                        "org.pukar.vision.mask",
                        "org.pukar.vision.watch",
                        "org.pukar.vision.worker",
                        ROOT + "..",
                        "org.apache.flink..",
                        "tools.jackson..",
                        "org.yaml.snakeyaml..",
                        "picocli..",
                        "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void noFrameIsHeldHere() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Frame.class).check(CLASSES);
    }

    /** The jar that is submitted is thin: Flink and all else lie in the cluster's lib folder. */
    @Test
    void flinkIsProvided() throws Exception {
        String pom =
                Files.readString(
                        Path.of(System.getProperty("pukar.home", "..")).resolve("cluster/pom.xml"));
        assertThat(pom.split("<groupId>org.apache.flink</groupId>", -1).length - 1)
                .isEqualTo(pom.split("<scope>provided</scope>", -1).length - 1)
                .isPositive();
        assertThat(pom).doesNotContain("shade", "assembly");
    }
}
