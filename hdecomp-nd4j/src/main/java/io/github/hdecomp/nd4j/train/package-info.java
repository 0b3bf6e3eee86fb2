/**
 * Training of small networks: {@link io.github.hdecomp.nd4j.train.Trainer} takes a
 * {@link io.github.hdecomp.model.ModelSpec} and pictures with labels ({@link io.github.hdecomp.nd4j.train.TrainingSet}), and
 * gives {@link io.github.hdecomp.model.Weights}, with which a {@link io.github.hdecomp.spi.Backend} builds a model whose
 * decisions can be explained.
 */
@NullMarked
package io.github.hdecomp.nd4j.train;

import org.jspecify.annotations.NullMarked;
