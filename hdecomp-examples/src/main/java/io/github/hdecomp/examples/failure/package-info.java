/**
 * The story of a failure: a picture that a network gets wrong, the part that misled it, found in the evidence tree, and the
 * occlusion of that part, which repairs the decision (Cheng et al., Fig. 11). {@link
 * io.github.hdecomp.examples.failure.FailureSearch} finds one, {@link io.github.hdecomp.examples.failure.FailureFolder} tells it.
 */
@NullMarked
package io.github.hdecomp.examples.failure;

import org.jspecify.annotations.NullMarked;
