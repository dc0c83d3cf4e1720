/** What an answer says of itself: how it was made, and why it shows nothing. */
import {duration, tierWords, version} from './format.js';

const MODELS = ['backbone', 'reranker'];

/** How the slate was made. Versions are those that took part: of a slate without items, none. */
export function facts(answer) {
  const stale = answer.age_ms >= 0;
  const shows = answer.items.length > 0;
  const models = MODELS.filter(model => answer[model + '_version']).map(
    model => model + ' ' + version(answer[model + '_version']),
  );
  const parts = [
    ...(stale ? [`stale, ${duration(answer.age_ms)} old`] : shows ? [tierWords(answer.tier)] : []),
    ...(shows ? models : []),
    'answered in ' + duration(answer.latency_ms),
  ];
  return parts.join(' · ') + (shows && answer.reason ? '\n' + answer.reason : '');
}

/**
 * Why there is nothing, and what to do.
 *
 * @param where the condition under which was asked; empty = none
 */
export function nothing(answer, where) {
  const why = answer.reason || 'The answer names no item, and does not say why.';
  if (answer.tier === 'STALE') return why + '\nAsk again in a moment.';
  return why + (where ? ' Change the condition, or clear it.' : '');
}

/** A model that was swapped between two slates has a part in what moved: it is said. */
export function swapWords(before, after) {
  if (!before) return '';
  const parts = MODELS.filter(model => before[model + '_version'] && after[model + '_version'])
    .filter(model => before[model + '_version'] !== after[model + '_version'])
    .map(
      model =>
        `${model} ${version(before[model + '_version'])} to ${version(after[model + '_version'])}`,
    );
  return parts.length ? `Swapped meanwhile: ${parts.join(', ')}.` : '';
}
