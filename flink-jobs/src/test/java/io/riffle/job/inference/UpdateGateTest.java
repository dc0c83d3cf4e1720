package io.riffle.job.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.StoredModel;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.LoadFailure;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.settings.LoadSettings;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.job.testing.TestModel;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poisoned updates, each refused with its reason. */
class UpdateGateTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;

    @TempDir private Path folder;
    private ModelStore store;
    private final UpdateGate gate = new UpdateGate(new FlinkFiles(), LoadSettings.DEFAULT);

    @BeforeEach
    void publish() {
        store = ModelStore.local(folder);
        TestModel.publish(folder, 1);
    }

    private Artifact announced(long version) {
        return new Artifact(
                BACKBONE,
                store.uri(BACKBONE, version),
                version,
                store.sha256(BACKBONE, version),
                false);
    }

    private Reason refusal(Artifact artifact) {
        UpdateRefusedException refused =
                catchThrowableOfType(
                        UpdateRefusedException.class, () -> gate.read(artifact, List.of()));
        assertThat(refused).as("the update must be refused").isNotNull();
        return refused.reason();
    }

    private Path file(String name) {
        return folder.resolve("backbone").resolve("1").resolve(name);
    }

    @Test
    void theAnnouncedArtifactPasses() {
        assertThat(gate.read(announced(1), List.of()).version()).isEqualTo(1);
    }

    @Test
    void anArtifactThatIsGoneIsRefused() {
        assertThat(
                        refusal(
                                new Artifact(
                                        BACKBONE,
                                        store.uri(BACKBONE, 9),
                                        9,
                                        store.sha256(BACKBONE, 1),
                                        false)))
                .isEqualTo(Reason.MISSING);
    }

    @Test
    void anotherManifestThanTheAnnouncedIsRefused() {
        assertThat(
                        refusal(
                                new Artifact(
                                        BACKBONE,
                                        store.uri(BACKBONE, 1),
                                        1,
                                        "0".repeat(64),
                                        false)))
                .isEqualTo(Reason.CHECKSUM);
    }

    @Test
    void anotherVersionThanTheAnnouncedIsRefused() {
        Artifact honest = announced(1);
        assertThat(refusal(new Artifact(BACKBONE, honest.uri(), 2, honest.manifestSha256(), false)))
                .isEqualTo(Reason.VERSION);
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        Artifact announced = announced(1);
        byte[] weights = Files.readAllBytes(file("weights.safetensors"));
        Files.write(file("weights.safetensors"), Arrays.copyOf(weights, weights.length / 2));

        assertThat(refusal(announced)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void aFlippedWeightIsRefused() throws IOException {
        Artifact announced = announced(1);
        byte[] weights = Files.readAllBytes(file("weights.safetensors"));
        weights[weights.length - 3] ^= 1;
        Files.write(file("weights.safetensors"), weights);

        assertThat(refusal(announced)).isEqualTo(Reason.CHECKSUM);
    }

    @Test
    void aRerankerOfAnotherBackboneIsRefused() {
        LoadedModel backbone = store.get(BACKBONE, 1);
        StoredModel nobodys = gate.admit(announced(1));

        UpdateRefusedException refused =
                catchThrowableOfType(
                        UpdateRefusedException.class,
                        () -> UpdateGate.checkFingerprint(nobodys, backbone));

        assertThat(refused.reason()).isEqualTo(Reason.FINGERPRINT);
    }

    @Test
    void weightsTenTimesAsLargeAreRefusedAndOthersAreNot() {
        Manifest exploded = TestModel.publish(folder, 2, 10);
        Manifest grown = TestModel.publish(folder, 3, 4);
        LoadedModel current = store.get(BACKBONE, 1);

        UpdateRefusedException refused =
                catchThrowableOfType(
                        UpdateRefusedException.class,
                        () ->
                                UpdateGate.checkNorm(
                                        store.get(BACKBONE, exploded.version()),
                                        current,
                                        announced(exploded.version())));

        assertThat(refused.reason()).isEqualTo(Reason.NORM);
        UpdateGate.checkNorm(
                store.get(BACKBONE, grown.version()), current, announced(grown.version()));
    }

    @Test
    void whatCannotBeReadNowIsNotRefused() throws IOException {
        Artifact announced = announced(1);
        for (String file : List.of("manifest.json", "weights.safetensors", "items.jsonl")) {
            UpdateGate slow = new UpdateGate(new FailingFiles(file), LoadSettings.DEFAULT);
            assertThatThrownBy(() -> slow.read(announced, List.of()))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            e ->
                                    assertThat(LoadFailure.of(e).passing())
                                            .as(file + ": " + e.getMessage())
                                            .isTrue());
        }
    }

    @Test
    void aModelTooLargeForItsBudgetIsRefusedBeforeItsWeightsAreOpened() {
        UpdateGate tight =
                new UpdateGate(
                        new FailingFiles("weights.safetensors"),
                        new LoadSettings(null, Duration.ofMinutes(1), 1_000));
        assertThatThrownBy(() -> tight.read(announced(1), List.of()))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.MEMORY))
                .hasMessageContaining("1000 bytes")
                .hasMessageContaining("riffle.model.max-size");
    }

    @Test
    void aManifestWithoutEndIsRefusedUnread() throws IOException {
        Artifact announced = announced(1);
        Files.write(file("manifest.json"), new byte[(1 << 20) + 1]);
        assertThat(refusal(announced)).isEqualTo(Reason.ARTIFACT);
    }

    @Test
    void anAnnouncementThatNamesAnotherPlaceIsRefusedBeforeAnythingIsOpened() {
        UpdateGate strict =
                new UpdateGate(
                        new FailingFiles("manifest.json"),
                        new LoadSettings("/another/store", Duration.ofMinutes(1), 0));
        assertThatThrownBy(() -> strict.read(announced(1), List.of()))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.STORE));
    }

    /** A store in which one file cannot be read for the time being. */
    private record FailingFiles(String failing) implements ArtifactFiles {
        private static final LocalFiles FILES = new LocalFiles();

        @Override
        public long length(String path) throws IOException {
            return FILES.length(path);
        }

        @Override
        public InputStream open(String path) throws IOException {
            if (path.endsWith(failing)) {
                throw new IOException("503 Slow Down");
            }
            return FILES.open(path);
        }

        @Override
        public List<String> list(String folder) throws IOException {
            return FILES.list(folder);
        }

        @Override
        public void write(String path, Content content) throws IOException {
            FILES.write(path, content);
        }

        @Override
        public boolean create(String path, byte[] content) throws IOException {
            return FILES.create(path, content);
        }

        @Override
        public void replace(String path, byte[] content) throws IOException {
            FILES.replace(path, content);
        }

        @Override
        public void delete(String path) throws IOException {
            FILES.delete(path);
        }
    }
}
