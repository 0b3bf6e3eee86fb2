/**
 * Many pictures at once: where they come from, an {@link io.github.hdecomp.data.ImageSet}, and how they are gone through, a
 * {@link io.github.hdecomp.data.BulkRun}. Pictures are read when they are needed and in a stable order.
 * Of an {@link io.github.hdecomp.data.ObjectSet} it is known where the objects are: {@link io.github.hdecomp.data.PascalVoc} and
 * {@link io.github.hdecomp.data.Coco} have boxes, {@link io.github.hdecomp.data.MaskedImages} outlines.
 */
@NullMarked
package io.github.hdecomp.data;

import org.jspecify.annotations.NullMarked;
