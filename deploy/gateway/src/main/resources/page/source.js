/** Which source brought an item to a slate, as a letter, and in words for whoever asks. */
import {title} from './titles.js';

const LETTERS = [
  [/^backbone/, 'B'],
  [/^popular/, 'P'],
  [/^neighbours/, 'N'],
  [/^new item/, '✦'],
];

/** Of whoever has clicked nothing no slate is kept, and it would be refused. */
export const NOT_YET = 'Which source brought an item is told from your first click on.';

const NOT_TOLD = {
  'not-kept':
    'Which source brought an item can no longer be told: the job has let this slate go. Click an item, and it is told of the next one.',
  'not-found':
    'Which source brought an item is not told: the gateway does not know this slate, it may have started anew. Click an item, and it is told of the next one.',
  busy: 'Which source brought an item is not told now: too many ask. It is told of the next slate.',
  'no-answer':
    'Which source brought an item is not told: the job did not say in time. It is asked again with the next slate.',
};

/** Why no item has a mark, and what to do. */
export const notTold = refused => NOT_TOLD[refused.kind] ?? refused.message;

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
