package io.riffle.lab;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (and a plain kill) as a request to come to an end; the second one ends the process at
 * once.
 *
 * <p>A shutdown hook would not do: those of Flink run beside it and delete what the job still uses.
 * {@code sun.misc.Signal} belongs to the supported module {@code jdk.unsupported}, but javac warns
 * of every mention of it, so it is reached by name.
 */
public final class Interrupt implements AutoCloseable {

    private static final int INTERRUPTED = 130;

    private final CountDownLatch requested = new CountDownLatch(1);
    private volatile Runnable listener = () -> {};

    public Interrupt() {
        handle("INT");
        handle("TERM");
    }

    /** Replaces what is run on a request; run at once when one was made already. */
    public void onRequest(Runnable newListener) {
        listener = newListener;
        if (requested()) {
            newListener.run();
        }
    }

    /** Whether somebody wants it to end. */
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits for a request. */
    public void await(Runnable everySecond) {
        try {
            while (!requested.await(1, TimeUnit.SECONDS)) {
                everySecond.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From here on nothing waits for a request: the next one ends the process. */
    @Override
    public void close() {
        requested.countDown();
    }

    private void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("handle")) {
                                    request();
                                    return null;
                                }
                                return method.getName().equals("hashCode")
                                        ? System.identityHashCode(proxy)
                                        : "Interrupt";
                            });
            Object unused =
                    signal.getMethod("handle", signal, handler)
                            .invoke(
                                    null,
                                    signal.getConstructor(String.class).newInstance(name),
                                    ours);
        } catch (ReflectiveOperationException e) {
            // The VM keeps the signal for itself (-Xrs): then it ends the process, as it does
            // elsewhere.
            listener = () -> {};
        }
    }

    /** What a signal does. */
    void request() {
        if (requested()) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        requested.countDown();
        listener.run();
    }
}
