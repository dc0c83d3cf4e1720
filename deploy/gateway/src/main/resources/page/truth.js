/**
 * The truth: of the newest clicks, how many were on the slate that stood before, against two
 * baselines on the same clicks, with the interval in which the rate lies at 95 %.
 */
import {chart, lines} from './chart.js';
import {clock, count, element, figures, known, percent, tierWords, write} from './format.js';
import {interval} from './interval.js';
import {FEWEST, race} from './state.js';

const SPAN = 10 * 60_000;
const SHORTEST = 60_000;
const NUMBER_ROWS = 20;

export function truth() {
  const curve = chart(document.getElementById('truth-chart'), lines);
  const numbers = document.getElementById('truth-numbers');
  const details = numbers.closest('details');
  let samples = [];

  details.addEventListener('toggle', () => table());

  function show(stats) {
    if (known(stats.hit_at_10) && stats.clicks_scored >= FEWEST) samples.push(stats);
    samples = samples.filter(sample => sample.time >= stats.time - SPAN);
    say(stats);
    draw(stats.time);
    tiers(stats);
    if (details.open && samples.length % 5 === 1) table();
  }

  function say(stats) {
    const [low, high] = interval(stats.hit_at_10, stats.clicks_scored);
    const enough = stats.clicks_scored >= FEWEST;
    figures(document.getElementById('truth-figures'), [
      [
        'Riffle',
        enough ? percent(stats.hit_at_10) : '–',
        enough ? `95 %: ${(100 * low).toFixed(1)} to ${percent(high)}` : 'too few clicks',
        'riffle',
      ],
      ['Item-to-item', enough ? percent(stats.item_to_item_at_10) : '–', '', 'neighbours'],
      ['Popularity', enough ? percent(stats.popularity_at_10) : '–', '', 'popularity'],
      ['Scored', count(stats.clicks_scored), 'newest clicks', ''],
    ]);
    write(document.getElementById('truth-words'), race(stats));
  }

  function draw(now) {
    const points = key => samples.filter(s => known(s[key])).map(s => [s.time, s[key]]);
    const last = samples.at(-1);
    const from = Math.max(now - SPAN, Math.min(samples[0]?.time ?? now, now - SHORTEST));
    curve.show({
      label: last
        ? `Hit rate at 10 over time. Now Riffle ${percent(last.hit_at_10)}, item-to-item ` +
          `${percent(last.item_to_item_at_10)}, popularity ${percent(last.popularity_at_10)}.`
        : 'Hit rate at 10 over time: too few clicks yet.',
      from,
      to: now,
      series: [
        {name: 'Popularity', kind: 'popularity', points: points('popularity_at_10')},
        {name: 'Item-to-item', kind: 'neighbours', points: points('item_to_item_at_10')},
        {name: 'Riffle', kind: 'riffle', points: points('hit_at_10')},
      ],
      band: {
        kind: 'riffle',
        points: samples.map(s => [s.time, ...interval(s.hit_at_10, s.clicks_scored)]),
      },
      format: value => Math.round(100 * value) + ' %',
      least: 0.04,
      right: 92,
      endLabels: true,
    });
  }

  function table() {
    if (!details.open) return;
    const step = Math.max(1, Math.ceil(samples.length / NUMBER_ROWS));
    const some = samples.filter((_, i) => (samples.length - 1 - i) % step === 0).reverse();
    numbers.replaceChildren(
      ...some.map(sample => {
        const [low, high] = interval(sample.hit_at_10, sample.clicks_scored);
        return element(
          'tr',
          {},
          element('td', {class: 'time'}, clock(sample.time)),
          ...[
            percent(sample.hit_at_10),
            `${(100 * low).toFixed(1)} to ${percent(high)}`,
            percent(sample.item_to_item_at_10),
            percent(sample.popularity_at_10),
          ].map(cell => element('td', {class: 'number'}, cell)),
        );
      }),
    );
  }

  return {show};
}

/** Rows stay where they are; their order is that of the gateway. */
function tiers(stats) {
  const body = document.getElementById('tiers');
  const scored = stats.hit_at_10_by_tier ?? {};
  const parts = Object.entries(stats.tiers ?? {}).filter(([tier, n]) => n > 0 || scored[tier]);
  const all = parts.reduce((sum, [, n]) => sum + n, 0);
  parts.forEach(([tier, n], i) => {
    if (!body.children[i]) {
      body.append(
        element(
          'tr',
          {},
          element('th', {scope: 'row'}),
          element('td', {class: 'number'}),
          element('td', {class: 'number'}),
        ),
      );
    }
    const [name, share, rate] = body.children[i].children;
    write(name, tierWords(tier));
    write(share, all > 0 ? percent(n / all) : '–');
    write(rate, percent(scored[tier]?.hit_at_10));
  });
  while (body.children.length > parts.length) body.lastChild.remove();
}
