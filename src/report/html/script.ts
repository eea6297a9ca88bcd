/**
 * The page's script: draws equity with drawdown under it into SVG, with crosshair, zoom by dragging, a logarithmic scale and
 * the keyboard. Plain JavaScript for browsers as it stands; it reads the data elements that the page holds.
 */
export const script: string = String.raw`
'use strict';
(() => {
  const NS = 'http://www.w3.org/2000/svg';
  const DAY = 86400000;
  const RIGHT = 72, TOP = 8, EQUITY = 300, GAP = 26, FALL = 110, FOOT = 24;
  const add = (parent, name, attributes, text) => {
    const node = document.createElementNS(NS, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  };
  const grouped = (value, places) => {
    const [whole, rest] = Math.abs(value).toFixed(places).split('.');
    const text = whole.replace(/\B(?=(\d{3})+$)/g, ' ') + (rest ? '.' + rest : '');
    return value < 0 && /[1-9]/.test(text) ? '-' + text : text;
  };
  const percent = (fraction) => grouped(fraction * 100, 2) + ' %';
  const iso = (time, span) => {
    const text = new Date(time).toISOString();
    return time % DAY === 0 || span > 400 * DAY ? text.slice(0, 10) : text.slice(0, 10) + ' ' + text.slice(11, 16);
  };
  const lowerBound = (times, time) => {
    let low = 0, high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const nearest = (times, time) => {
    const i = lowerBound(times, time);
    return i > 0 && (i === times.length || time - times[i - 1] <= times[i] - time) ? i - 1 : i;
  };
  const steps = (low, high, wanted) => {
    const rough = (high - low) / wanted || 1;
    const scale = 10 ** Math.floor(Math.log10(rough));
    const step = scale * [1, 2, 5, 10].find((s) => s * scale >= rough);
    const list = [];
    for (let k = Math.ceil(low / step); k * step <= high; k++) list.push(k * step);
    return { list, places: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  };
  const logSteps = (low, high) => {
    const list = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.log10(high); e++)
      for (const s of [1, 2, 5]) if (s * 10 ** e >= low && s * 10 ** e <= high) list.push(s * 10 ** e);
    return list.length >= 3 ? { list, places: low < 1 ? 2 : 0 } : steps(low, high, 5);
  };
  const dateSteps = (from, to, wanted) => {
    const span = (to - from) / wanted, list = [];
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((m) => m * 30 * DAY >= span) ?? 240;
    if (span > 25 * DAY) {
      const first = new Date(from);
      let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth() + 1) / months) * months;
      for (;; month += months) {
        const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
        if (time > to) return list;
        list.push([time, months >= 12 ? String(new Date(time).getUTCFullYear()) : new Date(time).toISOString().slice(0, 7)]);
      }
    }
    const step = [1, 5, 15, 60, 240, 720, 1440, 2880, 7200, 14400].map((m) => m * 60000).find((s) => s >= span) ?? 14400 * 60000;
    for (let time = Math.ceil(from / step) * step; time <= to; time += step)
      list.push([time, step >= DAY ? new Date(time).toISOString().slice(5, 10) : new Date(time).toISOString().slice(11, 16)]);
    return list;
  };

  const chart = (root) => {
    const data = JSON.parse(document.getElementById(root.dataset.source).textContent);
    const plot = root.querySelector('.plot'), output = root.querySelector('output');
    const logButton = root.querySelector('[data-do=log]'), resetButton = root.querySelector('[data-do=reset]');
    const runs = data.runs, first = Math.min(...runs.map((r) => r.time[0])), last = Math.max(...runs.map((r) => r.time.at(-1)));
    const canLog = runs.every((r) => r.low.every((v) => v > 0));
    let view = [first, last], log = false, cursor = null, drag = null, geometry = null;
    logButton.hidden = !canLog;

    /* Lowest, highest and last value of each pixel column, so that no spike is lost at any zoom. */
    const path = (times, low, high, value, x, y) => {
      const from = Math.max(0, lowerBound(times, view[0]) - 1), to = Math.min(times.length, lowerBound(times, view[1]) + 1);
      let d = '', column = NaN, min = 0, max = 0, end = 0, at = 0;
      const flush = () => {
        if (column !== column) return;
        const X = at.toFixed(1);
        if (min < max) d += (d ? 'L' : 'M') + X + ' ' + y(min).toFixed(1) + 'L' + X + ' ' + y(max).toFixed(1);
        d += (d ? 'L' : 'M') + X + ' ' + y(end).toFixed(1);
      };
      for (let i = from; i < to; i++) {
        const px = x(times[i]);
        if (Math.floor(px) !== column) { flush(); column = Math.floor(px); min = low[i]; max = high[i]; at = px; }
        if (low[i] < min) min = low[i];
        if (high[i] > max) max = high[i];
        end = value[i];
      }
      flush();
      return d;
    };
    const range = () => {
      let low = Infinity, high = -Infinity, deep = 0;
      for (const r of runs) {
        const from = Math.max(0, lowerBound(r.time, view[0]) - 1), to = Math.min(r.time.length, lowerBound(r.time, view[1]) + 1);
        for (let i = from; i < to; i++) {
          if (r.low[i] < low) low = r.low[i];
          if (r.high[i] > high) high = r.high[i];
          if (r.fall[i] < deep) deep = r.fall[i];
        }
      }
      const h = data.held;
      if (h) h.time.forEach((t, i) => { if (t >= view[0] && t <= view[1]) { low = Math.min(low, h.equity[i]); high = Math.max(high, h.equity[i]); } });
      if (low === high) { low -= Math.abs(low) * 0.01 || 1; high += Math.abs(high) * 0.01 || 1; }
      return { low, high, deep: deep || -0.01 };
    };
    const draw = () => {
      const width = Math.max(260, plot.clientWidth), right = width - RIGHT, height = TOP + EQUITY + GAP + FALL + FOOT;
      const { low, high, deep } = range();
      const scale = log && low > 0 ? Math.log : (v) => v;
      const pad = (scale(high) - scale(low)) * 0.03;
      const bottom = scale(low) - pad, reach = scale(high) + pad - bottom;
      const x = (t) => ((t - view[0]) / (view[1] - view[0] || 1)) * right;
      const y = (v) => TOP + EQUITY - ((scale(v) - bottom) / reach) * EQUITY;
      const fallTop = TOP + EQUITY + GAP, yFall = (v) => fallTop + (v / deep) * FALL;
      plot.replaceChildren();
      const svg = add(plot, 'svg', { viewBox: '0 0 ' + width + ' ' + height, height, 'aria-hidden': 'true' });
      const clip = add(svg, 'clipPath', { id: root.id + '-clip' });
      add(clip, 'rect', { x: 0, y: 0, width: right, height });
      const ticks = log && low > 0 ? logSteps(low, high) : steps(low, high, 6);
      for (const v of ticks.list) {
        add(svg, 'line', { class: 'rule', x1: 0, x2: right, y1: y(v), y2: y(v) });
        add(svg, 'text', { x: right + 8, y: y(v) + 4 }, grouped(v, ticks.places));
      }
      const falls = steps(deep, 0, 3);
      for (const v of falls.list) {
        add(svg, 'line', { class: v === 0 ? 'zero' : 'rule', x1: 0, x2: right, y1: yFall(v), y2: yFall(v) });
        add(svg, 'text', { x: right + 8, y: yFall(v) + 4 }, grouped(v * 100, Math.max(0, falls.places - 2)) + ' %');
      }
      for (const [time, text] of dateSteps(view[0], view[1], Math.max(2, right / 110))) {
        add(svg, 'line', { class: 'rule', x1: x(time), x2: x(time), y1: TOP, y2: fallTop + FALL });
        add(svg, 'text', { x: x(time), y: height - 6, 'text-anchor': x(time) < 20 ? 'start' : x(time) > right - 20 ? 'end' : 'middle' }, text);
      }
      const lines = add(svg, 'g', { 'clip-path': 'url(#' + root.id + '-clip)' });
      if (data.held) add(lines, 'path', { class: 'line held', d: path(data.held.time, data.held.equity, data.held.equity, data.held.equity, x, y) });
      runs.forEach((r, k) => {
        const color = 'stroke:var(--run-' + (k % 6) + ')';
        const d = path(r.time, r.fall, r.fall, r.fall, x, yFall);
        if (runs.length === 1 && d) {
          const start = d.slice(1, d.indexOf(' ')), end = d.slice(d.lastIndexOf('L') + 1).split(' ')[0];
          add(lines, 'path', { class: 'under', d: d + 'L' + end + ' ' + fallTop + 'L' + start + ' ' + fallTop + 'Z' });
          add(lines, 'path', { class: 'fall', d });
        } else add(lines, 'path', { class: 'line thin', style: color, d });
        add(lines, 'path', { class: 'line', style: color, d: path(r.time, r.low, r.high, r.equity, x, y), 'stroke-dasharray': dash(k) });
      });
      geometry = { right, x, y, yFall, height, layer: add(svg, 'g', {}) };
      resetButton.hidden = view[0] === first && view[1] === last;
      mark();
    };
    const dash = (k) => ['none', '10 4', '4 3', '12 3 3 3'][k % 4];
    const timeAt = (event) => {
      const px = event.clientX - plot.getBoundingClientRect().left;
      return view[0] + (Math.min(geometry.right, Math.max(0, px)) / geometry.right) * (view[1] - view[0]);
    };
    const mark = () => {
      const { layer, x, y, yFall, height } = geometry;
      layer.replaceChildren();
      if (drag) {
        const [a, b] = [x(Math.min(drag[0], drag[1])), x(Math.max(drag[0], drag[1]))];
        add(layer, 'rect', { class: 'choice', x: a, y: TOP, width: b - a, height: height - TOP - FOOT });
      }
      output.replaceChildren();
      if (cursor === null) {
        output.append(runs.length === 1 ? 'Drag to zoom, double-click to reset; arrow keys move the crosshair.' : 'Growth of 100. Drag to zoom, double-click to reset.');
        return;
      }
      const bold = (text) => { const b = document.createElement('b'); b.textContent = text; return b; };
      const main = runs[0], at = main.time[nearest(main.time, cursor)];
      add(layer, 'line', { class: 'cross', x1: x(at), x2: x(at), y1: TOP, y2: height - FOOT });
      output.append(iso(at, view[1] - view[0]));
      runs.forEach((r, k) => {
        const i = nearest(r.time, at), color = 'fill:var(--run-' + (k % 6) + ')';
        add(layer, 'circle', { style: color, cx: x(r.time[i]), cy: y(r.equity[i]), r: 3.5 });
        if (runs.length === 1) add(layer, 'circle', { class: 'down', cx: x(r.time[i]), cy: yFall(r.fall[i]), r: 3 });
        output.append('   ' + r.name + ' ', bold(grouped(r.equity[i], 2)), ' drawdown ', bold(percent(r.fall[i])));
      });
      if (data.held) output.append('   ' + data.held.name + ' ', bold(grouped(data.held.equity[nearest(data.held.time, at)], 2)));
    };
    const zoom = (from, to) => {
      if (to - from < 3 * ((last - first) / runs[0].time.length)) return;
      view = [Math.max(first, from), Math.min(last, to)];
      draw();
    };
    const reset = () => { view = [first, last]; draw(); };
    plot.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      plot.setPointerCapture(event.pointerId);
      drag = [timeAt(event), timeAt(event)];
    });
    plot.addEventListener('pointermove', (event) => {
      cursor = timeAt(event);
      if (drag) drag[1] = cursor;
      mark();
    });
    plot.addEventListener('pointerup', () => {
      const chosen = drag;
      drag = null;
      if (chosen && Math.abs(geometry.x(chosen[1]) - geometry.x(chosen[0])) > 8) zoom(Math.min(...chosen), Math.max(...chosen));
      else mark();
    });
    plot.addEventListener('pointercancel', () => { drag = null; mark(); });
    plot.addEventListener('pointerleave', () => { if (!drag) { cursor = null; mark(); } });
    plot.addEventListener('dblclick', reset);
    plot.addEventListener('keydown', (event) => {
      const times = runs[0].time, span = view[1] - view[0];
      const i = cursor === null ? times.length - 1 : nearest(times, cursor);
      const by = Math.max(1, Math.round((times.length * span) / (last - first || 1) / 100)) * (event.shiftKey ? 10 : 1);
      const middle = cursor ?? (view[0] + view[1]) / 2;
      if (event.key === 'ArrowLeft') cursor = Math.max(view[0], times[Math.max(0, i - by)]);
      else if (event.key === 'ArrowRight') cursor = Math.min(view[1], times[Math.min(times.length - 1, i + by)]);
      else if (event.key === '+') zoom(middle - span / 4, middle + span / 4);
      else if (event.key === '-') zoom(middle - span, middle + span);
      else if (event.key === 'Escape') { cursor = null; reset(); }
      else return;
      event.preventDefault();
      mark();
    });
    logButton.addEventListener('click', () => {
      log = !log;
      logButton.setAttribute('aria-pressed', String(log));
      draw();
    });
    resetButton.addEventListener('click', reset);
    new ResizeObserver(draw).observe(plot);
    draw();
  };

  for (const root of document.querySelectorAll('.chart')) chart(root);
  const theme = document.getElementById('theme');
  theme.hidden = false;
  theme.addEventListener('click', () => {
    const dark = (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    theme.setAttribute('aria-pressed', String(!dark));
  });
})();
`
