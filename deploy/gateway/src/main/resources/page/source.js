/** Which source brought an item to a slate, as a letter, and in words for whoever asks. */
import {title} from './titles.js';

const LETTERS = [
  [/^backbone/, 'B'],
  [/^popular/, 'P'],
  [/^neighbours/, 'N'],
  [/^new item/, '✦'],
];

/** @param item of an explanation */
export function sourceMark(item) {
  const best = [...item.sources].sort((a, b) => (a.rank || 99) - (b.rank || 99))[0];
  if (!best) return {letter: '', words: ''};
  const letter = LETTERS.find(([name]) => name.test(best.source))?.[1] ?? '·';
  const proposed = item.sources.map(said => (said.rank ? `${said.source} ${said.rank}` : said.source));
  const because = item.because.map(event => title(event.item_id));
  return {
    letter,
    words:
      'Proposed by ' + proposed.join(', ') + (because.length ? '; because of ' + because.join(', ') : ''),
  };
}
