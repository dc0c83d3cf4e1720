package io.riffle.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.ReadOut;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RerankerTrainerTest {

    @Test
    void teacherAndStudentLearnWhatUsersLike() {
        List<ListSample> lists = ShownLists.draw(600, 8, 1);
        List<ListSample> unseen = ShownLists.draw(200, 8, 2);
        RerankerOptions options = RerankerOptions.defaults(7).withSteps(16, 1e-2f);
        try (RerankerTrainer trainer =
                new RerankerTrainer(
                        ShownLists.config(), ShownLists.items(), new float[0], options)) {
            double before = ndcg(unseen, trainer.slates(unseen));
            trainer.fit(lists, 8);
            double student = ndcg(unseen, trainer.slates(unseen));
            double teacher = ndcg(unseen, trainer.teach(unseen, 2, new ReadOut.Greedy()));
            assertThat(student).isGreaterThan(before + .15).isGreaterThan(.8);
            assertThat(teacher).isGreaterThan(.75);
        }
    }

    static double ndcg(List<ListSample> lists, int[][] slates) {
        return IntStream.range(0, lists.size())
                .mapToDouble(b -> TeacherGuard.ndcg(slates[b], lists.get(b).labels(), 4))
                .filter(value -> value >= 0)
                .average()
                .orElse(0);
    }
}
