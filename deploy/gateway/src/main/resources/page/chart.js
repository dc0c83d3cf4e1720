/**
 * Three small charts in SVG: `lines` over time with a band and labels at their ends, `bars` of a
 * histogram, `lanes` of moments on a time line.
 *
 *   const curve = chart(host, lines);
 *   curve.show({label, from, to, series: [{name, kind, points: [[time, value]]}], ...});
 *
 * A chart is an image with a sentence as its name (`label`), fills its host and is drawn again when
 * that changes its size. Colours and strokes are those of the style sheet: `.line.KIND`,
 * `.band.KIND`, `.dot.KIND`. Nothing is written as markup and no style attribute is set, so that
 * the strictest content security policy holds. Units: time in epoch ms, sizes in CSS pixels.
 */

const SVG = 'http://www.w3.org/2000/svg';
const LINE_HEIGHT = 15;
const TICK_WIDTH = 60;
const GAP = 5_000;
const STEPS = [10_000, 30_000, 60_000, 120_000, 300_000, 600_000];

export function chart(host, draw) {
  const svg = node('svg', {role: 'img', focusable: 'false'});
  host.append(svg);
  let data;
  let waiting = false;
  const redraw = () => {
    waiting = false;
    const {clientWidth: width, clientHeight: height} = host;
    if (!data || !width || !height) return;
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('aria-label', data.label);
    svg.replaceChildren();
    draw(svg, data, width, height);
    if (data.readout) drawReadout(svg, data, pointer);
  };
  const soon = () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(redraw);
    }
  };
  let pointer = null;
  host.addEventListener('pointermove', move => {
    pointer = move.clientX - host.getBoundingClientRect().left;
    soon();
  });
  host.addEventListener('pointerleave', () => {
    pointer = null;
    soon();
  });
  new ResizeObserver(soon).observe(host);
  return {
    show(next) {
      data = next;
      soon();
    },
  };
}

/**
 * Values over time.
 *
 * data: from, to; series [{name, kind, points}]; band {kind, points: [[time, low, high]]};
 * format(value); least: the smallest top of the scale; left, right: room for labels; endLabels:
 * whether names stand at the ends of the lines.
 */
export function lines(svg, data, width, height) {
  const {left = 40, right = 12, format, least = 0} = data;
  const box = {left, right: width - right, top: 8, bottom: height - 20};
  const values = data.series.flatMap(series => series.points.map(point => point[1]));
  const highs = (data.band?.points ?? []).map(point => point[2]);
  const top = niceTop(Math.max(least, ...values, ...highs));
  const x = time => box.left + ((time - data.from) / (data.to - data.from)) * (box.right - box.left);
  const y = value => box.bottom - (value / top) * (box.bottom - box.top);

  for (let i = 0; i <= 2; i++) {
    const at = y((top * i) / 2);
    svg.append(node('line', {class: 'grid', x1: box.left, x2: box.right, y1: at, y2: at}));
    svg.append(text(format((top * i) / 2), box.left - 6, at + 4, 'tick end'));
  }
  timeTicks(svg, data, box, x);
  for (const points of runs(data.band?.points ?? [])) {
    const there = points.map(point => x(point[0]).toFixed(1) + ',' + y(point[2]).toFixed(1));
    const back = points.map(point => x(point[0]).toFixed(1) + ',' + y(point[1]).toFixed(1));
    svg.append(
      node('polygon', {class: 'band ' + data.band.kind, points: [...there, ...back.reverse()].join(' ')}),
    );
  }
  const ends = [];
  for (const series of data.series) {
    if (!series.points.length) continue;
    svg.append(
      ...runs(series.points).map(run =>
        node('polyline', {
          class: 'line ' + series.kind,
          points: run.map(point => x(point[0]).toFixed(1) + ',' + y(point[1]).toFixed(1)).join(' '),
        }),
      ),
    );
    const [time, value] = series.points.at(-1);
    svg.append(node('circle', {class: 'dot ' + series.kind, cx: x(time), cy: y(value), r: 2.5}));
    ends.push({series, y: y(value)});
  }
  if (data.endLabels) endLabels(svg, ends, box);
  data.readout = {x, box};
}

/** Points without the times of which nothing is known: a line across them would be made up. */
function runs(points) {
  const all = [];
  points.forEach((point, i) => {
    if (i === 0 || point[0] - points[i - 1][0] > GAP) all.push([]);
    all.at(-1).push(point);
  });
  return all;
}

/** Names at the ends of the lines, moved apart where they would lie on each other. */
function endLabels(svg, ends, box) {
  ends.sort((a, b) => a.y - b.y);
  let above = -Infinity;
  for (const end of ends) {
    end.y = Math.max(end.y, above + LINE_HEIGHT);
    above = end.y;
  }
  // What was pushed out below goes up again.
  let below = box.bottom + LINE_HEIGHT;
  for (const end of [...ends].reverse()) {
    end.y = Math.min(end.y, below - LINE_HEIGHT);
    below = end.y;
    svg.append(text(end.series.name, box.right + 8, end.y + 4, 'name ' + end.series.kind));
  }
}

