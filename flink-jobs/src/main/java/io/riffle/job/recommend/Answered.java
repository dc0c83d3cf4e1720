package io.riffle.job.recommend;

import io.riffle.serving.Answer;

/** A click and what the models say to it. */
record Answered(Ask ask, Answer answer) {}
