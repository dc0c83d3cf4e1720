package io.riffle.schema.wire;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.v1.TrainingSample.Event;
import io.riffle.schema.v1.TrainingSample.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link TrainingSample} at the edge. */
public final class TrainingSampleWire implements Wire<TrainingSample> {

    @Override
    public byte[] write(TrainingSample sample, ContentType type) {
        var message =
                io.riffle.schema.v1.TrainingSample.newBuilder()
                        .setSampleId(sample.sampleId())
                        .setRecommendationId(sample.recommendationId())
                        .setRevision(sample.revision())
                        .setUserId(sample.userId())
                        .setRequestTime(sample.requestTime())
                        .putAllProfile(sample.profile())
                        .addAllDisplayed(sample.displayed())
                        .setOutcomeValue(sample.outcome().code())
                        .setTierValue(sample.tier().code())
                        .setBackboneVersion(sample.backboneVersion())
                        .setRerankerVersion(sample.rerankerVersion())
                        .addAllPropensities(sample.propensities())
                        .setReplayed(sample.replayed())
                        .addAllExamined(sample.examined())
                        .setAsked(sample.asked());
        History.Builder history = message.getHistoryBuilder();
        for (HistoryEvent event : sample.history()) {
            history.addItemIds(event.itemId())
                    .addTimes(event.time())
                    .addActionsValue(event.action().code());
        }
        for (Candidate candidate : sample.candidates()) {
            var proposed =
                    message.addCandidatesBuilder()
                            .setItemId(candidate.itemId())
                            .setGeneratorScore(candidate.generatorScore());
            for (float feature : candidate.features()) {
                proposed.addFeatures(feature);
            }
        }
        if (sample.next() != null) {
            message.setNext(event(sample.next()));
        }
        for (HistoryEvent label : sample.labels()) {
            message.addLabels(event(label));
        }
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public TrainingSample read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.TrainingSample.newBuilder(), bytes, type)
                        .build();
        EdgeRules.attributes(
                message.getProfileMap(),
                SizeLimits.PROFILE_VALUE,
                SizeLimits.PROFILE,
                "a sample's profile");
        try {
            List<Candidate> candidates = new ArrayList<>(message.getCandidatesCount());
            for (var candidate : message.getCandidatesList()) {
                candidates.add(
                        new Candidate(
                                candidate.getItemId(),
                                candidate.getGeneratorScore(),
                                features(candidate)));
            }
            List<HistoryEvent> labels = new ArrayList<>(message.getLabelsCount());
            for (Event label : message.getLabelsList()) {
                labels.add(event(label));
            }
            return new TrainingSample(
                    message.getSampleId(),
                    message.getRecommendationId(),
                    message.getRevision(),
                    message.getUserId(),
                    message.getRequestTime(),
                    message.getProfileMap(),
                    history(message.getHistory()),
                    candidates,
                    message.getDisplayedList(),
                    message.hasNext() ? event(message.getNext()) : null,
                    labels,
                    Outcome.of(message.getOutcomeValue()),
                    Tier.of(message.getTierValue()),
                    message.getBackboneVersion(),
                    message.getRerankerVersion(),
                    message.getPropensitiesList(),
                    message.getReplayed(),
                    message.getExaminedList(),
                    message.getAsked());
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid training sample", e);
        }
    }

    private static float[] features(io.riffle.schema.v1.TrainingSample.Candidate candidate) {
        float[] features = new float[candidate.getFeaturesCount()];
        for (int i = 0; i < features.length; i++) {
            features[i] = candidate.getFeatures(i);
        }
        return features;
    }

    private static List<HistoryEvent> history(History history) {
        int size = history.getItemIdsCount();
        if (history.getTimesCount() != size || history.getActionsCount() != size) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The columns (%d ids, %d times, %d actions) of a sample's history must"
                                    + " have one length.%nMaybe an event has no action.",
                            size,
                            history.getTimesCount(),
                            history.getActionsCount()));
        }
        List<HistoryEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(
                    new HistoryEvent(
                            history.getItemIds(i),
                            history.getTimes(i),
                            Action.of(history.getActionsValue(i))));
        }
        return events;
    }

    private static Event event(HistoryEvent event) {
        return Event.newBuilder()
                .setItemId(event.itemId())
                .setActionValue(event.action().code())
                .setTime(event.time())
                .build();
    }

    private static HistoryEvent event(Event event) {
        return new HistoryEvent(
                event.getItemId(), event.getTime(), Action.of(event.getActionValue()));
    }
}
