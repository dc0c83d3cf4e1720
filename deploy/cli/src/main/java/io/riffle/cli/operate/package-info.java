/**
 * Commands of whoever operates Riffle: topics, dead letters, models, replays. Each reads its
 * arguments, calls the lab's Kafka package or the store, and prints. Start with {@link
 * io.riffle.cli.operate.TopicsCommand}.
 */
@NullMarked
package io.riffle.cli.operate;

import org.jspecify.annotations.NullMarked;
