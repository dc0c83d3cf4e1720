/** What this page asks the gateway, and how it is told that something was refused. */

/** Refused, or not reached: the message is fit to be shown. */
export class Refused extends Error {
  /**
   * @param status of HTTP; 0 = not reached
   * @param kind end of the problem's type, such as not-kept; empty = none was told
   */
  constructor(message, status, kind = '') {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

// Relative to the page, so that it also works below a path of another server.
const address = path => new URL(path, document.baseURI);

/** A person rather waits for the answer than sees one of before. */
const PATIENT = '?deadline=2s';

let token = null;

/** Kept in memory only: a reload asks again. */
export function useToken(value) {
  token = value;
}

export const authorization = () => (token ? {Authorization: 'Bearer ' + token} : {});

/** Of the catalogue: `{items: [{item_id, title, categories}], categories: [{name, items}], matches}`. */
export function items({query = '', category = '', limit = 50, ids = []}) {
  const url = address('v1/items');
  if (query) url.searchParams.set('query', query);
  if (category) url.searchParams.set('category', category);
  if (ids.length) url.searchParams.set('ids', ids.join(','));
  url.searchParams.set('limit', limit);
  return call(url, {});
}

/** Sends an event of a user; the answer is the slate that already knows it. */
export const event = (userId, itemId, action) =>
  post('v1/events' + PATIENT, {user_id: userId, item_id: itemId, action});

/** Asks for a slate without a click. */
export const slate = wish => post('v1/slates' + PATIENT, wish);

/** Why a slate shows what it shows, and what it would be without the newest events. */
export const explanation = recommendationId =>
  call(address(`v1/explain/${encodeURIComponent(recommendationId)}?events=3`), {});

const post = (path, body) =>
  call(address(path), {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });

export const live = () => address('v1/live');

/** New slates of one user. */
export const slatesOf = userId => address(`v1/users/${encodeURIComponent(userId)}/events`);

async function call(url, request) {
  let response;
  try {
    response = await fetch(url, {...request, headers: {...request.headers, ...authorization()}});
  } catch {
    throw new Refused('The gateway does not answer.', 0);
  }
  if (response.ok) return response.json();
  const problem = await problemOf(response);
  throw new Refused(problem.text, response.status, problem.kind);
}

/** The text of an RFC 9457 problem, or the status where there is none. */
export const reason = async response => (await problemOf(response)).text;

async function problemOf(response) {
  const status = 'The gateway answered ' + response.status + ' ' + response.statusText + '.';
  try {
    const problem = await response.json();
    return {
      text: problem.detail || problem.title || status,
      kind: String(problem.type ?? '').replace(/^.*:/, ''),
    };
  } catch {
    // No JSON: the status has to do.
    return {text: status, kind: ''};
  }
}
