/**
 * The gateway's Server-Sent Events, read through fetch: unlike EventSource it can send a token and
 * tells a refusal from a lost connection. Format: WHATWG HTML, "Server-sent events".
 */
import {clock} from './format.js';
import {authorization, reason} from './gateway.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** The gateway writes every 15 s at least; longer silence is a half-open connection. */
const SILENCE = 40_000;

/**
 * Connects, and connects again whenever the connection ends.
 *
 * @param url of the stream
 * @param onEvent (name, data) for each event
 * @param onState ('live' | 'lost' | 'locked', text)
 * @returns `again` connects anew at once, with the token given meanwhile; `close` ends it
 */
export function connect(url, onEvent, onState) {
  let wait = FIRST_WAIT;
  let timer;
  let attempt;
  let lost = null;

  async function open() {
    const mine = (attempt = new AbortController());
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => mine.abort(), SILENCE);
    };
    try {
      heard();
      const response = await fetch(url, {
        headers: {Accept: 'text/event-stream', ...authorization()},
        cache: 'no-store',
        signal: mine.signal,
      });
      if (response.status === 401 || response.status === 403) {
        onState('locked', await reason(response));
        return;
      }
      if (!response.ok) throw new Error(await reason(response));
      lost = null;
      onState('live', 'live');
      wait = FIRST_WAIT;
      await read(response.body, heard, onEvent);
    } catch {
      // Whatever it was: the state below says that it is lost, and it is tried again.
    } finally {
      clearTimeout(silence);
    }
    if (mine !== attempt) return;
    lost ??= Date.now();
    onState('lost', `connection lost at ${clock(lost)}, trying again`);
    // Spread, so that a thousand pages do not come back in one moment.
    timer = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  function close() {
    clearTimeout(timer);
    const old = attempt;
    attempt = null;
    old?.abort();
  }

  open();
  return {
    again() {
      close();
      open();
    },
    close,
  };
}

async function read(body, heard, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = parser(onEvent);
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    heard();
    parse(value);
  }
}

/** Takes text in any pieces, calls for each whole event. */
export function parser(onEvent) {
  let rest = '';
  let name = '';
  let data = [];
  return text => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (data.length) deliver(onEvent, name || 'message', data.join('\n'));
        name = '';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') name = value;
      else if (field === 'data') data.push(value);
    }
  };
}

function deliver(onEvent, name, text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return; // One unreadable event is no reason to lose the others.
  }
  onEvent(name, data);
}
