/** In which interval a share lies. */
const Z = 1.959964;

/**
 * Wilson's interval of a share: right also near 0 and for few, where the normal one is not.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (1927).
 */
export function interval(share, n) {
  if (!(n > 0)) return [0, 1];
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
