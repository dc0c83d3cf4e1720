package io.riffle.cli.page;

import io.riffle.cli.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the demo says that its page is. */
final class DemoAddress {

    private static final Pattern PAGE =
            Pattern.compile("^ {2}page +(http://\\S+)$", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private DemoAddress() {}

    static URI of(Terminal terminal, Future<?> demo) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && !demo.isDone()) {
            Matcher line = PAGE.matcher(terminal.err());
            if (line.find()) {
                return URI.create(line.group(1));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("The demo must name its page:\n" + terminal.err());
    }
}
