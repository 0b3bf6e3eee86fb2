package io.github.hdecomp.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A sequence of named pictures, some or all of them with a class. Pictures are read one by one when they are asked for, by
 * several threads at once if need be; their order is the same every time.
 */
public interface ImageSet {

    /**
     * What to call the set in results.
     *
     * @return such as the path of a folder
     */
    String name();

    /**
     * The number of pictures.
     *
     * @return 0 or more
     */
    int size();

    /**
     * What is known of a picture before it is read.
     *
     * @param index its number, from 0
     * @return its name and class
     */
    ImageEntry entry(int index);

    /**
     * Reads a picture.
     *
     * @param index its number, from 0
     * @return the picture
     * @throws IOException if it cannot be read or is damaged; names it
     */
    BufferedImage read(int index) throws IOException;

    /**
     * A random part of this set, in its order.
     *
     * @param count how many pictures; all if there are not more
     * @param seed the same seed chooses the same pictures
     * @return the part
     */
    default ImageSet sample(int count, long seed) {
        if (count >= size()) {
            return this;
        }
        int[] order = IntStream.range(0, size()).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, order.length);
            int chosen = order[other];
            order[other] = order[i];
            order[i] = chosen;
        }
        List<Integer> chosen = IntStream.of(order).limit(count).sorted().boxed().toList();
        return part(chosen);
    }

    /**
     * Some pictures of this set, in its order.
     *
     * @param wanted which, by number
     * @return the part
     */
    default ImageSet filter(IntPredicate wanted) {
        return part(IntStream.range(0, size()).filter(wanted).boxed().toList());
    }

    /**
     * Some pictures of this set, of which as much is known as in this set.
     *
     * @param chosen which, by number
     * @return the part, in the order of the numbers
     */
    default ImageSet part(List<Integer> chosen) {
        return new Subset(this, chosen);
    }
}
