package org.pukar.server.safeguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.vision.mask.Picture;

/**
 * Proof 3: pixels that are not masked never leave {@code vision}. FlowOrderTest says that nothing
 * outside reads a frame's pixels; here stands who may hold a frame at all, and why.
 */
class PixelsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.pukar");

    /** Classes of the server that carry frames from a source to the pipeline, and look at none. */
    private static final Map<String, String> MAY_CARRY_FRAMES =
            Map.of(
                    "evaluate.Truths",
                    "counts a film's frames and takes their size",
                    "labelled.PictureReading",
                    "enlarges a labelled picture before it is read",
                    "drill.KnownFilms",
                    "reads a film of a known exercise, keeps what is masked",
                    "command.FitnessCommand",
                    "watches a camera whose picture is shown masked",
                    "command.ReadTotals",
                    "takes a frame's time",
                    "command.Annotation",
                    "takes a frame's size; draws on what is masked");

    /** Lists of words that never change, and how many cores, and places on a card, are free. */
    private static final Set<String> CONSTANT =
            Set.of(
                    "org.pukar.vision.net.Net.CORES",
                    "org.pukar.vision.net.Batches.CARD",
                    "org.pukar.camera.Authorisation.GENERAL",
                    "org.pukar.vision.capture.Address.STILLS");

    @Test
    void onlyTheseClassesOfTheServerHoldAFrame() {
        assertThat(serversUsing(Frame.class.getName()))
                .containsExactlyInAnyOrderElementsOf(MAY_CARRY_FRAMES.keySet());
    }

    /** The labelled pictures are somebody's own files, read by a command that keeps none. */
    @Test
    void noFaceCropAndNoNetIsInTheServersHands() {
        for (String type :
                Set.of(
                        "org.pukar.vision.face.FaceCrop",
                        "org.pukar.vision.face.Grey",
                        "org.pukar.vision.face.FaceNet",
                        "org.pukar.vision.face.FacePoints",
                        "org.pukar.vision.net.Net",
                        "org.pukar.vision.hand.HandNets",
                        "org.pukar.vision.hand.PalmPixels",
                        "org.pukar.vision.expression.FaceExpression",
                        "org.pukar.vision.capture.DecodedPicture",
                        "org.pukar.vision.capture.Media")) {
            assertThat(serversUsing(type))
                    .as(type)
                    .isSubsetOf("labelled.PictureReading", "command.BenchCamera");
        }
    }

    /** The letters of a printed sign are the one place with float[]. */
    @Test
    void noListOfNumbersGoesThroughTheServer() {
        assertThat(
                        CLASSES.stream()
                                .filter(c -> c.getPackageName().startsWith("org.pukar.server."))
                                .filter(
                                        c ->
                                                Stream.concat(
                                                                c.getMethods().stream()
                                                                        .flatMap(
                                                                                m ->
                                                                                        Stream
                                                                                                .concat(
                                                                                                        m
                                                                                                                .getRawParameterTypes()
                                                                                                                .stream(),
                                                                                                        Stream
                                                                                                                .of(
                                                                                                                        m
                                                                                                                                .getRawReturnType()))),
                                                                c.getFields().stream()
                                                                        .map(JavaField::getRawType))
                                                        .anyMatch(t -> t.getName().equals("[F")))
                                .map(JavaClass::getSimpleName))
                .containsExactly("Ink");
    }

    /** A picture that may be encoded is one that the masks made. */
    @Test
    void onlyTheMasksMakeAPictureOfAFrame() {
        Set<String> makers =
                CLASSES.stream()
                        .flatMap(c -> c.getConstructorCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(Picture.class))
                        .map(call -> call.getOriginOwner().getSimpleName())
                        .collect(Collectors.toSet());
        // Annotation draws on a picture that was masked before; BenchFilms puts rendered people of
        // the samples side by side.
        assertThat(makers).containsExactlyInAnyOrder("Picture", "Annotation", "BenchFilms");
    }

    /**
     * The ring is in memory and nowhere else; VideoWriter writes the masked video of --annotate.
     */
    @Test
    void visionWritesNoFile() {
        noClasses()
                .that()
                .resideInAnyPackage("org.pukar.vision..", "org.pukar.camera", "org.pukar.evidence")
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "the target writes a file",
                                (JavaAccess<?> access) ->
                                        writes(
                                                access.getTargetOwner().getName(),
                                                access.getName())))
                .check(CLASSES);
    }

    private static boolean writes(String type, String name) {
        return switch (type) {
            case "java.nio.file.Files" ->
                    name.matches("write.*|create.*|copy|new(Output|BufferedWriter|ByteChannel).*");
            case "java.io.FileOutputStream",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.nio.channels.FileChannel" ->
                    true;
            default -> false;
        };
    }

    /**
     * What one camera knows no other one learns: nothing that changes is shared by all. Tracks,
     * their numbers, baselines and looks belong to one camera's own objects.
     */
    @Test
    void noCameraSharesWhatItKnowsWithAnother() {
        Stream<JavaField> shared =
                CLASSES.stream()
                        .filter(
                                c ->
                                        c.getPackageName()
                                                .matches(
                                                        "org\\.pukar\\.(camera|cue|evidence|vision\\..*)"))
                        .flatMap(c -> c.getFields().stream())
                        .filter(f -> f.getModifiers().contains(JavaModifier.STATIC))
                        .filter(f -> !f.getName().startsWith("$"))
                        .filter(f -> !CONSTANT.contains(f.getFullName()))
                        .filter(
                                f ->
                                        !f.getModifiers().contains(JavaModifier.FINAL)
                                                || changes(f.getRawType()));
        assertThat(shared.map(JavaField::getFullName)).isEmpty();
    }

    private static boolean changes(JavaClass type) {
        boolean list = type.getName().equals("java.util.List"); // of constants, made by List.of
        return type.getName().startsWith("java.util.concurrent.")
                || type.isAssignableTo(Map.class)
                || (type.isAssignableTo(Collection.class) && !list);
    }

    private static Set<String> serversUsing(String type) {
        return CLASSES.stream()
                .filter(c -> c.getPackageName().startsWith("org.pukar.server."))
                .filter(
                        c ->
                                c.getDirectDependenciesFromSelf().stream()
                                        .anyMatch(
                                                d ->
                                                        d.getTargetClass()
                                                                .getBaseComponentType()
                                                                .getName()
                                                                .replaceFirst("\\$.*", "")
                                                                .equals(type)))
                .map(c -> c.getName().replace("org.pukar.server.", "").replaceFirst("\\$.*", ""))
                .collect(Collectors.toSet());
    }
}
