package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;

/** Why no client gets through to brokers, in the words of whoever typed the command. */
final class Unreachable {

    private Unreachable() {}

    /** No client could be made. */
    static CommandException unusable(KafkaAccess access, KafkaException failure) {
        Throwable deepest = failure;
        boolean address = access.client().isEmpty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause;
            address |=
                    cause instanceof ConfigException
                            && String.valueOf(cause.getMessage()).contains("bootstrap");
        }
        return address
                ? new CommandException(
                        "The brokers ("
                                + access.addresses()
                                + ") of --brokers must be HOST:PORT of a host that can be found,"
                                + " several separated by commas.\n"
                                + "Maybe 127.0.0.1:9092.",
                        failure)
                : new CommandException(
                        "The settings of --client-config must make a client: "
                                + deepest.getMessage()
                                + "\nMaybe a password does not open its key store.",
                        failure);
    }

    /** Nobody answered, or somebody refused. */
    static CommandException silent(KafkaAccess access, CommandException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException) {
                return new CommandException(
                        "The account of --client-config must be one that the brokers ("
                                + access.addresses()
                                + ") know.\nMaybe its password or certificate is wrong: "
                                + cause.getMessage(),
                        failure);
            }
        }
        return new CommandException(
                "The brokers ("
                        + access.addresses()
                        + ") of --brokers must answer within "
                        + KafkaClients.TIMEOUT_MS / 1000
                        + " seconds.\nMaybe the broker is not running there, another port is meant,"
                        + " or it wants --client-config.",
                failure);
    }
}
