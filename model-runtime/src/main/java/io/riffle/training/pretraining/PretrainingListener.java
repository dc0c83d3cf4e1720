package io.riffle.training.pretraining;

/** Watches a pre-training run. */
public interface PretrainingListener {
    /**
     * A phase begins, or goes on.
     *
     * @param phase {@code select} or {@code final}
     * @param done epochs of it that an earlier run has trained
     * @param epochs all that it will have
     * @param planned epochs the learning rate was planned for so far; 0 when nothing is done
     */
    default void started(String phase, int done, int epochs, int planned) {}

    /**
     * A step was taken.
     *
     * @param phase {@code select} or {@code final}
     * @param done share of the phase's steps, 0 to 1
     * @param loss running mean of this epoch
     * @param positionsPerSecond of this run so far
     */
    void stepped(String phase, int epoch, double done, double loss, double positionsPerSecond);

    /** An epoch is over and its checkpoint written. */
    void finished(EpochReport report);
}
