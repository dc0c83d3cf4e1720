/** Puts the four places together. */
import {engine} from './engine.js';
import {freshness} from './freshness.js';
import {live, useToken} from './gateway.js';
import {connect} from './live.js';
import {stream} from './stream.js';
import {theme} from './theme.js';
import {learnTitle} from './titles.js';
import {truth} from './truth.js';
import {write} from './format.js';
import {you} from './you.js';

theme(document.getElementById('theme'));

const reader = you((click, answer) => passing.own(click, answer));
const passing = stream(reader.id);
const machine = engine();
const curve = truth();
const fresh = freshness(
  ['truth', 'stream', 'engine'].map(id => document.getElementById(id)),
  () => passing.stats({}),
);

const on = {
  click(click) {
    learnTitle(click.item_id, click.title);
    passing.click(click);
  },
  slate(slate) {
    slate.items.forEach((id, i) => learnTitle(id, slate.titles?.[i]));
    passing.slate(slate);
  },
  stats(stats) {
    fresh.heard();
    passing.stats(stats);
    machine.show(stats);
    curve.show(stats);
  },
  version: swap => machine.swapped(swap),
};

const connection = document.getElementById('connection');
const entry = document.getElementById('entry');

const events = connect(
  live(),
  (name, data) => on[name]?.(data),
  (state, text) => {
    connection.dataset.state = state;
    write(connection, text);
    entry.hidden = state !== 'locked';
  },
);

entry.addEventListener('submit', submitted => {
  submitted.preventDefault();
  useToken(entry.token.value);
  entry.token.value = '';
  events.again();
  reader.begin();
});

reader.begin();
