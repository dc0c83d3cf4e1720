package io.riffle.job.state;

import org.junit.jupiter.api.Test;

class CatalogueChunkCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(
                new CatalogueChunkCodec(),
                "catalogue-chunk",
                new CatalogueChunk(
                        true,
                        false,
                        new int[] {0, 300},
                        new long[] {1, -1, 1L << 40},
                        new long[] {7}));
    }
}
