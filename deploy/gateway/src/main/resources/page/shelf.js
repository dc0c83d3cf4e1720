/** The catalogue: search it, look into a category, click in it. */
import {items, Refused} from './gateway.js';
import {count, element, write} from './format.js';
import {learn} from './titles.js';

const SHOWN = 50;
const TYPING = 200;

/**
 * @param onPick (item id) when one is clicked
 * @param onCategories (names, the largest first) when they become known
 */
export function shelf(onPick, onCategories) {
  const form = document.getElementById('search');
  const list = document.getElementById('catalogue');
  const note = document.getElementById('catalogue-note');
  let timer;
  let turn = 0;
  let offered = '';

  form.addEventListener('submit', event => {
    event.preventDefault();
    load();
  });
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(load, TYPING);
  });
  arrows(list);

  async function load() {
    clearTimeout(timer);
    const mine = ++turn;
    let found;
    try {
      found = await items({
        query: form.query.value.trim(),
        category: form.category.value,
        limit: SHOWN,
      });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (mine === turn) write(note, refused.message);
      return;
    }
    // An answer to what was typed before comes too late.
    if (mine !== turn) return;
    learn(found.items);
    list.replaceChildren(...found.items.map(row));
    list.scrollTop = 0;
    enter(list);
    const all = found.matches ?? found.items.length;
    write(note, all ? `${count(Math.min(SHOWN, all))} of ${count(all)} items` : 'No item is called so.');
    offer(found.categories ?? []);
  }

  function offer(categories) {
    const names = categories
      .map(category => category.name)
      .sort((a, b) => a.localeCompare(b, undefined, {numeric: true}));
    if (names.join('\n') === offered) return;
    offered = names.join('\n');
    const chosen = form.category.value;
    form.category.replaceChildren(
      element('option', {value: ''}, 'All categories'),
      ...names.map(name => element('option', {value: name}, name)),
    );
    form.category.value = names.includes(chosen) ? chosen : '';
    onCategories(names);
  }

  const row = item =>
    element(
      'li',
      {},
      element(
        'button',
        {type: 'button', class: 'pick', onclick: () => onPick(item.item_id)},
        element('span', {class: 'title'}, item.title || item.item_id),
        element('span', {class: 'faint id'}, item.item_id),
      ),
    );

  return {load};
}

/** Of a long list one button is a stop of the tab key; arrows lead on from it. */
function arrows(list) {
  const buttons = () => [...list.querySelectorAll('button')];
  list.addEventListener('keydown', event => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1}[event.key];
    if (to === undefined || !all[to]) return;
    event.preventDefault();
    all[to].focus();
  });
  list.addEventListener('focusin', event => {
    for (const button of buttons()) button.tabIndex = button === event.target ? 0 : -1;
  });
}

function enter(list) {
  [...list.querySelectorAll('button')].forEach((button, i) => (button.tabIndex = i ? -1 : 0));
}
