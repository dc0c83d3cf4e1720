/**
 * The HTTP server, whoever answers behind it: who is let in, how much may be sent, how often, and
 * how errors are told. No request holds a thread while it waits. Start with {@link
 * io.riffle.gateway.http.WebServer}.
 */
@NullMarked
package io.riffle.gateway.http;

import org.jspecify.annotations.NullMarked;
