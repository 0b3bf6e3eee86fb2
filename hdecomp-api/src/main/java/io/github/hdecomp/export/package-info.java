/**
 * Evidence trees as files: {@link io.github.hdecomp.export.JsonExporter} and its
 * {@link io.github.hdecomp.export.JsonReader}, {@link io.github.hdecomp.export.DotExporter},
 * {@link io.github.hdecomp.export.TextExporter}; to look at, {@link io.github.hdecomp.export.HtmlExporter} and
 * {@link io.github.hdecomp.export.PyramidExporter}. The same tree gives the same bytes in every locale.
 */
@NullMarked
package io.github.hdecomp.export;

import org.jspecify.annotations.NullMarked;
