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
                        new int[3],
                        new long[] {7}));
        Golden.holds(
                new CatalogueChunkCodec(),
                "catalogue-chunk-categories",
                new CatalogueChunk(
                        true, true, new int[0], new long[] {1, 2}, new int[] {-5, 7}, new long[0]),
                2);
    }
}
