package io.riffle.training.evaluation;

/** What a backbone proposes to the events of a stretch, in both readings of ties. */
final class StretchLists {
    private final BackboneLists eventByEvent = new BackboneLists();
    private final BackboneLists tieSafe = new BackboneLists();

    BackboneLists of(boolean tieSafe) {
        return tieSafe ? this.tieSafe : eventByEvent;
    }

    void clear() {
        eventByEvent.clear();
        tieSafe.clear();
    }
}
