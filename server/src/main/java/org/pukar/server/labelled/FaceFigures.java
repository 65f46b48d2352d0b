package org.pukar.server.labelled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.pukar.cue.Abstention;
import org.pukar.cue.FaceReading;
import org.pukar.server.evaluate.Share;

/**
 * What labelled pictures came to. All but the first shares are of pictures that were read.
 *
 * @param of how many pictures were looked at, by label
 * @param found of all pictures, those in which a face was found
 * @param abstained of those, the ones that were not read
 * @param why the abstentions by reason
 * @param accuracy of those read, the ones whose likeliest class is the label
 * @param fearArea area under the ROC curve of the probability of fear, FEAR against all others
 * @param fearRecall share of FEAR above a score that 1 % of the others pass
 * @param distressArea of the distress score, FEAR against all but SADNESS
 * @param confusion shape {7, 9}: label, then the classes in the labels' order, abstained, not found
 */
public record FaceFigures(
        Map<Label, Integer> of,
        Share found,
        Share abstained,
        Map<Abstention, Integer> why,
        Share accuracy,
        Optional<Estimate> fearArea,
        Optional<Estimate> fearRecall,
        Optional<Estimate> distressArea,
        Optional<Estimate> distressRecall,
        Optional<Estimate> calibrationError,
        Optional<Estimate> brier,
        List<List<Integer>> confusion,
        List<Scores.Bin> bins,
        List<Scores.Risk> risks) {
    /** The share of false positives at which recall is told. */
    public static final double FALSE_POSITIVES = .01;

    static final int ABSTAINED = Label.values().length;
    static final int NOT_FOUND = ABSTAINED + 1;

    /** Counts answers. */
    public static FaceFigures of(List<Answer> answers) {
        Map<Label, Integer> of = new EnumMap<>(Label.class);
        Map<Abstention, Integer> why = new EnumMap<>(Abstention.class);
        Integer[][] confusion = new Integer[Label.values().length][NOT_FOUND + 1];
        Arrays.stream(confusion).forEach(row -> Arrays.fill(row, 0));
        List<Scores.Judged> judged = new ArrayList<>();
        List<Scores.Scored> fear = new ArrayList<>();
        List<Scores.Scored> distress = new ArrayList<>();
        int found = 0;
        for (Answer answer : answers) {
            of.merge(answer.label(), 1, Integer::sum);
            found += answer.reading().isPresent() ? 1 : 0;
            answer.reading()
                    .flatMap(FaceReading::abstention)
                    .ifPresent(a -> why.merge(a, 1, Integer::sum));
            Optional<Scores.Judged> read =
                    answer.probabilities().map(p -> new Scores.Judged(p, answer.label().place()));
            read.ifPresent(judged::add);
            int column =
                    read.map(Scores.Judged::answer)
                            .orElse(answer.reading().isPresent() ? ABSTAINED : NOT_FOUND);
            confusion[answer.label().place()][column]++;
            answer.reading()
                    .flatMap(FaceReading::expression)
                    .ifPresent(
                            e -> {
                                fear.add(new Scores.Scored(e.fear(), answer.label() == Label.FEAR));
                                if (answer.label() != Label.SADNESS) {
                                    distress.add(
                                            new Scores.Scored(
                                                    e.distress(), answer.label() == Label.FEAR));
                                }
                            });
        }
        ToDoubleFunction<List<Scores.Scored>> recall =
                rows -> Scores.recallAt(rows, FALSE_POSITIVES);
        return new FaceFigures(
                of,
                new Share(found, answers.size()),
                new Share(found - judged.size(), found),
                why,
                new Share(judged.stream().filter(Scores.Judged::right).count(), judged.size()),
                Estimate.of(fear, Scores::auc),
                Estimate.of(fear, recall).map(r -> r.atLeastAsWideAs(ofPositives(r, fear))),
                Estimate.of(distress, Scores::auc),
                Estimate.of(distress, recall).map(r -> r.atLeastAsWideAs(ofPositives(r, distress))),
                Estimate.of(judged, Scores::calibrationError),
                Estimate.of(judged, Scores::brier),
                Arrays.stream(confusion).map(List::of).toList(),
                Scores.bins(judged),
                Scores.risks(judged, answers.size()));
    }

    /** A recall as a share of so many: where all are found, every resample finds all. */
    private static Share ofPositives(Estimate recall, List<Scores.Scored> rows) {
        long positives = rows.stream().filter(Scores.Scored::positive).count();
        return new Share(Math.round(recall.value() * positives), positives);
    }

    /** How many pictures there were. */
    public int pictures() {
        return of.values().stream().mapToInt(Integer::intValue).sum();
    }
}
