package io.github.hdecomp.data;

import java.util.OptionalInt;

/**
 * What is known of a picture before it is read.
 *
 * @param name what to call it in results and messages; unique within its set
 * @param label its class, from 0; empty if it is not known
 */
public record ImageEntry(String name, OptionalInt label) {}
