/**
 * The whole system in one JVM: a real Kafka broker (KRaft, one combined node), Flink with RocksDB,
 * and the jobs between them; also one job alone against a broker elsewhere. Demo and bench start
 * from here. Start with {@link io.riffle.lab.Lab}.
 */
@NullMarked
package io.riffle.lab;

import org.jspecify.annotations.NullMarked;
