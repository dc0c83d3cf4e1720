package io.riffle.job.decode;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Rules;
import io.riffle.schema.ask.PlacementRules.Cap;
import io.riffle.schema.wire.WireException;
import io.riffle.serving.conditions.CatalogueIndex;
import java.util.List;

/** Which caps a placement may have. */
final class RuleCaps {

    private RuleCaps() {}

    /**
     * Checks what a cap is of.
     *
     * @throws WireException when none of its values is held
     */
    static void check(Cap cap, List<String> filterable) {
        if (!cap.of().equals(CatalogueIndex.CATEGORY) && !filterable.contains(cap.of())) {
            throw new WireException(
                    Reason.UNPARSEABLE,
                    Rules.sentence(
                            "attribute",
                            cap.of(),
                            "a cap",
                            "be category or one of riffle.catalogue.filterable",
                            "add it there and start the job again"));
        }
    }
}
