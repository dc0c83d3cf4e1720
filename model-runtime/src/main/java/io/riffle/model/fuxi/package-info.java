/**
 * The backbone: FuxiBeta, from item rows and times of a history to one unit vector for each
 * position. Equations stand here once for a full pass and once for new rows on settled ones, each
 * pair held together by the laws of increment and batch. Serving and training use the same class.
 *
 * <p>Start with {@link FuxiBeta}.
 */
@NullMarked
package io.riffle.model.fuxi;

import org.jspecify.annotations.NullMarked;
