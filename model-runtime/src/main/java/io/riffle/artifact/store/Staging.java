package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ArtifactWriter;
import io.riffle.artifact.Claim;
import io.riffle.artifact.Delta;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Safetensors;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.tables.SourceTables;
import io.riffle.model.tables.TableDelta;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the files of new versions under numbers claimed for them. */
final class Staging {
    private final ArtifactFiles files;
    private final ModelStore store;
    private final LongSupplier clock;
    private final ArtifactWriter writer;

    Staging(ArtifactFiles files, ModelStore store, LongSupplier clock) {
        this.files = files;
        this.store = store;
        this.clock = clock;
        this.writer = new ArtifactWriter(files);
    }

    /** As {@link ModelStore#stage}. */
    StagedVersion stage(
            Manifest draft,
            @Nullable LoadedModel base,
            Map<String, Tensor> tensors,
            List<String> itemIds,
            @Nullable SourceTables sources) {
        Vocabulary items = LoadedModel.of(draft, tensors, Vocabulary.of(itemIds)).vocabulary();
        if (base == null) {
            Safetensors all = new Safetensors(tensors, Map.of());
            return staged(draft, folder -> writer.write(folder, all, items, 1, sources));
        }
        Manifest over =
                draft.over(base.version(), ChangedSnapshot.sha256(store, draft, base, itemIds));
        Safetensors changes = Delta.between(base.tensors(), tensors);
        int first = base.vocabulary().rows();
        SourceTables before = base.sources();
        SourceTables written =
                sources == null || before == null ? sources : TableDelta.between(before, sources);
        return staged(over, folder -> writer.write(folder, changes, items, first, written));
    }

    /** A version's files as they are, under another number. */
    StagedVersion again(String model, long version) {
        Manifest source = store.get(model, version).manifest();
        return staged(
                source.again(0),
                folder -> {
                    writer.copy(store.uri(model, version), folder, source.files());
                    return source.files();
                });
    }

    private StagedVersion staged(Manifest draft, Content content) {
        VersionFolders folders = store.folders(draft.model());
        Claim claim = Claim.fresh(clock.getAsLong());
        try {
            long version = folders.claim(draft.version(), claim);
            if (version == 0) {
                throw ModelException.wrong(
                        "version",
                        draft.version(),
                        store.uri(draft.model(), draft.version()),
                        "be a new one");
            }
            Manifest claimed = draft.claimed(version, claim);
            List<Manifest.Entry> written = content.write(folders.folder(version));
            return new StagedVersion(files, folders, claimed.listing(written), clock);
        } catch (IOException e) {
            throw ModelException.unreadable(store.uri(draft.model(), draft.version()), e);
        }
    }

    /** What goes into a version's folder. */
    private interface Content {
        List<Manifest.Entry> write(String folder) throws IOException;
    }
}
