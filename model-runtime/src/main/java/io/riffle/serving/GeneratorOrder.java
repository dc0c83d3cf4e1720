package io.riffle.serving;

import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.List;

/** Shows the first candidates as the generator ordered them. */
final class GeneratorOrder implements SlateOrder {
    private final int slateSize;

    GeneratorOrder(int slateSize) {
        this.slateSize = slateSize;
    }

    @Override
    public Tier tier() {
        return Tier.GENERATOR_ONLY;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public List<List<RankedItem>> order(List<Proposal> proposals) {
        List<List<RankedItem>> slates = new ArrayList<>(proposals.size());
        for (Proposal proposal : proposals) {
            List<Candidate> candidates = proposal.candidates();
            int size = Math.min(slateSize, candidates.size());
            List<RankedItem> slate = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                Candidate next = candidates.get(i);
                float score = next.generatorScore();
                slate.add(new RankedItem(next.itemId(), i + 1, score, score));
            }
            slates.add(slate);
        }
        return slates;
    }

    @Override
    public void close() {}
}
