package io.riffle.job.recommend;

import io.riffle.job.bundle.Ask;
import io.riffle.job.bundle.TurnPart;
import io.riffle.job.bundle.UserTurn;
import io.riffle.job.inference.Inference;
import io.riffle.serving.Answer;
import io.riffle.serving.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A click or a request and what the models say to it. */
record Answered(Ask ask, Answer answer) {

    /**
     * All clicks and requests of a bundle, inferred together, in order of arrival.
     *
     * @param inference null: nothing serves yet, and nothing is said
     */
    static List<Answered> all(List<UserTurn> turns, @Nullable Inference inference) {
        List<Turn> asked = new ArrayList<>(turns.size());
        List<TurnPart> parts = new ArrayList<>(turns.size());
        for (UserTurn turn : turns) {
            for (TurnPart part : turn.parts()) {
                parts.add(part);
                asked.add(part.turn());
            }
        }
        List<List<Answer>> answers =
                inference == null || asked.isEmpty() ? null : inference.recommend(asked);
        List<Answered> answered = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Ask> asks = parts.get(i).asks();
            for (int j = 0; j < asks.size(); j++) {
                Answer answer = answers == null ? PopularSlates.NOTHING : answers.get(i).get(j);
                answered.add(new Answered(asks.get(j), answer));
            }
        }
        answered.sort(Comparator.comparingLong(one -> one.ask().order()));
        return answered;
    }
}
