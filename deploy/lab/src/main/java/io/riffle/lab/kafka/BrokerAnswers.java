package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits for what brokers are asked.
 *
 * @param addresses named when there is no answer
 */
record BrokerAnswers(String addresses) {

    /**
     * Waits for something to be done.
     *
     * @param expected what may stand against it
     * @return whether it was done; false = {@code expected} stood against it
     * @throws CommandException when anything else does
     */
    boolean waitUnless(
            Class<? extends KafkaException> expected, KafkaFuture<?> future, String verb) {
        try {
            wait(future, verb);
            return true;
        } catch (CommandException e) {
            if (expected.isInstance(e.getCause())) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The answer.
     *
     * @param verb what the broker must do, for the message
     * @throws CommandException when it does not
     */
    <T> T wait(KafkaFuture<T> future, String verb) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("riffle was interrupted.", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandException(
                    "The broker ("
                            + addresses
                            + ") of --brokers must "
                            + verb
                            + ": "
                            + cause.getMessage(),
                    cause);
        }
    }
}
