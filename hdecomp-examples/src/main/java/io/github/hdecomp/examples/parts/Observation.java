package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.scenes.SceneClass;

/**
 * One number taken of one picture.
 *
 * @param question what was explained
 * @param measure what was measured
 * @param method of whom
 * @param stage where
 * @param scene the picture's index
 * @param sceneClass its class
 * @param value from 0 to 1, from -1 for differences; NaN where it is undefined, such as the share of no evidence
 * @param chance what evidence at random places would have on average
 */
public record Observation(
        Question question,
        Measure measure,
        String method,
        String stage,
        long scene,
        SceneClass sceneClass,
        double value,
        double chance) {}
