package io.github.hdecomp.analysis;

/**
 * What a result was found with: enough to find it again.
 *
 * @param analysis the name of the experiment
 * @param options the experiment with its options
 * @param model the network's name
 * @param weightsSha256 of the weights as float32 little-endian in the order of the network's parameters
 * @param images the name of the set of pictures
 * @param pictures how many there are, those that failed included
 * @param backend what computed, with versions
 * @param version of this library
 */
public record AnalysisProvenance(
        String analysis,
        Object options,
        String model,
        String weightsSha256,
        String images,
        int pictures,
        String backend,
        String version) {}
