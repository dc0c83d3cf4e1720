/**
 * Slates for the asking: requests that come without a click, the rules of the places where slates
 * are shown, and guests who turn out to be users. Front ends write these records, the recommend
 * step reads them. Start with {@link io.riffle.schema.ask.SlateRequest}.
 */
@NullMarked
package io.riffle.schema.ask;

import org.jspecify.annotations.NullMarked;
