package io.riffle.training.dataset;

/** Events of one user in one second: their order is a convention of the file. */
public final class Ties {
    private Ties() {}

    /** One after the last event of the user before the second of an event. */
    public static int known(Interactions interactions, int begin, int event) {
        int known = event;
        while (known > begin && interactions.seconds(known - 1) == interactions.seconds(event)) {
            known--;
        }
        return known;
    }
}