/** Values at the pointer, as one line of text at the top. */
function drawReadout(svg, data, pointer) {
  const {x, box} = data.readout;
  if (pointer === null || pointer < box.left || pointer > box.right) return;
  const parts = [];
  let time = null;
  for (const series of data.series) {
    const point = nearest(series.points, candidate => Math.abs(x(candidate[0]) - pointer));
    if (!point) continue;
    time ??= point[0];
    parts.push(series.name + ' ' + data.format(point[1]));
  }
  if (time === null) return;
  svg.append(
    node('line', {class: 'pointer', x1: x(time), x2: x(time), y1: box.top, y2: box.bottom}),
  );
  const words = ago(data.to - time) + ': ' + parts.join(', ');
  svg.append(text(words, box.left + 4, box.top + 6, 'readout'));
}

function nearest(points, distance) {
  let best = null;
  for (const point of points) {
    if (!best || distance(point) <= distance(best)) best = point;
  }
  return best;
}

/**
 * Counts by class.
 *
 * data: bars [{name, value, kind}] from left to right; unit of the names, said once.
 */
export function bars(svg, data, width, height) {
  const box = {left: 4, right: width - 4, top: 18, bottom: height - 20};
  const most = Math.max(1, ...data.bars.map(bar => bar.value));
  const step = (box.right - box.left) / Math.max(1, data.bars.length);
  svg.append(node('line', {class: 'grid', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom}));
  // As many names as have room.
  const each = Math.ceil(34 / step);
  data.bars.forEach((bar, i) => {
    const high = bar.value > 0 ? Math.max(1.5, (bar.value / most) * (box.bottom - box.top)) : 0;
    const at = box.left + i * step;
    const wide = Math.max(1, Math.min(step - 3, 36));
    const middle = at + step / 2;
    const shape = node('rect', {
      class: 'bar ' + (bar.kind ?? ''),
      x: middle - wide / 2,
      y: box.bottom - high,
      width: wide,
      height: high,
      rx: Math.min(2, high),
    });
    svg.append(shape);
    if (bar.value === most && most > 1) {
      svg.append(text(data.format(bar.value), middle, box.bottom - high - 5, 'tick middle'));
    }
    if (i % each === 0) svg.append(text(bar.name, middle, height - 6, 'tick middle'));
  });
}

/**
 * Moments on lanes of one time line.
 *
 * data: from, to; lanes [{name, kind, moments: [{time, kind, name}]}]; left: room for the names.
 */
export function lanes(svg, data, width, height) {
  const box = {left: data.left ?? 72, right: width - 12, top: 4, bottom: height - 20};
  const x = time => box.left + ((time - data.from) / (data.to - data.from)) * (box.right - box.left);
  const step = (box.bottom - box.top) / data.lanes.length;
  data.lanes.forEach((lane, i) => {
    const y = box.top + step * (i + 0.5);
    svg.append(text(lane.name, 0, y + 4, 'tick'));
    svg.append(node('line', {class: 'grid', x1: box.left, x2: box.right, y1: y, y2: y}));
    const moments = lane.moments.filter(moment => moment.time >= data.from);
    const place = moment => Math.min(box.right, x(moment.time));
    for (const moment of moments) {
      const kinds = `dot ${lane.kind} ${moment.kind}`;
      svg.append(node('circle', {class: kinds, cx: place(moment), cy: y, r: 3.5}));
    }
    let free = Infinity;
    // From the newest: where names would lie on each other, the older goes without.
    for (const moment of moments.filter(named => named.name).reverse()) {
      const at = place(moment);
      const wide = moment.name.length * 7 + 12;
      if (at + wide / 2 < free && at - wide / 2 > box.left) {
        const end = at + wide / 2 > width;
        svg.append(text(moment.name, end ? width : at, y - 7, end ? 'tick end' : 'tick middle'));
        free = at - wide / 2;
      }
    }
  });
  timeTicks(svg, data, box, x);
}

function timeTicks(svg, data, box, x) {
  const span = data.to - data.from;
  const most = Math.max(1, Math.min(5, Math.floor((box.right - box.left) / TICK_WIDTH)));
  const step = STEPS.find(each => span / each <= most) ?? STEPS.at(-1);
  for (let back = 0; back <= span; back += step) {
    const at = x(data.to - back);
    const place = at > box.right - 20 ? 'tick end' : at < box.left + 20 ? 'tick' : 'tick middle';
    svg.append(text(ago(back), at, box.bottom + 15, place));
  }
}

function ago(ms) {
  if (ms < 500) return 'now';
  const seconds = Math.round(ms / 1000);
  return seconds % 60 === 0 ? `−${seconds / 60} min` : `−${seconds} s`;
}

/** The smallest of 1, 2, 3, 4, 6, 8, 10 times a power of ten that is not below. */
function niceTop(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 3, 4, 6, 8, 10].find(factor => factor * power >= value * 0.999);
}

function text(words, x, y, kind) {
  const made = node('text', {x, y, class: kind});
  made.textContent = words;
  return made;
}

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
