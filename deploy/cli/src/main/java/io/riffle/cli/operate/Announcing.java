package io.riffle.cli.operate;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.inference.UpdateDryRun;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.ModelTopic;
import io.riffle.lab.kafka.ServedVersions;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.ModelPublisher;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Announces versions of a store by hand, each only after the checks that the serving jobs make.
 *
 * <p><b>Errors</b>: {@link CommandException}, or the exception of the rule that a version breaks;
 * nothing is announced then.
 */
final class Announcing {

    private final FlinkFiles files = new FlinkFiles();
    private final KafkaAccess access;
    private final ModelTopic topic;
    private final ModelStore store;
    private final ModelPublisher publisher;
    private final Map<String, ModelUpdate> announced;

    /**
     * @param root address of the store, as the jobs will read it
     */
    Announcing(KafkaAccess access, String root, InstantSource clock) {
        this.access = access;
        topic = new ModelTopic(access);
        store = new ModelStore(files, root);
        publisher = new ModelPublisher(store, GateLimits.DEFAULT, clock::millis);
        announced = topic.newest();
    }

    /**
     * Announces a version that lies in the store.
     *
     * @param wanted 0 = the newest
     */
    ModelUpdate publish(String model, long wanted) {
        long version = wanted > 0 ? wanted : newest(model);
        ModelUpdate before = announced.get(model);
        if (before != null && version <= before.version()) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The version (%d) of the %s to announce must be above the announced one"
                                + " (%d).%nMaybe riffle model rollback --to %d: it announces that"
                                + " version under a new number.",
                            version,
                            model,
                            before.version(),
                            version));
        }
        return announce(publisher.announce(model, version));
    }

    /**
     * Announces an earlier version again, under a new number, in place of the one in use. That need
     * not be the announced one, which jobs may have refused: to go back from that would change
     * nothing.
     *
     * @param wanted 0 = the one before what is in use
     */
    ModelUpdate rollBack(String model, long wanted) {
        ModelUpdate newest = announced.get(model);
        if (newest == null) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "A %s must have been announced before it can be rolled back.%nMaybe"
                                    + " riffle model publish.",
                            model));
        }
        long bad = ServedVersions.inUse(ServedVersions.read(access), newest);
        long good = wanted > 0 ? wanted : before(model, bad);
        if (good == bad) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The version (%d) of --to must not be the one in use.",
                            good));
        }
        // Before anything is written.
        ModelUpdate there = publisher.announce(model, good);
        UpdateDryRun.check(files, rollback(there, bad), announced);
        return announce(publisher.rollBack(model, good, bad));
    }

    private ModelUpdate announce(ModelUpdate update) {
        UpdateDryRun.check(files, update, announced);
        topic.announce(update);
        return update;
    }

    private long newest(String model) {
        return store.newest(model)
                .orElseThrow(
                        () ->
                                new CommandException(
                                        String.format(
                                                Locale.ROOT,
                                                "The store must hold a %s.%nMaybe riffle"
                                                        + " pretrain writes one.",
                                                model)));
    }

    /** The newest version of its own below what the one in use holds. */
    private long before(String model, long bad) {
        List<Long> versions = store.versions(model);
        if (!versions.contains(bad)) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The %s in use, version %d, must lie in the store.%nMaybe name the"
                                    + " version to go back to: --to.",
                            model,
                            bad));
        }
        long copyOf = store.manifest(model, bad).copyOf();
        long origin = copyOf > 0 ? copyOf : bad;
        for (int i = versions.size() - 1; i >= 0; i--) {
            long version = versions.get(i);
            Manifest manifest = store.manifest(model, version);
            if (version < origin && manifest.copyOf() == 0) {
                return version;
            }
        }
        throw new CommandException(
                String.format(
                        Locale.ROOT,
                        "The store must hold a %s before version %d.%nMaybe name another"
                                + " one: --to.",
                        model,
                        origin));
    }

    private static ModelUpdate rollback(ModelUpdate update, long bad) {
        return new ModelUpdate(
                update.model(),
                update.version(),
                update.baseVersion(),
                update.uri(),
                update.manifestSha256(),
                update.createdTime(),
                update.metrics(),
                bad);
    }
}
