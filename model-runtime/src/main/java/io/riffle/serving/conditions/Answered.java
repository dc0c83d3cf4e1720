package io.riffle.serving.conditions;

/** What a condition was answered, and what that rests on. */
record Answered(Selection selection, Grounds grounds) {}
