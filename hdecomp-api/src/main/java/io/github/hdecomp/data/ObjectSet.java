package io.github.hdecomp.data;

import io.github.hdecomp.tensor.Extent;
import java.io.IOException;
import java.util.List;

/** Pictures of which it is known where their objects are. */
public interface ObjectSet extends ImageSet {

    /**
     * The names of the classes.
     *
     * @return in the order of class ids
     */
    List<String> classes();

    /**
     * The objects of a picture, class by class.
     *
     * @param index the picture's number, from 0
     * @param size the picture's size in pixels
     * @return in ascending order of class ids; empty if there are none
     * @throws IOException if what is known of the picture cannot be read or does not fit it; names the file
     */
    List<ClassArea> objects(int index, Extent size) throws IOException;

    @Override
    default ObjectSet part(List<Integer> chosen) {
        return new ObjectSubset(this, chosen);
    }
}
