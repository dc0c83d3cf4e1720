package io.riffle.model.sources;

/**
 * A logarithm for features: within .006 of ln(1 + x), the same on every machine, and several times
 * faster than the library's, of which a request would need some hundreds.
 */
final class Logarithm {
    private static final float LN_2 = 0.6931472f;

    private Logarithm() {}

    /** About ln(1 + x), x not negative; rising and continuous. */
    static float ofOnePlus(float x) {
        int bits = Float.floatToRawIntBits(1 + x);
        int exponent = (bits >>> 23) - 128;
        float mantissa = Float.intBitsToFloat((bits & 0x7fffff) | 0x3f800000);
        // A parabola through log2 at 1 and 2, one too high: the exponent is one too low.
        return LN_2 * (exponent + (-mantissa / 3 + 2) * mantissa - 2 / 3f);
    }
}
