package io.riffle.lab.loop;

/**
 * What a stretch of requests was worth. All clicks are expected ones, of a slate, by the truth of
 * the world, of the same requests.
 *
 * @param from number of the first request, from 0
 * @param requests in the stretch
 * @param served of the slates that were shown, drawn ones included
 * @param firstStage of the first stage's order
 * @param oracle of the greedy order of who knows the truth
 * @param drawn slates that exploration drew
 * @param version reranker that serves at the end; 0 = the first stage's order
 * @param published rerankers that were published
 * @param refused publications, of either model, that a gate refused
 * @param judged the newest judgement of a reranker at the end
 */
public record LoopWindow(
        int from,
        int requests,
        double served,
        double firstStage,
        double oracle,
        int drawn,
        long version,
        int published,
        long refused,
        LoopLearner.Judged judged) {}
