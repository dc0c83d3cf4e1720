package io.riffle.job.io;

/**
 * How a job of a consumer group is about to start.
 *
 * @param restores from a checkpoint or savepoint
 * @param fresh may forget what the group has read
 * @param takeOver may end the transactions of a job of the group that still runs
 */
public record GroupStart(boolean restores, boolean fresh, boolean takeOver) {}
