/**
 * The two models, one definition each for training and serving; new rows of the backbone a second
 * time, in plain Java, held to the first by the laws of increment and batch.
 */
@NullMarked
package io.riffle.model;

import org.jspecify.annotations.NullMarked;
