package io.riffle.lab.files;

import io.riffle.training.lists.ListSample;

/**
 * A list of a file.
 *
 * @param utility what showing each candidate is worth, per candidate; empty when the file does not
 *     say
 */
public record FileList(ListSample sample, float[] utility) {}
