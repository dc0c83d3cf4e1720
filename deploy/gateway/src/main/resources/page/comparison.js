/**
 * With which slate one is compared: the last that was asked in the same way. Another condition is
 * another question: what it lets in is no news, and what it bars is not gone.
 */
const KEPT = 50;

export function comparison() {
  const slates = new Map();
  let newest = null;

  return {
    /** The last answer with items under a condition (empty = none); null = there is none. */
    of: condition => slates.get(condition) ?? null,

    /** @param moved in words; empty = there was nothing to compare with */
    words(condition, moved) {
      if (!moved) return condition ? 'first slate under this condition' : 'first slate';
      if (newest === condition || !slates.has(condition)) return moved;
      return moved + ' since the last slate ' + (condition ? 'under it' : 'without one');
    },

    put(condition, answer) {
      newest = condition;
      // Against nothing everything would be new.
      if (!answer.items.length) return;
      slates.delete(condition);
      slates.set(condition, answer);
      if (slates.size > KEPT) slates.delete(slates.keys().next().value);
    },

    clear() {
      slates.clear();
      newest = null;
    },
  };
}
