package io.riffle.lab.loop;

import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import java.util.List;

/** Learns from what became of slates, and says what is to serve. */
public interface LoopLearner extends AutoCloseable {

    /** Takes the sample of a request whose clicks have all come. */
    void learn(TrainingSample sample);

    /** Announcements of what was published since the last call; often none. */
    List<ModelUpdate> published();

    /** Publications that a gate refused so far. */
    long refused();

    /** Newest judgement of a reranker: what the gate thinks it and what serves would bring. */
    default Judged judged() {
        return Judged.NOTHING;
    }

    @Override
    void close();

    /**
     * A judgement.
     *
     * @param lists looked at
     * @param trained clicks by the examination of a first slot, of what wanted to be published
     * @param served the same of what served
     */
    record Judged(int lists, double trained, double served) {
        /** Before the first. */
        static final Judged NOTHING = new Judged(0, 0, 0);
    }
}
