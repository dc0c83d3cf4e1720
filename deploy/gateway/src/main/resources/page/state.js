/**
 * What the figures come to, in a sentence. It says what they tell and what is always so, and no
 * cause that they do not show.
 */
import {count, duration, known, version} from './format.js';
import {interval} from './interval.js';

/** Fewer clicks say nothing: the interval is wider than the scale. */
export const FEWEST = 30;

const RIVALS = [
  ['Item-to-item', 'item_to_item_at_10'],
  ['Popularity', 'popularity_at_10'],
];
const BY_MODELS = {backbone: ['FULL', 'GENERATOR_ONLY'], reranker: ['FULL']};

/** Who is ahead in the curve, and what is known of why. */
export function race(stats) {
  const scored = stats.clicks_scored ?? 0;
  if (scored < FEWEST) return `Too few clicks are scored to compare: ${count(scored)} of ${FEWEST}.`;
  const [low, high] = interval(stats.hit_at_10, scored);
  const [name, best] = RIVALS.map(([name, key]) => [name, stats[key] ?? 0]).sort(
    (a, b) => b[1] - a[1],
  )[0];
  if (best < low) return 'Riffle is ahead of both.';
  if (best <= high) {
    return `Riffle and ${name.toLowerCase()} are level: chance explains the difference.`;
  }
  const points = (100 * (best - stats.hit_at_10)).toFixed(1);
  return `${name} is ahead of Riffle by ${points} points: ${because(stats)}.`;
}

function because(stats) {
  if (!stats.backbone_version && !tookPart(stats, 'backbone')) {
    return 'no model has a part in the newest answers';
  }
  const age = known(stats.freshness_ms) ? duration(stats.freshness_ms) + ' old' : 'older';
  return `its counts know each click at once, Riffle's weights are ${age}`;
}

/**
 * The version of a model that answers now. The newest answer alone does not tell: now and then one
 * is of popular items, while the models serve.
 *
 * @param newest versions that were seen in answers, by model
 */
export function inUse(stats, model, newest) {
  if (stats[model + '_version']) return stats[model + '_version'];
  return tookPart(stats, model) ? (newest[model] ?? 0) : 0;
}

const tookPart = (stats, model) => BY_MODELS[model].some(tier => stats.tiers?.[tier] > 0);

/**
 * Why a model does not serve; empty = all do.
 *
 * @param now versions that answer, by model; 0 = none
 * @param announced newest versions that were announced, by model
 */
export function serving(now, announced) {
  if (!now.backbone) {
    return missing('backbone', announced, 'Popular items are shown until one serves.');
  }
  if (!now.reranker) {
    return missing('reranker', announced, 'Slates stand as the first stage orders them.');
  }
  return '';
}

function missing(model, announced, meanwhile) {
  if (announced[model]) {
    const name = model[0].toUpperCase() + model.slice(1);
    return `${name} ${version(announced[model])} is announced, and has no part in the newest answers.`;
  }
  return (
    `No ${model} has been announced: none has passed its gate yet, or none is being trained. ` +
    meanwhile
  );
}
