/** What changed between two slates. */

/**
 * @param before item ids of the slate before, best first; null = there was none
 * @param after item ids now
 * @returns per item now: {id, rank, was, kind: 'new' | 'up' | 'down' | 'same' | 'first', by};
 *   first: there is nothing to compare with
 */
export function moves(before, after) {
  const ranks = new Map((before ?? []).map((id, i) => [id, i + 1]));
  return after.map((id, i) => {
    const rank = i + 1;
    const was = ranks.get(id) ?? 0;
    if (!before) return {id, rank, was: 0, kind: 'first', by: 0};
    if (!was) return {id, rank, was, kind: 'new', by: 0};
    const by = Math.abs(was - rank);
    return {id, rank, was, kind: rank < was ? 'up' : rank > was ? 'down' : 'same', by};
  });
}

/**
 * Counted, in words: "3 new, 2 up, 1 down, 2 gone".
 *
 * @param before item ids of the slate before; null = there was none, and there is nothing to say
 * @param acted whose going is no news
 */
export function summary(before, list, acted) {
  if (!before) return '';
  const now = new Set(list.map(move => move.id));
  const gone = before.filter(id => !now.has(id) && id !== acted).length;
  const counts = ['new', 'up', 'down'].map(kind => [
    list.filter(move => move.kind === kind).length,
    kind,
  ]);
  const words = [...counts, [gone, 'gone']]
    .filter(([n]) => n > 0)
    .map(([n, kind]) => n + ' ' + kind)
    .join(', ');
  return words || 'nothing moved';
}

/** One move in words, for those who do not see the mark. */
export function moveWords(move) {
  if (move.kind === 'first') return '';
  if (move.kind === 'new') return 'new';
  if (move.kind === 'same') return 'unmoved';
  return move.kind + ' ' + move.by;
}

export const moveMark = move =>
  ({new: 'new', up: '▲ ' + move.by, down: '▼ ' + move.by, same: '', first: ''})[move.kind];

/**
 * Changes the order of a list and lets its rows glide from where they were (FLIP: first, last,
 * invert, play). Who asked for reduced motion sees the new order at once.
 *
 * @param change reorders, adds and removes children
 */
export function glide(list, change) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const first = new Map([...list.children].map(row => [row, row.getBoundingClientRect().top]));
  change();
  if (still) return;
  for (const row of list.children) {
    const by = first.has(row) ? first.get(row) - row.getBoundingClientRect().top : null;
    if (by === null) {
      row.animate([{opacity: 0, transform: 'translateX(12px)'}, {opacity: 1, transform: 'none'}], {
        duration: 300,
        easing: 'ease-out',
      });
    } else if (Math.abs(by) >= 1) {
      row.animate([{transform: `translateY(${by}px)`}, {transform: 'none'}], {
        duration: 420,
        easing: 'cubic-bezier(.2, .8, .2, 1)',
      });
    }
  }
}
