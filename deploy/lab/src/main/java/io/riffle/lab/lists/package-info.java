/**
 * Lists to train and test rerankers on: those of a file, and those of a simulated world whose truth
 * is known. With each list comes what an order of it is worth, where anybody knows. Start with
 * {@link io.riffle.lab.lists.ListSource}.
 */
@NullMarked
package io.riffle.lab.lists;

import org.jspecify.annotations.NullMarked;
