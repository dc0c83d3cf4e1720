package io.riffle.training.state;

/**
 * A trainer's saved state that cannot be read whatever the number of tries: it is damaged, of a
 * newer release, or names something that is gone.
 */
public final class TrainerStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainerStateException(Throwable cause) {
        super(
                "The state of a trainer must be readable: "
                        + cause.getMessage()
                        + "\nMaybe restore an earlier checkpoint.",
                cause);
    }
}
