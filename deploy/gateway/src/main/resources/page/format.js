/** Numbers, times and elements as this page writes them. */

const COUNT = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const NOTHING = '–';

export const known = value => typeof value === 'number' && Number.isFinite(value);

export const count = value => (known(value) ? COUNT.format(value) : NOTHING);

/** A share of one, in percent with one decimal. */
export const percent = value => (known(value) ? (100 * value).toFixed(1) + ' %' : NOTHING);

/** Milliseconds in the unit that reads best. */
export function duration(ms) {
  if (!known(ms)) return NOTHING;
  if (ms < 10 && !Number.isInteger(ms)) return ms.toFixed(1) + ' ms';
  if (ms < 1000) return Math.round(ms) + ' ms';
  if (ms < 10_000) return (ms / 1000).toFixed(1) + ' s';
  if (ms < 120_000) return Math.round(ms / 1000) + ' s';
  if (ms < 7_200_000) return Math.round(ms / 60_000) + ' min';
  if (ms < 172_800_000) return Math.round(ms / 3_600_000) + ' h';
  return Math.round(ms / 86_400_000) + ' d';
}

/** Time of day of epoch milliseconds, as the reader's clock shows it. */
export const clock = ms => new Date(ms).toLocaleTimeString('en-GB');

/** A version; 0 = none took part. */
export const version = value => (value ? 'v' + count(value) : 'none');

/** FULL, GENERATOR_ONLY, ... in words. */
export const tierWords = tier => String(tier ?? '').toLowerCase().replaceAll('_', ' ');

/**
 * The one way in which this page makes elements. Strings become text, never markup: an item may be
 * called anything.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child != null));
  return made;
}

/** Name and value pairs of a definition list; its elements stay, so that nothing flickers. */
export function figures(list, pairs) {
  pairs.forEach(([name, value, unit, kind], i) => {
    if (!list.children[i]) {
      list.append(element('div', {}, element('dt'), element('dd', {}, element('b'), element('span'))));
    }
    const box = list.children[i];
    write(box.firstChild, name);
    write(box.lastChild.firstChild, value);
    write(box.lastChild.lastChild, unit ?? '');
    box.dataset.kind = kind ?? '';
  });
}

/** Sets text only where it differs: screen readers and layout notice every write. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
