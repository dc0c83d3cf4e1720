/** Dark and light: as the system says, or as the reader does. */
import {write} from './format.js';

const NEXT = {auto: 'light', light: 'dark', dark: 'auto'};
const KEY = 'riffle.theme';

export function theme(button) {
  let chosen = kept();
  paint();
  button.addEventListener('click', () => {
    chosen = NEXT[chosen];
    keep(chosen);
    paint();
  });

  function paint() {
    document.documentElement.dataset.theme = chosen;
    write(button, 'Theme: ' + chosen);
  }
}

// Storage may be forbidden: then the choice lasts as long as the page.
function kept() {
  try {
    const value = localStorage.getItem(KEY);
    return value in NEXT ? value : 'auto';
  } catch {
    return 'auto';
  }
}

function keep(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // As above.
  }
}
