/** Panes of bars with fills: candles where there is room, else a line within its range; and the list that jumps to a round trip. */
export const priceChart: string = String.raw`
  const priceOf = (chart) => (chart.ready ??= {
    ...chart,
    whole: unpackedBars(chart.whole, chart.decimals),
    windows: chart.windows.map((w) => unpackedBars(w, chart.decimals)),
    fills: { time: unpacked(chart.fills.time), price: unpacked(chart.fills.price), qty: chart.fills.qty },
  });
  /* Fills and round trips are known at a bar's close: this is the bar. */
  const barAt = (bars, time) => Math.max(0, lowerBound(bars.time, time) - 1);
  const pricePane = (given, chosen) => {
    const chart = priceOf(given), { whole, windows, fills, decimals } = chart;
    /* The finest bars that reach over the view. */
    const barsFor = ([from, to]) => {
      const fit = windows.filter((w) => w.every < whole.every && w.time[0] <= from && w.time.at(-1) >= to);
      return fit.reduce((a, b) => (b.every < a.every ? b : a), whole);
    };
    let bars = whole;
    const rows = ([from, to]) => [Math.max(0, lowerBound(bars.time, from) - 1), Math.min(bars.time.length, lowerBound(bars.time, to) + 1)];
    const range = (view) => {
      bars = barsFor(view);
      const [from, to] = rows(view);
      let low = Infinity, high = -Infinity;
      for (let i = from; i < to; i++) { low = Math.min(low, bars.low[i]); high = Math.max(high, bars.high[i]); }
      if (low > high) return [0, 1];
      return low === high ? [low - (Math.abs(low) * 0.01 || 1), high + (Math.abs(high) * 0.01 || 1)] : [low, high];
    };
    const candles = (into, x, y, from, to, room) => {
      const wide = Math.max(1, Math.min(13, room * 0.64));
      const d = { up: '', down: '' };
      for (let i = from; i < to; i++) {
        const up = bars.close[i] >= bars.open[i], middle = x(bars.time[i]);
        const top = y(Math.max(bars.open[i], bars.close[i])), foot = Math.max(top + 0.8, y(Math.min(bars.open[i], bars.close[i])));
        const left = (middle - wide / 2).toFixed(1), at = middle.toFixed(1);
        d[up ? 'up' : 'down'] += 'M' + at + ' ' + y(bars.high[i]).toFixed(1) + 'V' + top.toFixed(1) + 'M' + at + ' ' + foot.toFixed(1) + 'V' + y(bars.low[i]).toFixed(1) +
          'M' + left + ' ' + top.toFixed(1) + 'h' + wide.toFixed(1) + 'V' + foot.toFixed(1) + 'h-' + wide.toFixed(1) + 'Z';
      }
      add(into, 'path', { class: 'candle rose', d: d.up });
      add(into, 'path', { class: 'candle fell', d: d.down });
    };
    const dense = (into, x, y, from, to) => {
      let band = '', line = '', column = NaN, high = 0, low = 0, at = 0, close = 0;
      const flush = () => {
        if (column !== column) return;
        band += 'M' + at.toFixed(1) + ' ' + y(high).toFixed(1) + 'V' + y(low).toFixed(1);
        line += (line ? 'L' : 'M') + at.toFixed(1) + ' ' + y(close).toFixed(1);
      };
      for (let i = from; i < to; i++) {
        const px = x(bars.time[i]);
        if (Math.floor(px) !== column) { flush(); column = Math.floor(px); high = bars.high[i]; low = bars.low[i]; at = px; }
        high = Math.max(high, bars.high[i]);
        low = Math.min(low, bars.low[i]);
        close = bars.close[i];
      }
      flush();
      add(into, 'path', { class: 'reach', d: band });
      add(into, 'path', { class: 'line', style: 'stroke:var(--ink)', d: line });
    };
    const paint = (into, { x, y, view, right, top, base }) => {
      const [from, to] = rows(view), room = right / Math.max(1, to - from);
      if (room >= 3.5) candles(into, x, y, from, to, room);
      else dense(into, x, y, from, to);
      const spot = (time) => x(bars.time[barAt(bars, time)]);
      const d = { bought: '', sold: '' }, size = room >= 8 ? 5 : 3.5;
      for (let i = lowerBound(fills.time, view[0]); i < fills.time.length && fills.time[i] <= view[1] + (to > from ? bars.time[to - 1] - bars.time[to - 2] || 0 : 0); i++) {
        const px = spot(fills.time[i]).toFixed(1), buy = fills.qty[i] > 0, py = y(fills.price[i]) + (buy ? 3 : -3);
        d[buy ? 'bought' : 'sold'] += 'M' + px + ' ' + py.toFixed(1) + 'l' + size + ' ' + (buy ? size * 1.7 : -size * 1.7) + 'h' + -2 * size + 'Z';
      }
      const trip = chosen && chosen();
      if (trip) {
        const [a, b] = [spot(trip.entry), spot(trip.exit)], [ya, yb] = [y(trip.entryPrice), y(trip.exitPrice)];
        add(into, 'rect', { class: 'span', x: Math.min(a, b), y: top, width: Math.max(1, Math.abs(b - a)), height: base - top });
        add(into, 'path', { class: 'trip ' + (trip.net < 0 ? 'lost' : 'won'), d: 'M' + a + ' ' + ya + 'L' + b + ' ' + yb });
        for (const [px, py, text] of [[a, ya, 'entry ' + grouped(trip.entryPrice, decimals)], [b, yb, 'exit ' + grouped(trip.exitPrice, decimals)]]) {
          add(into, 'circle', { class: 'end', cx: px, cy: py, r: 4 });
          const left = px > right - 110;
          add(into, 'text', { class: 'label', x: px + (left ? -8 : 8), y: py - 8, 'text-anchor': left ? 'end' : 'start' }, text);
        }
      }
      add(into, 'path', { class: 'fill bought', d: d.bought });
      add(into, 'path', { class: 'fill sold', d: d.sold });
    };
    const tell = (time) => {
      const i = Math.min(bars.time.length - 1, nearest(bars.time, time)), of = (name) => ({ name, value: grouped(bars[name][i], decimals) });
      const beside = [];
      for (let k = lowerBound(fills.time, bars.time[i] + 1); k < fills.time.length && barAt(bars, fills.time[k]) === i && beside.length < 4; k++)
        beside.push({ name: fills.qty[k] > 0 ? 'bought' : 'sold', value: String(Math.abs(fills.qty[k])) + ' at ' + grouped(fills.price[k], decimals) });
      return [of('open'), of('high'), of('low'), { ...of('close'), at: bars.time[i] }, ...beside];
    };
    return {
      title: chart.instrument + ' ' + chart.timeframe, unit: 'money', height: 300, range, paint, tell,
      snap: (time) => bars.time[nearest(bars.time, time)] ?? time,
      beside: (time, by) => bars.time[Math.min(bars.time.length - 1, Math.max(0, nearest(bars.time, time) + by))],
      csv: () => ['open', 'high', 'low', 'close'].map((name) => ({ name, time: bars.time, value: bars[name] })),
      windowOf: ([from, to]) => windows.find((w) => w.time[0] <= from && w.time.at(-1) >= to),
      whole, fills,
    };
  };
  const priceChart = (root) => {
    const { charts, trips } = dataOf(root.dataset.source), select = root.querySelector('[data-do=instrument]');
    const entry = unpacked(trips.entry), exit = unpacked(trips.exit);
    let trip = null;
    const tripAt = (i) => ({ entry: entry[i], exit: exit[i], entryPrice: trips.entryPrice[i], exitPrice: trips.exitPrice[i], net: trips.net[i] });
    const panes = charts.map((c) => pricePane(c, () => trip));
    let pane = panes[0];
    const span = [Math.min(...panes.map((p) => p.whole.time[0])), Math.max(...panes.map((p) => p.whole.time.at(-1)))];
    const self = chartOf(root, () => [pane], { span, atLeast: () => 6 * (pane.whole.time[1] - pane.whole.time[0] || 1) / pane.whole.every });
    charts.forEach((c, k) => select.append(new Option(c.instrument, k)));
    select.hidden = charts.length < 2;
    select.addEventListener('change', () => { trip = null; pane = panes[select.value]; self.draw(); });
    if (!('trips' in root.dataset)) return;
    const list = document.querySelector('.trips[data-run="' + root.dataset.source.split('-').at(-1) + '"]');
    const rows = [...list.querySelectorAll('tr[data-trip]')];
    let at = -1;
    const focus = (row) => {
      rows.forEach((r) => (r.tabIndex = -1));
      row.tabIndex = 0;
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    const show = (i, move) => {
      if (i < 0 || i >= rows.length) return;
      at = i;
      if (trips.chart[i] < 0) {
        root.chartNote = 'The bars of ' + rows[i].cells[2].textContent + ' are not on this page.';
        self.mark();
        return;
      }
      trip = tripAt(i);
      pane = panes[trips.chart[i]];
      select.value = trips.chart[i];
      list.querySelector('[aria-current]')?.removeAttribute('aria-current');
      rows[i].setAttribute('aria-current', 'true');
      const fine = pane.windowOf([trip.entry, trip.exit]), time = (fine ?? pane.whole).time, step = (time[1] ?? 0) - (time[0] ?? 0);
      const beside = Math.max((trip.exit - trip.entry) * 0.4, step * 20);
      const view = fine ? [Math.max(fine.time[0], trip.entry - Math.max(trip.exit - trip.entry, step * 40)), Math.min(fine.time.at(-1), trip.exit + Math.max(trip.exit - trip.entry, step * 40))] : [trip.entry - beside, trip.exit + beside];
      root.chartNote = 'Round trip ' + (i + 1) + ' of ' + rows.length + ': ' + (trips.side[i] > 0 ? 'long' : 'short') + ', ' + moment(trip.entry) + ' to ' + moment(trip.exit) + ', net ' + signed(trip.net, 2);
      self.link.cursor = null;
      self.zoom(...view);
      self.draw();
      if (!move) return;
      const box = root.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) root.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    };
    rows.forEach((row, i) => { row.tabIndex = i === 0 ? 0 : -1; });
    list.addEventListener('click', (event) => {
      const row = event.target.closest('tr[data-trip]');
      if (row && !event.target.closest('a')) { focus(row); show(rows.indexOf(row), true); }
    });
    list.addEventListener('keydown', (event) => {
      const i = rows.indexOf(event.target.closest('tr[data-trip]'));
      const next = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: rows.length - 1, PageDown: Math.min(rows.length - 1, i + 10), PageUp: Math.max(0, i - 10) }[event.key];
      if (i < 0) return;
      if (event.key === 'Enter') show(i, true);
      else if (rows[next]) focus(rows[next]);
      else return;
      event.preventDefault();
    });
    root.querySelector('[data-do=previous]').addEventListener('click', () => show(at < 0 ? rows.length - 1 : at - 1, false));
    root.querySelector('[data-do=next]').addEventListener('click', () => show(at + 1, false));
    show(0, false);
  };
`
