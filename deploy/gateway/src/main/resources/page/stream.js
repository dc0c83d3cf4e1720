/**
 * The stream: clicks and the slates that answer them. More pass than a person can read, so some are
 * shown and the share is said. Rows are bounded; a paused stream keeps what it shows.
 */
import {clock, count, duration, element, tierWords, write} from './format.js';
import {onTitles, title} from './titles.js';

const ROWS = 40;
const OPEN_CLICKS = 2_000;
const EVERY = 500;
const SHOWN_A_TURN = 2;
const NAMED = 3;

export function stream(ownId) {
  const body = document.getElementById('passing');
  const share = document.getElementById('stream-share');
  const pause = document.getElementById('pause');
  const clicks = new Map();
  let answered = [];
  let paused = false;
  let missed = 0;
  let rate = 0;
  let shownRate = 0;

  pause.addEventListener('click', () => {
    paused = !paused;
    missed = 0;
    pause.setAttribute('aria-pressed', String(paused));
    write(pause, paused ? 'Go on' : 'Pause');
    say();
  });

  function turn() {
    const all = answered;
    answered = [];
    const some = choose(all, ownId());
    if (paused) missed += (rate * EVERY) / 1000;
    else some.forEach(add);
    shownRate += 0.2 * ((some.length * 1000) / EVERY - shownRate);
    say();
  }

  function add(pair) {
    body.prepend(row(pair, ownId()));
    while (body.children.length > ROWS) body.lastChild.remove();
  }

  function say() {
    if (paused) write(share, `paused, ${count(missed)} clicks passed since`);
    else if (rate > 0) write(share, `shows ${count(Math.min(rate, shownRate))} of ${count(rate)} clicks a second`);
    else write(share, 'nothing passes');
  }

  onTitles(() => {
    for (const cell of body.querySelectorAll('[data-item]')) write(cell, title(cell.dataset.item));
  });
  setInterval(turn, EVERY);

  return {
    click(click) {
      clicks.set(click.event_id, click);
      if (clicks.size > OPEN_CLICKS) clicks.delete(clicks.keys().next().value);
    },
    slate(slate) {
      const click = clicks.get(slate.trigger_event_id);
      clicks.delete(slate.trigger_event_id);
      if (slate.user_id !== ownId()) answered.push({click, slate});
      if (answered.length > OPEN_CLICKS) answered.shift();
    },
    /** The reader's own, which a sample might leave out. */
    own(click, answer) {
      const items = answer.items.map(item => item.item_id);
      answered.push({click, slate: {...answer, user_id: click.user_id, items}});
    },
    stats(stats) {
      rate = stats.clicks_per_s ?? 0;
    },
  };
}

/** The reader's own first, the rest spread over what came. */
function choose(pairs, ownId) {
  const own = pairs.filter(pair => pair.slate.user_id === ownId);
  const others = pairs.filter(pair => pair.slate.user_id !== ownId);
  const step = Math.max(1, others.length / SHOWN_A_TURN);
  const some = [];
  for (let i = 0; i < others.length && some.length < SHOWN_A_TURN; i += step) {
    some.push(others[Math.floor(i)]);
  }
  return [...some, ...own];
}

function row({click, slate}, ownId) {
  const own = slate.user_id === ownId;
  const names = slate.items.slice(0, NAMED).map(name);
  const more = slate.items.length - names.length;
  const answer = cell('answer-cell');
  names.forEach((item, i) => answer.append(...(i ? [' · ', item] : [item])));
  if (more > 0) answer.append(element('span', {class: 'faint'}, ` + ${more}`));
  if (!slate.items.length) answer.append('nothing to show');
  return element(
    'tr',
    {class: own ? 'own' : null, role: 'row'},
    cell('time', clock(click?.time ?? slate.time)),
    cell('id', own ? 'you' : slate.user_id || 'guest'),
    cell('clicked', click ? name(click.item_id) : 'asked'),
    answer,
    cell('tier', tierWords(slate.tier)),
    cell('number', duration(slate.latency_ms)),
  );
}

const cell = (kind, ...content) => element('td', {class: kind, role: 'cell'}, ...content);

const name = id => element('span', {class: 'title', 'data-item': id}, title(id));
