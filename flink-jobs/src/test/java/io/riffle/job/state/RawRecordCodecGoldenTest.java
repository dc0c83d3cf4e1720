package io.riffle.job.state;

import io.riffle.schema.wire.RawRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawRecordCodecGoldenTest {

    private final RawRecordCodec codec = new RawRecordCodec();

    @Test
    void releasedRecordsKeepTheirMeaning() {
        Golden.holds(
                codec,
                "raw-record",
                new RawRecord(
                        "click-events",
                        3,
                        1_234_567,
                        978_300_019_000L,
                        new byte[] {1, 2},
                        new byte[] {3, -4, 5},
                        List.of(Map.entry("content-type", new byte[] {6}))));
    }

    @Test
    void releasedTombstonesKeepTheirMeaning() {
        Golden.holds(
                codec,
                "raw-record-tombstone",
                new RawRecord("item-catalog", 0, 0, -1, null, null, List.of()));
    }
}
