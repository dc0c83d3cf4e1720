/**
 * The edge: what other programs send and read, protobuf or JSON, to and from plain records. A
 * message that breaks a rule is refused with its reason before anything else sees it. Generated
 * classes are known here and nowhere else.
 *
 * <p>Start with {@link Wire}; {@link LetterCut} makes a dead letter small enough for its topic.
 */
@NullMarked
package io.riffle.schema.wire;

import org.jspecify.annotations.NullMarked;
