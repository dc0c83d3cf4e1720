/** The two models, one definition each for training and serving. */
@NullMarked
package io.riffle.model;

import org.jspecify.annotations.NullMarked;
