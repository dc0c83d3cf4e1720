/**
 * The lab: the whole system in one JVM. A real Kafka broker (KRaft, one combined node), Flink with
 * RocksDB, the jobs, a source of clicks and an audience that counts the answers.
 */
@NullMarked
package io.riffle.cli.lab;

import org.jspecify.annotations.NullMarked;
