package io.riffle.serving;

import io.riffle.schema.Candidate;
import io.riffle.schema.Tier;
import io.riffle.serving.slate.Scored;
import java.util.ArrayList;
import java.util.List;

/** Leaves the candidates as the generator ordered them. */
final class GeneratorOrder implements SlateOrder {
    @Override
    public Tier tier() {
        return Tier.GENERATOR_ONLY;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public List<Scored> score(List<Proposal> proposals) {
        List<Scored> scored = new ArrayList<>(proposals.size());
        for (Proposal proposal : proposals) {
            List<Candidate> candidates = proposal.candidates();
            float[] scores = new float[candidates.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = candidates.get(i).generatorScore();
            }
            scored.add(new Scored(candidates, scores));
        }
        return scored;
    }

    @Override
    public void close() {}
}
