/**
 * Experiments on whole data sets, each in one file: what it does is a record of options, what it finds an
 * {@link io.github.hdecomp.analysis.AnalysisResult}. They follow Section 4 of Cheng et al., "Deeply Explain CNN via Hierarchical
 * Decomposition" (arXiv 2201.09205); where the paper leaves something open, the reading taken is said and the other one is an
 * option.
 *
 * <p>Results are written as JSON by {@link io.github.hdecomp.analysis.AnalysisJson} and as Markdown by
 * {@link io.github.hdecomp.analysis.AnalysisMarkdown}; {@link io.github.hdecomp.analysis.Figure}s say what to plot.
 */
@NullMarked
package io.github.hdecomp.analysis;

import org.jspecify.annotations.NullMarked;
