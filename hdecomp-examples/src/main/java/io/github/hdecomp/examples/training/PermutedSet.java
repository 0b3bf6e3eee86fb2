package io.github.hdecomp.examples.training;

import io.github.hdecomp.nd4j.train.TrainingSet;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pictures of another set's first epoch, the same in all epochs, with the labels of others: there is nothing to learn but
 * each picture by heart. What a network that has learned them looks at says nothing of the classes (the data randomisation
 * of Adebayo et al. 2018, arXiv 1810.03292).
 */
public final class PermutedSet implements TrainingSet {
    private final TrainingSet pictures;
    private final List<Integer> labels;

    /**
     * Permutes the labels.
     *
     * @param pictures a set; each class has as many pictures as before
     * @param seed the same seed gives the same permutation
     */
    public PermutedSet(TrainingSet pictures, long seed) {
        this.pictures = pictures;
        List<Integer> shuffled =
                IntStream.range(0, pictures.size()).mapToObj(pictures::label).collect(Collectors.toList());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            shuffled.set(i, shuffled.set(other, shuffled.get(i)));
        }
        this.labels = List.copyOf(shuffled);
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Tensor picture(int index, int epoch) {
        return pictures.picture(index, 0);
    }

    @Override
    public int label(int index) {
        return labels.get(index);
    }
}
