package io.riffle.job.user;

import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;

/** A sample to make of a slate: as the slate was, with the revision it is emitted as. */
public record Settled(Slate slate, Outcome outcome) {}
