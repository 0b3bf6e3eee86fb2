/**
 * Many pictures at once: where they come from, an {@link io.github.hdecomp.data.ImageSet}, and how they are gone through, a
 * {@link io.github.hdecomp.data.BulkRun}. Pictures are read when they are needed and in a stable order.
 */
@NullMarked
package io.github.hdecomp.data;

import org.jspecify.annotations.NullMarked;
