/**
 * Published weights, fetched once into a folder of the user's: {@link io.github.hdecomp.weights.download.Downloads} resumes,
 * verifies and puts files in place. Nothing is fetched unless it is asked for.
 */
@NullMarked
package io.github.hdecomp.weights.download;

import org.jspecify.annotations.NullMarked;
