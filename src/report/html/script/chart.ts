/**
 * A chart over time: panes under each other with one axis, a crosshair, zoom by dragging and the keyboard. Charts of one link
 * zoom and point together. A pane says what range it spans, paints itself, and tells its figures at a time.
 */
export const chart: string = String.raw`
  const RIGHT = 78, TOP = 22, GAP = 34, FOOT = 24;
  const links = new Map();
  const linkOf = (name) => {
    if (!links.has(name)) links.set(name, { first: Infinity, last: -Infinity, view: [0, 0], cursor: null, charts: [] });
    return links.get(name);
  };
  const every = (link, what) => link.charts.forEach((c) => c[what]());
  const chartOf = (root, panes, { span, atLeast }) => {
    const plot = root.querySelector('.plot'), output = root.querySelector('output');
    const logButton = root.querySelector('[data-do=log]'), resetButton = root.querySelector('[data-do=reset]');
    const link = linkOf(root.dataset.link);
    let drag = null, geometry = null, log = false;
    link.first = Math.min(link.first, span[0]);
    link.last = Math.max(link.last, span[1]);
    link.view = [link.first, link.last];

    const draw = () => {
      const width = Math.max(280, plot.clientWidth || 960), right = width - RIGHT, [from, to] = link.view;
      const x = (t) => ((t - from) / (to - from || 1)) * right;
      let top = TOP;
      const laid = panes().map((pane) => {
        const [low, high] = pane.range(link.view);
        const scale = log && pane.log && low > 0 ? Math.log : (v) => v;
        const pad = pane.tight ? 0 : (scale(high) - scale(low)) * 0.04;
        const bottom = scale(low) - pad, reach = scale(high) + pad - bottom || 1, base = top + pane.height;
        const y = (v) => base - ((scale(v) - bottom) / reach) * pane.height;
        const one = { pane, top, base, y, low, high, log: scale === Math.log };
        top = base + GAP;
        return one;
      });
      const height = top - GAP + FOOT;
      plot.replaceChildren();
      const svg = add(plot, 'svg', { viewBox: '0 0 ' + width + ' ' + height, width, height, 'aria-hidden': 'true' });
      add(add(svg, 'clipPath', { id: root.id + '-clip' }), 'rect', { x: 0, y: 0, width: right, height });
      const dates = dateSteps(from, to, Math.max(2, right / 110));
      for (const one of laid) frame(svg, one, dates, x, right);
      for (const [time, text] of dates)
        add(svg, 'text', { x: x(time), y: height - 6, 'text-anchor': x(time) < 24 ? 'start' : x(time) > right - 24 ? 'end' : 'middle' }, text);
      const inside = add(svg, 'g', { 'clip-path': 'url(#' + root.id + '-clip)' });
      for (const one of laid) one.pane.paint(inside, { ...one, x, right, view: link.view });
      geometry = { right, x, laid, height, layer: add(svg, 'g', {}) };
      if (resetButton) resetButton.hidden = from === link.first && to === link.last;
      mark();
    };
    const frame = (svg, { pane, top, base, y, low, high, log }, dates, x, right) => {
      add(svg, 'text', { class: 'pane', x: 0, y: top - 8 }, pane.title);
      const { list, places } = log ? logSteps(low, high) : steps(low, high, Math.max(3, pane.height / 45));
      for (const v of list) {
        add(svg, 'line', { class: v === 0 ? 'zero' : 'rule', x1: 0, x2: right, y1: y(v), y2: y(v) });
        const text = pane.unit === 'percent' ? grouped(v * 100, Math.max(0, places - 2)) + ' %' : grouped(v, places);
        add(svg, 'text', { x: right + 8, y: y(v) + 4 }, text);
      }
      for (const [time] of dates) add(svg, 'line', { class: 'rule', x1: x(time), x2: x(time), y1: top, y2: base });
    };
    const mark = () => {
      if (!geometry) return;
      const { layer, x, laid, right } = geometry, { cursor, view } = link;
      layer.replaceChildren();
      const end = laid.at(-1).base;
      if (drag) {
        const a = x(Math.min(...drag)), b = x(Math.max(...drag));
        add(layer, 'rect', { class: 'choice', x: a, y: TOP, width: b - a, height: end - TOP });
      }
      output.replaceChildren();
      const shown = cursor !== null && cursor >= view[0] && cursor <= view[1];
      if (!shown) {
        output.append(root.chartNote ?? 'Drag to zoom, double-click for the whole run. Arrow keys move the crosshair.');
        return;
      }
      add(layer, 'line', { class: 'cross', x1: x(cursor), x2: x(cursor), y1: TOP, y2: end });
      output.append(moment(cursor));
      for (const { pane, y } of laid)
        for (const { name, value, at, place, look } of pane.tell(cursor)) {
          const b = document.createElement('b');
          b.textContent = value;
          output.append('   ' + name + ' ', b);
          if (place !== undefined && x(at) <= right) add(layer, 'circle', { class: 'dot', style: look ?? '', cx: x(at), cy: y(place), r: 3.5 });
        }
    };
    const timeAt = (event) => {
      const px = event.clientX - plot.getBoundingClientRect().left, [from, to] = link.view;
      return from + (Math.min(geometry.right, Math.max(0, px)) / geometry.right) * (to - from);
    };
    /* A moment that the data have, so that the crosshair stands where the figures are from. */
    const snapped = (time) => panes()[0].snap(time);
    const zoom = (from, to) => {
      if (to - from < atLeast() && to - from < link.view[1] - link.view[0]) return;
      link.view = [Math.max(link.first, from), Math.min(link.last, to)];
      every(link, 'draw');
    };
    const reset = () => zoom(link.first, link.last);
    const point = (time) => {
      link.cursor = time;
      every(link, 'mark');
    };
    plot.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      plot.setPointerCapture(event.pointerId);
      drag = [timeAt(event), timeAt(event)];
    });
    plot.addEventListener('pointermove', (event) => {
      if (drag) drag[1] = timeAt(event);
      point(snapped(timeAt(event)));
    });
    plot.addEventListener('pointerup', () => {
      const chosen = drag;
      drag = null;
      if (chosen && Math.abs(geometry.x(chosen[1]) - geometry.x(chosen[0])) > 8) zoom(Math.min(...chosen), Math.max(...chosen));
      else mark();
    });
    plot.addEventListener('pointercancel', () => { drag = null; mark(); });
    plot.addEventListener('pointerleave', () => { if (!drag) point(null); });
    plot.addEventListener('dblclick', reset);
    plot.addEventListener('keydown', (event) => {
      const [from, to] = link.view, middle = link.cursor ?? (from + to) / 2, span = to - from;
      const by = event.key === 'ArrowLeft' ? -1 : 1, step = (by * span) / (event.shiftKey ? 20 : 200);
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        const start = link.cursor === null || link.cursor < from || link.cursor > to ? snapped(by < 0 ? to : from) : link.cursor;
        const next = snapped(start + step);
        point(Math.min(to, Math.max(from, next === start ? panes()[0].beside(start, by) : next)));
      } else if (event.key === '+' || event.key === '=') zoom(middle - span / 4, middle + span / 4);
      else if (event.key === '-') zoom(middle - span, middle + span);
      else if (event.key === 'Escape') { link.cursor = null; reset(); }
      else return;
      event.preventDefault();
    });
    logButton?.addEventListener('click', () => {
      log = !log;
      logButton.setAttribute('aria-pressed', String(log));
      draw();
    });
    resetButton?.addEventListener('click', reset);
    const self = { draw, mark, zoom, link, csv: () => panes().flatMap((pane) => pane.csv()) };
    link.charts.push(self);
    root.chart = self;
    new ResizeObserver(draw).observe(plot);
    return self;
  };
`
