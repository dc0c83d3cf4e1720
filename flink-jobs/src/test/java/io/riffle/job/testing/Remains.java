package io.riffle.job.testing;

import io.riffle.job.inference.HeldWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What steps must not leave behind when they close, since it would keep their job's class loader:
 * threads that run our code, and weights in the static table.
 *
 * @param threads that ran before
 * @param weights versions that were held before
 */
public record Remains(Set<Thread> threads, int weights) {

    /** As it is now, before a step is made. */
    public static Remains before() {
        return new Remains(Thread.getAllStackTraces().keySet(), HeldWeights.count());
    }

    /** What is there now and was not before; nothing if all is well. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        Thread.getAllStackTraces()
                .forEach(
                        (thread, stack) -> {
                            boolean ours =
                                    thread.getName().startsWith("riffle")
                                            || Arrays.stream(stack)
                                                    .anyMatch(
                                                            frame ->
                                                                    frame.getClassName()
                                                                            .startsWith(
                                                                                    "io.riffle"));
                            if (ours && thread.isAlive() && !threads.contains(thread)) {
                                left.add("thread " + thread.getName());
                            }
                        });
        if (HeldWeights.count() != weights) {
            left.add(HeldWeights.count() - weights + " versions of weights");
        }
        return left;
    }
}
