package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import java.util.Optional;

/** A layer that can be computed in the epilogue of the one before it. */
public interface Follower extends Elementwise {

    /**
     * The epilogue of the layer before with this one behind it.
     *
     * @param epilogue of the layer before
     * @return the extended epilogue, or empty if it has done what this layer has to come before
     */
    Optional<Epilogue> appendTo(Epilogue epilogue);
}
