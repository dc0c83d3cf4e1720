package io.riffle.gateway.http;

import java.util.regex.Pattern;

/**
 * Which hosts are this machine and no other. Only a dotted quad counts as an address: a name that
 * begins like one, 127.evil.example, leads wherever its owner likes.
 *
 * <p><b>Source</b>: RFC 1122, 3.2.1.3 (127/8); RFC 4291, 2.5.3 (::1); RFC 6761, 6.3 (localhost).
 */
final class Loopback {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern QUAD = Pattern.compile("127(\\." + BYTE + "){3}");

    private Loopback() {}

    /** Whether a host, as in an address or between the brackets of one, is this machine. */
    static boolean is(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        boolean six = name.equals("::1") || name.equals("0:0:0:0:0:0:0:1");
        boolean four = name.equalsIgnoreCase("localhost") || QUAD.matcher(name).matches();
        return six || (four && !bracketed);
    }
}
