package io.riffle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose name a caller may use, and what an address says. No brokers are needed for it. */
class AddressRulesTest {

    private static Gateway gateway;
    private static RawCaller caller;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(GatewaySettings.local("127.0.0.1:1", 0, false));
        caller = new RawCaller(gateway.port());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.evil.example",
                "127.0.0.1.evil.example:80",
                "localhost.evil.example",
                "[::2]"
            })
    void withoutTokensNobodyCallsUnderAnotherName(String host) throws IOException {
        assertThat(caller.begin("GET /v1/users/u/slate HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:80", "[::1]:80"})
    void thisMachineIsCalledByAnyOfItsNames(String host) throws IOException {
        assertThat(
                        caller.begin(
                                "GET /health/live HTTP/1.1\r\nConnection: close\r\nHost: "
                                        + host
                                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where=label=%22100%%22",
                "100%=1",
                "where=price%",
                "where=%+1",
                "where=%zz",
                "where=caf%E9",
                "where=%C3"
            })
    void aParameterThatCannotBeDecodedIsRefused(String query) throws IOException {
        assertThat(caller.get("/v1/users/u/slate?" + query))
                .startsWith("HTTP/1.1 400")
                .contains("urn:riffle:problem:malformed", "The parameter (", "\\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a+b", "a%20%62"})
    void aBlankIsWrittenInEitherWay(String context) throws IOException {
        assertThat(caller.get("/v1/users/u/slate?context=" + context))
                .contains("urn:riffle:problem:invalid", "The context (a b)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=\"utf-8\"",
                "application/json; charset",
                "application/json; charset=utf-16",
                "application/json; charset=none-such"
            })
    void parametersAreUtf8WhateverTheHeadSaysOfTheBody(String type) throws IOException {
        assertThat(caller.get("/v1/users/u/slate?context=caf%C3%A9", "Content-Type: " + type))
                .startsWith("HTTP/1.1 400")
                .contains("The context (café)");
    }

    @Test
    void aParameterWithoutAValueIsLikeNone() throws IOException {
        for (String query :
                List.of("where=&deadline=5ms", "where&deadline=5ms", "&&deadline=5ms&")) {
            assertThat(caller.get("/v1/users/u/slate?" + query)).startsWith("HTTP/1.1 504");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users/100%/slate",
                "/v1/users/%FF/slate",
                "/v1/users/%C3/events",
                "/v1/explain/%C3"
            })
    void aPathThatCannotBeDecodedIsRefused(String path) throws IOException {
        assertThat(caller.get(path)).startsWith("HTTP/1.1 400");
    }
}
