/**
 * Data files on disk: events, items, users, lists and histories as CSV or JSON lines, gzip by
 * content, columns by name. A bad row is told and passed over, up to a limit. Start with {@link
 * io.riffle.lab.files.EventFile}.
 */
@NullMarked
package io.riffle.lab.files;

import org.jspecify.annotations.NullMarked;
