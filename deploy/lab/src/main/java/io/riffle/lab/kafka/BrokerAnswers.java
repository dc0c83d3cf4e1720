package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits for what brokers are asked.
 *
 * @param addresses named when there is no answer
 */
record BrokerAnswers(String addresses) {

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
