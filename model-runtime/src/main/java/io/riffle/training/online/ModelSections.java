package io.riffle.training.online;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.Judges;
import io.riffle.training.state.TrainerFile;
import io.riffle.training.state.TrainerStateException;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in training as a trainer's file holds them, section by section, beside what the
 * trainer keeps itself.
 */
record ModelSections(BackboneLearning backbone, RerankerLearning reranker, SourceLearning sources) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSections.class);

    /** Writes all of it; leaves the stream open. */
    void write(OutputStream out, TrainerFile.Writing rest, TrainerFile.Writing forgotten)
            throws IOException {
        TrainerFile.write(
                out,
                backbone::write,
                backbone::writeTensors,
                reranker::write,
                rest,
                sources::write,
                forgotten);
    }

    /** Goes on from what {@link #write} wrote, in this release or an earlier one. */
    void read(InputStream in, Rest rest, Rest forgotten) throws IOException {
        try {
            TrainerFile.read(in, sections -> read(sections, rest, forgotten));
        } catch (TrainerStateException e) {
            if (e.getCause() instanceof ModelException store && store.passing()) {
                // It says nothing about the state.
                throw new IOException(store.getMessage(), store);
            }
            throw e;
        }
        LOG.info("Restore the trainer of step {}", backbone.steps());
    }

    private void read(TrainerFile.Sections sections, Rest rest, Rest forgotten) throws IOException {
        backbone.read(sections);
        reranker(sections);
        rest.from(sections.next());
        sources.read(sections);
        if (sections.version() >= 5) {
            forgotten.from(sections.next());
        }
    }

    /** Versions that a file names, by model: those published last, read, and compared with. */
    Map<String, Set<Long>> named(Judges judges) {
        LoadedModel newest = backbone.published();
        Set<Long> backbones = new TreeSet<>();
        backbones.add(newest == null ? 0 : newest.version());
        backbones.add(reranker.backboneVersion());
        backbones.add(judges.bestBackbone());
        Set<Long> rerankers = new TreeSet<>();
        rerankers.add(reranker.published());
        rerankers.add(judges.reranker().best());
        backbones.remove(0L);
        rerankers.remove(0L);
        return Map.of(ModelUpdate.BACKBONE, backbones, ModelUpdate.RERANKER, rerankers);
    }

    /** What the trainer keeps beside its models. */
    interface Rest {
        void from(DataInput in) throws IOException;
    }

    /** A reranker whose published versions are gone begins anew; nothing else does. */
    private void reranker(TrainerFile.Sections sections) throws IOException {
        DataInput in = sections.next();
        if (sections.version() < 3) {
            reranker.read(in);
            return;
        }
        try {
            reranker.read(in);
        } catch (ModelException e) {
            if (e.passing()) {
                throw e;
            }
            LOG.warn("Learn a reranker from nothing: what its state names is gone", e);
            reranker.close();
        }
    }
}
