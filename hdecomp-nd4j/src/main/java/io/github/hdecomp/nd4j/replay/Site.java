package io.github.hdecomp.nd4j.replay;

import java.util.List;

/**
 * Decisions at one cell of a layer.
 *
 * @param layer the layer's number
 * @param y the row
 * @param x the column
 * @param channels the channels that are read
 */
record Site(int layer, int y, int x, List<Integer> channels) {}
