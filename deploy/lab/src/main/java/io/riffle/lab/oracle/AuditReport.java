package io.riffle.lab.oracle;

import java.util.List;

/**
 * What lies in the topics, and what of it breaks a rule.
 *
 * @param clicks valid ones that must be answered, each event id of a user once
 * @param late valid clicks that came too late for an answer
 * @param duplicates clicks whose id came before
 * @param impressions valid records that have no answer
 * @param broken records that cannot be used
 * @param answers different recommendations
 * @param repeats recommendations that were given again, under the same id
 * @param differing repeats of the same versions that show other items: near-ties, or worth a look
 * @param samples different training samples
 * @param histories samples whose history was compared; those of users whose clicks came through
 *     several partitions cannot be
 * @param moved users with clicks who were merged or forgotten: their histories and samples are not
 *     judged
 * @param unreadable records of our topics that this release cannot read
 * @param findings rules that are broken; empty when all is right
 */
public record AuditReport(
        long clicks,
        long late,
        long duplicates,
        long impressions,
        long broken,
        long answers,
        long repeats,
        long differing,
        long samples,
        long histories,
        long moved,
        long unreadable,
        List<Finding> findings) {

    /** Copies the findings. */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether no rule is broken. */
    public boolean passed() {
        return findings.isEmpty();
    }
}
