package io.github.hdecomp.tree;

import io.github.hdecomp.image.Preprocessing;
import java.util.Optional;

/**
 * What a tree was made of: enough to recompute it.
 *
 * @param model the network's name
 * @param weightsSha256 of the weights as float32 little-endian in the order of the network's parameters
 * @param inputSha256 of the preprocessed input as float32 little-endian
 * @param preprocessing how the picture became the input; empty if the input was given as a tensor
 * @param options how the tree was grown, with the taps that were used
 * @param backend what computed, with versions
 * @param version of this library
 */
public record Provenance(
        String model,
        String weightsSha256,
        String inputSha256,
        Optional<Preprocessing> preprocessing,
        Options options,
        String backend,
        String version) {}
