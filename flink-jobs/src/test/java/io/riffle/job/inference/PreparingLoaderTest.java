package io.riffle.job.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.models.Artifact;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.serving.conditions.CatalogueIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparingLoaderTest {

    private static final Artifact ARTIFACT = Artifact.configured(ModelUpdate.BACKBONE, "fake:3");

    @Test
    void aFirstModelHasLookedUpWhatIsListedAndALaterOneGoesOnFromIt() {
        CatalogueIndex catalogue = new CatalogueIndex(List.of());
        catalogue.restore(new Item("i1", "", List.of(), 0, Map.of()));
        PreparingLoader loader = new PreparingLoader(FakeModel.LOADER, catalogue::listed);
        FakeModel first = (FakeModel) loader.load(null, ARTIFACT);
        FakeModel later = (FakeModel) loader.load(first, ARTIFACT);
        assertThat(first.prepared()).isEqualTo(1);
        assertThat(later.prepared()).isEqualTo(-1);
        first.close();
        later.close();
    }

    @Test
    void aModelThatCannotLookUpIsClosed() {
        int open = FakeModel.open();
        PreparingLoader loader =
                new PreparingLoader(
                        FakeModel.LOADER,
                        () -> {
                            throw new IllegalStateException("no catalogue");
                        });
        assertThatThrownBy(() -> loader.load(null, ARTIFACT)).hasMessage("no catalogue");
        assertThat(FakeModel.open()).isEqualTo(open);
    }
}
