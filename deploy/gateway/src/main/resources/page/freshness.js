/**
 * Whether figures are of now. They come once a second: where they do not, for whatever reason, what
 * stands there is marked as old, with its time. No live region: a reader is told once, by the
 * connection, and not every second.
 */
import {clock, duration, write} from './format.js';

const EVERY = 1_000;
/** A second that is late is no news. */
const OLD_AFTER = 4_000;

/**
 * @param places elements that hold figures, each with a heading in `.head`
 * @param onOld when they become old
 * @returns `heard` is to be called whenever figures come
 */
export function freshness(places, onOld) {
  let last = null;
  let old = false;

  function look() {
    if (last === null) return;
    const age = Date.now() - last;
    if (age >= OLD_AFTER && !old) {
      old = true;
      onOld();
    }
    for (const place of places) {
      place.toggleAttribute('data-old', old);
      write(place.querySelector('.old'), old ? `old: as of ${clock(last)}, ${duration(age)} ago` : '');
    }
  }

  setInterval(look, EVERY);
  return {
    heard() {
      last = Date.now();
      if (!old) return;
      old = false;
      look();
    },
  };
}
