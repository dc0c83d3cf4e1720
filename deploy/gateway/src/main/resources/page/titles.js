/**
 * What items are called. Events carry ids; titles are asked for in groups, a few times a second at
 * most, and the newest ones are kept.
 */
import {items} from './gateway.js';

const KEPT = 5_000;
const GROUP = 100;
const WAIT = 250;

const titles = new Map();
const wanted = new Set();
const listeners = new Set();
let timer = null;

/** Remembers items of a catalogue answer. */
export function learn(list) {
  for (const item of list) {
    titles.delete(item.item_id);
    titles.set(item.item_id, item);
  }
  // The oldest are at the beginning.
  for (const id of titles.keys()) {
    if (titles.size <= KEPT) break;
    titles.delete(id);
  }
}

/** Remembers a title that came with an event; what a catalogue answer said is more. */
export function learnTitle(id, title) {
  const item = titles.get(id);
  if (title && title !== item?.title) {
    learn([{item_id: id, title, categories: item?.categories ?? []}]);
  }
}

/** The title, or the id while it is not known or where there is none. */
export function title(id) {
  const item = titles.get(id);
  if (!item) want(id);
  return item?.title || id;
}

/** Calls when titles came that somebody asked for. */
export const onTitles = listener => listeners.add(listener);

function want(id) {
  if (wanted.size < GROUP) wanted.add(id);
  timer ??= setTimeout(ask, WAIT);
}

async function ask() {
  const ids = [...wanted];
  wanted.clear();
  try {
    learn((await items({ids, limit: ids.length})).items);
    // Who has no entry is called by the id, and not asked for again at once.
    learn(ids.filter(id => !titles.has(id)).map(id => ({item_id: id, title: '', categories: []})));
  } catch {
    // Ids will do until the next one asks.
  }
  timer = null;
  for (const listener of listeners) listener();
}
