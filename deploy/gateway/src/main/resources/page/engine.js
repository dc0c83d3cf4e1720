/** The engine: how much passes, how fast, and which versions answer. */
import {bars, chart, lanes, lines} from './chart.js';
import {count, duration, figures, known, version, write} from './format.js';
import {inUse, serving} from './state.js';

const SPAN = 10 * 60_000;
const SHORTEST = 60_000;
const MODELS = ['backbone', 'reranker'];

export function engine() {
  const throughput = chart(document.getElementById('throughput'), lines);
  const latency = chart(document.getElementById('latency'), bars);
  const timeline = chart(document.getElementById('swaps'), lanes);
  let samples = [];
  let swaps = [];
  const newest = {};
  const announced = {};

  function show(stats) {
    samples = [...samples, stats].filter(sample => sample.time >= stats.time - SPAN);
    notice(stats);
    swaps = swaps.filter(swap => swap.time >= stats.time - SPAN);
    say(stats);
    const from = Math.max(stats.time - SPAN, Math.min(samples[0].time, stats.time - SHORTEST));
    drawThroughput(stats, from);
    drawLatency(stats);
    drawSwaps(stats, from);
  }

  /** Who comes late has missed the event of a version, and sees it in the numbers. */
  function notice(stats) {
    for (const model of MODELS) {
      const now = stats[model + '_version'];
      if (newest[model] !== undefined && now > newest[model]) {
        swapped({time: stats.time, model, version: now});
      }
      newest[model] = Math.max(newest[model] ?? 0, now ?? 0);
    }
  }

  function swapped(swap) {
    const model = String(swap.model).toLowerCase();
    const state = swap.state ?? 'serving';
    const same = known => known.model === model && known.version === swap.version;
    if (swaps.some(known => same(known) && known.state === state)) return;
    swaps.push({...swap, model, state});
    const seen = state === 'serving' ? newest : announced;
    seen[model] = Math.max(seen[model] ?? 0, swap.version);
  }

  function say(stats) {
    const versions = now(stats);
    figures(document.getElementById('engine-figures'), [
      ['Clicks', count(stats.clicks_per_s), 'a second'],
      ['Latency p50', duration(stats.latency_ms?.p50), ''],
      ['p99', duration(stats.latency_ms?.p99), ''],
      ['Backbone', version(versions.backbone), ''],
      ['Reranker', version(versions.reranker), ''],
      ['Weights', duration(stats.freshness_ms), 'old'],
    ]);
    write(document.getElementById('engine-words'), serving(versions, announced));
  }

  function drawThroughput(stats, from) {
    const points = key => samples.filter(s => known(s[key])).map(s => [s.time, s[key]]);
    throughput.show({
      label: `Clicks ${count(stats.clicks_per_s)} and answers ${count(stats.answers_per_s)} a second.`,
      from,
      to: stats.time,
      series: [
        {name: 'answers', kind: 'popularity', points: points('answers_per_s')},
        {name: 'clicks', kind: 'riffle', points: points('clicks_per_s')},
      ],
      format: count,
      least: 10,
      left: 34,
    });
  }

  function drawLatency(stats) {
    const buckets = stats.latency_histogram ?? [];
    latency.show({
      label:
        `Latency of answers, p50 ${duration(stats.latency_ms?.p50)}, ` +
        `p99 ${duration(stats.latency_ms?.p99)}.`,
      bars: buckets.map(bucket => ({name: limit(bucket.le), value: bucket.count})),
      format: count,
    });
  }

  const now = stats =>
    Object.fromEntries(MODELS.map(model => [model, inUse(stats, model, newest)]));

  function drawSwaps(stats, from) {
    const lane = model => ({
      name: model,
      kind: model,
      moments: swaps
        .filter(swap => swap.model === model)
        .map(swap => ({
          time: swap.time,
          kind: swap.state,
          name: swap.state === 'serving' ? 'v' + swap.version : '',
        })),
    });
    const said = MODELS.map(model => `${model} ${version(now(stats)[model])}`).join(', ');
    timeline.show({
      label: `Versions taken into use: ${swaps.filter(swap => swap.state === 'serving').length} in view. Now ${said}.`,
      from,
      to: stats.time,
      lanes: MODELS.map(lane),
    });
  }

  return {
    show,
    swapped,
  };
}

/** Upper end of a bucket in ms; the last one has none. */
function limit(le) {
  if (le === null) return 'more';
  const value = Number(le);
  return value >= 1000 ? value / 1000 + ' s' : String(value);
}
