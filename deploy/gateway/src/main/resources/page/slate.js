/** A slate as a list whose rows move when it changes. */
import {element, write} from './format.js';
import {glide, moveMark, moves, moveWords, summary} from './moves.js';
import {sourceMark} from './source.js';
import {title} from './titles.js';

/**
 * @param list the element of the slate
 * @param act (item id, action) when a row is clicked or refused
 */
export function slateView(list, act) {
  const rows = new Map();

  /**
   * @param ids of items, best first
   * @param before those of the slate to compare with; null = there is none
   * @param acted id of the item that is left out because of what was done with it; null = none
   * @param nothing what stands in the place of no items
   * @returns what moved since the slate before, in words; empty = there is nothing to say
   */
  function show(ids, before, {acted, nothing}) {
    const moved = moves(before, ids);
    const words = summary(before, moved, acted);
    const focused = list.contains(document.activeElement);
    glide(list, () => {
      list.querySelector('.empty')?.remove();
      for (const [id, row] of rows) {
        if (!ids.includes(id)) {
          row.remove();
          rows.delete(id);
        }
      }
      moved.forEach((move, i) => {
        const row = rows.get(move.id) ?? make(move.id);
        rows.set(move.id, row);
        paint(row, move);
        // Only what stands elsewhere is touched: a moved node loses the focus.
        if (list.children[i] !== row) list.insertBefore(row, list.children[i] ?? null);
      });
      if (!ids.length) list.append(element('li', {class: 'empty'}, nothing));
    });
    if (focused && !list.contains(document.activeElement)) list.querySelector('button')?.focus();
    return words;
  }

  function make(id) {
    return element(
      'li',
      {},
      element(
        'button',
        {type: 'button', class: 'pick', onclick: () => act(id, 'CLICK')},
        element('span', {class: 'rank'}),
        element('span', {class: 'title'}),
        element('span', {class: 'source'}),
        element('span', {class: 'move'}),
      ),
      element(
        'button',
        {type: 'button', class: 'refuse', title: 'Not for me', onclick: () => act(id, 'DISLIKE')},
        '×',
      ),
    );
  }

  function paint(row, move) {
    const [pick, refuse] = row.children;
    const name = title(move.id);
    row.dataset.move = move.kind;
    row.dataset.item = move.id;
    write(pick.children[0], String(move.rank));
    write(pick.children[1], name);
    write(pick.children[2], '');
    pick.children[2].removeAttribute('title');
    write(pick.children[3], moveMark(move));
    pick.setAttribute('aria-label', [move.rank, name, moveWords(move)].filter(Boolean).join(', '));
    refuse.setAttribute('aria-label', `Not for me: ${name}`);
  }

  /** Marks each item with the source that brought it, once that is known. */
  function mark(told) {
    for (const item of told.items) {
      const place = rows.get(item.item_id)?.querySelector('.source');
      if (!place) continue;
      const {letter, words} = sourceMark(item);
      write(place, letter);
      place.title = words;
    }
  }

  return {
    show,
    mark,
    /** Another user: nothing was before. */
    clear() {
      rows.clear();
      list.replaceChildren();
    },
  };
}
