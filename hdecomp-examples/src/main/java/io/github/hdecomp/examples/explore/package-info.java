/**
 * The explorer: a local web application in which a person walks down the evidence of a decision.
 * {@link io.github.hdecomp.examples.explore.Explorer} is the server; the page is in the resources beside this package; the
 * interface between them is {@code docs/explorer-api.json}.
 *
 * <p>Nothing that a client sends becomes a path, is evaluated, or decides how much memory is taken: uploads, pixels, nodes,
 * recorded passes and waiting requests are bounded by {@link io.github.hdecomp.examples.explore.Limits}.
 */
@NullMarked
package io.github.hdecomp.examples.explore;

import org.jspecify.annotations.NullMarked;
