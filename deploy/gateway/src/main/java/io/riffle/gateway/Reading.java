package io.riffle.gateway;

import io.riffle.gateway.ask.Asking;
import io.riffle.gateway.ask.Explaining;
import io.riffle.gateway.kafka.Source;
import io.riffle.gateway.kafka.Topics;
import io.riffle.gateway.live.LiveBoard;
import io.riffle.gateway.live.Passing;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Recommendation;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.explain.ExplanationWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands what topics hold to whom it concerns. */
final class Reading {

    private final Topics topics;
    private final Asking asking;
    private final Explaining explaining;
    private final Passing passing;
    private final @Nullable CatalogueView catalogue;
    private final @Nullable LiveBoard board;
    private final RecommendationWire slates = new RecommendationWire();
    private final ClickEventWire clicks = new ClickEventWire();
    private final ItemWire items = new ItemWire();
    private final ModelUpdateWire updates = new ModelUpdateWire();
    private final ExplanationWire explanations = new ExplanationWire();

    /**
     * @param catalogue null without the live view, as {@code board} is
     */
    Reading(
            Topics topics,
            Asking asking,
            Explaining explaining,
            Passing passing,
            @Nullable CatalogueView catalogue,
            @Nullable LiveBoard board) {
        this.topics = topics;
        this.asking = asking;
        this.explaining = explaining;
        this.passing = passing;
        this.catalogue = catalogue;
        this.board = board;
    }

    /** What is read beside the replies. */
    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        sources.add(Source.tail(topics.recommendations()));
        if (board != null) {
            sources.add(Source.tail(topics.clicks()));
            sources.add(Source.whole(topics.updates()));
            sources.add(Source.whole(topics.catalogue()));
        }
        return sources;
    }

    void reply(RawRecord record) {
        Recommendation slate = slates.read(record, SizeLimits.INPUT);
        // Whoever is answered may ask why at once.
        explaining.shown(slate);
        asking.replied(slate);
        if (slate.asked()) {
            // The answer to a click passes where everybody reads it.
            passing.slate(slate);
        }
    }

    void explanation(RawRecord record) {
        explaining.told(explanations.read(record, SizeLimits.INPUT));
    }

    void other(RawRecord record) {
        String topic = record.topic();
        if (topic.equals(topics.recommendations())) {
            recommendation(slates.read(record, SizeLimits.INPUT));
        } else if (catalogue != null && topic.equals(topics.catalogue())) {
            entry(record, catalogue);
        } else if (board != null && topic.equals(topics.updates())) {
            // A tombstone announces nothing.
            if (record.value() != null) {
                board.announced(updates.read(record, SizeLimits.INPUT), record.timestamp());
            }
        } else if (board != null) {
            ClickEvent click = clicks.read(record, SizeLimits.INPUT);
            passing.click(click, record.timestamp());
            board.click(click);
        }
    }

    private void recommendation(Recommendation slate) {
        explaining.shown(slate);
        asking.recommended(slate);
        passing.slate(slate);
        if (board != null) {
            board.slate(slate);
        }
    }

    private void entry(RawRecord record, CatalogueView listed) {
        byte[] key = record.key();
        if (record.value() != null) {
            listed.put(items.read(record, SizeLimits.INPUT));
        } else if (key != null) {
            listed.remove(new String(key, StandardCharsets.UTF_8));
        }
    }
}
