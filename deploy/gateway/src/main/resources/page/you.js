/** You: a user made up for this page, who clicks, and whose slate answers. */
import {comparison} from './comparison.js';
import {facts, nothing, swapWords} from './facts.js';
import {clock, element, write} from './format.js';
import {event, explanation, Refused, slate, slatesOf} from './gateway.js';
import {connect} from './live.js';
import {shelf} from './shelf.js';
import {slateView} from './slate.js';
import {NOT_YET, notTold} from './source.js';
import {learn, title} from './titles.js';

const SIZE = 10;
const HISTORY = 50;
const RETRY = 3_000;
const DONE = {CLICK: 'You clicked', DISLIKE: 'You do not want'};
const KEPT_WORDS = {CLICK: 'clicked', DISLIKE: 'not for me'};

/** @param onAnswered (click, slate) for each answer to a click made here */
export function you(onAnswered) {
  const history = document.getElementById('history');
  const list = document.getElementById('slate');
  const conditions = document.getElementById('conditions');
  const view = slateView(list, act);
  const compared = comparison();
  const catalogue = shelf(id => act(id, 'CLICK'), offerExamples);
  let userId;
  let turn = 0;
  let last = null;
  let where = '';
  let late = null;
  let clicked = false;

  async function act(itemId, action) {
    const mine = ++turn;
    const cause = `${DONE[action]} ${title(itemId)}`;
    const noted = remember(itemId, action);
    const taken = await ask(mine, cause, where, async () => {
      const time = Date.now();
      let answer = await event(userId, itemId, action);
      onAnswered({time, user_id: userId, item_id: itemId, event_id: answer.event_id, action}, answer);
      if (answer.tier === 'STALE') awaitLate(mine, cause, itemId, answer.event_id);
      else if (where) answer = await slate(wish(where));
      return answer;
    }, itemId);
    // What nobody took is no history.
    if (!taken) noted.remove();
  }

  const wish = condition => ({
    user_id: userId,
    size: SIZE,
    ...(condition ? {where: condition} : {}),
  });

  /** An answer that came after its deadline takes the place of what was shown instead. */
  function awaitLate(mine, cause, itemId, eventId) {
    // The first event is the newest slate there is: one that came meanwhile is not missed.
    const stream = connect(slatesOf(userId), arrived, () => {});
    late = stream;

    function arrived(name, answer) {
      if (name !== 'slate' || answer.trigger_event_id !== eventId) return;
      stream.close();
      if (mine !== turn) return;
      const items = answer.items.map((id, i) => ({item_id: id, title: answer.titles?.[i]}));
      ask(mine, cause, where, async () => (where ? slate(wish(where)) : {...answer, items}), itemId);
    }
  }

  /** Asks for a slate without a click. */
  const askNow = (cause, condition) =>
    ask(++turn, cause, condition, () => slate(wish(condition)));

  /**
   * Of several answers under way the newest question's is shown.
   *
   * @param condition under which is asked
   */
  async function ask(mine, cause, condition, question, acted) {
    late?.close();
    list.setAttribute('aria-busy', 'true');
    try {
      const answer = await question();
      if (mine === turn) show(cause, condition, answer, acted);
      return true;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (mine === turn) refuse(refused);
      return false;
    } finally {
      if (mine === turn) list.removeAttribute('aria-busy');
    }
  }

  function show(cause, condition, answer, acted) {
    learn(answer.items.filter(item => item.title));
    const ids = answer.items.map(item => item.item_id);
    const before = compared.of(condition);
    const moved = view.show(ids, before && before.items.map(item => item.item_id), {
      acted,
      nothing: nothing(answer, condition),
    });
    const words = ids.length ? compared.words(condition, moved) : 'nothing to show';
    why(cause, words, swapWords(before, answer));
    compared.put(condition, answer);
    refusal('');
    const note = document.getElementById('slate-note');
    write(note, facts(answer));
    note.dataset.tier = answer.tier;
    last = answer;
    if (ids.length && answer.recommendation_id && answer.tier !== 'STALE') marks(answer);
  }

  /** Where each item came from is known a little later, or not at all. */
  async function marks(answer) {
    if (!clicked) {
      remark(answer, NOT_YET);
      return;
    }
    try {
      const told = await explanation(answer.recommendation_id);
      if (last === answer) view.mark(told);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (last === answer) remark(answer, notTold(refused));
    }
  }

  const remark = (answer, text) =>
    write(document.getElementById('slate-note'), facts(answer) + '\n' + text);

  function why(cause, what, swap) {
    const place = document.getElementById('why');
    // One write, so that it is read out once.
    place.replaceChildren(
      element('b', {class: 'title'}, cause),
      what ? ': ' + what + '.' : '.',
      swap ? ' ' + swap : '',
    );
  }

  function refuse(refused) {
    if (refused.status === 400) refusal(refused.message);
    else why('No new slate', refused.message.replace(/\.$/, ''), '');
  }

  function refusal(text) {
    write(document.getElementById('refusal'), text);
    if (text) {
      conditions.where.setAttribute('aria-invalid', 'true');
      conditions.where.focus();
    } else conditions.where.removeAttribute('aria-invalid');
  }

  function remember(itemId, action) {
    clicked ||= action === 'CLICK';
    history.querySelector('.empty')?.remove();
    const noted = element(
      'li',
      {},
      element('span', {class: 'time'}, clock(Date.now())),
      element('span', {class: 'title'}, title(itemId)),
      element('span', {class: 'faint'}, KEPT_WORDS[action]),
    );
    history.prepend(noted);
    while (history.children.length > HISTORY) history.lastChild.remove();
    return noted;
  }

  function offerExamples(categories) {
    const [first, second] = categories.map(quoted);
    const texts = [MISTAKE];
    if (second) texts.unshift(`not category in (${first}, ${second}) and age < 30d`);
    if (first) texts.unshift(`category in (${first})`);
    document.getElementById('examples').replaceChildren(
      ...texts.map(text =>
        element(
          'button',
          {type: 'button', class: 'example', onclick: () => tryCondition(text)},
          text === MISTAKE ? text + ' (a mistake)' : text,
        ),
      ),
    );
  }

  function tryCondition(text) {
    conditions.where.value = text;
    conditions.requestSubmit();
  }

  conditions.addEventListener('submit', submitted => {
    submitted.preventDefault();
    const wanted = conditions.where.value.trim();
    const cause = wanted ? `Only where ${wanted}` : 'Without a condition';
    // One that is refused leaves in force what was before.
    askNow(cause, wanted).then(taken => {
      if (taken) where = wanted;
    });
  });
  document.getElementById('no-condition').addEventListener('click', () => tryCondition(''));
  document.getElementById('someone-else').addEventListener('click', begin);

  /** Just after a start nobody may answer yet: asked again, until the user does something. */
  async function askFirst(mine) {
    const answered = await askNow('You clicked nothing yet', '');
    if (!answered) setTimeout(() => mine === turn && askFirst(turn + 1), RETRY);
  }

  function begin() {
    userId = 'you-' + [...crypto.getRandomValues(new Uint8Array(4))].map(hex).join('');
    write(document.getElementById('user'), userId);
    last = null;
    compared.clear();
    clicked = false;
    where = '';
    conditions.where.value = '';
    view.clear();
    history.replaceChildren(element('li', {class: 'empty'}, 'Nothing yet: click an item.'));
    askFirst(turn + 1);
  }

  return {
    begin() {
      catalogue.load();
      begin();
    },
    id: () => userId,
  };
}

const hex = byte => byte.toString(16).padStart(2, '0');

/** Shows how a condition is refused. */
const MISTAKE = 'price <';

/** Words that mean something in a condition. */
const WORDS = /^(and|or|not|in|all|category|item|age)$/i;

/** A name as the text form of a condition wants it. */
const quoted = name => (/^[\w.-]+$/.test(name) && !WORDS.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`);
