/** Panes of lines: equity, drawdown, rolling figures, exposure. */
export const linePane: string = String.raw`
  const lookOf = (look) => (typeof look === 'number' ? 'var(--run-' + (look % 6) + ')' : look === 'fall' ? 'var(--loss)' : 'var(--muted)');
  const DASHES = ['none', '10 4', '4 3', '12 3 3 3'];
  const linePane = ({ title, unit, height, log, lines: given }) => {
    const lines = given.map((l) => {
      const value = unpacked(l.value);
      return { ...l, time: unpacked(l.time), value, low: l.low ? unpacked(l.low) : value, high: l.high ? unpacked(l.high) : value };
    });
    const rows = ({ time }, [from, to]) => [Math.max(0, lowerBound(time, from) - 1), Math.min(time.length, lowerBound(time, to) + 1)];
    /* Lowest, highest and last value of each pixel column, so that no spike is lost at any zoom. */
    const path = (line, view, x, y) => {
      const { time, low, high, value } = line, [from, to] = rows(line, view);
      let d = '', column = NaN, min = 0, max = 0, end = 0, at = 0, open = false;
      const flush = () => {
        if (column !== column) return;
        const X = at.toFixed(1), go = () => { const sign = open ? 'L' : 'M'; open = true; return sign; };
        if (min < max) d += go() + X + ' ' + y(min).toFixed(1) + 'L' + X + ' ' + y(max).toFixed(1);
        d += go() + X + ' ' + y(end).toFixed(1);
      };
      for (let i = from; i < to; i++) {
        if (value[i] === null) { flush(); column = NaN; open = false; continue; }
        const px = x(time[i]);
        if (Math.floor(px) !== column) { flush(); column = Math.floor(px); min = low[i]; max = high[i]; at = px; }
        if (low[i] < min) min = low[i];
        if (high[i] > max) max = high[i];
        end = value[i];
      }
      flush();
      return d;
    };
    const range = (view) => {
      let low = Infinity, high = -Infinity;
      for (const line of lines) {
        const [from, to] = rows(line, view);
        for (let i = from; i < to; i++) {
          if (line.value[i] === null) continue;
          if (line.low[i] < low) low = line.low[i];
          if (line.high[i] > high) high = line.high[i];
        }
      }
      if (low > high) return [0, 1];
      if (lines.some((l) => l.area)) { low = Math.min(low, 0); high = Math.max(high, 0); }
      return low === high ? [low - (Math.abs(low) * 0.01 || 0.01), high + (Math.abs(high) * 0.01 || 0.01)] : [low, high];
    };
    const paint = (into, { x, y, view, right, top }) => {
      lines.forEach((line) => {
        const d = path(line, view, x, y), color = 'stroke:' + lookOf(line.look);
        if (line.area && d) {
          const start = d.slice(1, d.indexOf(' ')), end = d.slice(d.lastIndexOf('L') + 1).split(' ')[0];
          add(into, 'path', { class: 'under', style: 'fill:' + lookOf(line.look), d: d + 'L' + end + ' ' + y(0) + 'L' + start + ' ' + y(0) + 'Z' });
        }
        const dash = line.look === 'held' ? '4 3' : lines.length > 1 && typeof line.look === 'number' ? DASHES[line.look % 4] : 'none';
        add(into, 'path', { class: 'line', style: color, d, 'stroke-dasharray': dash });
      });
      if (lines.length > 1 || !title.startsWith(lines[0].name)) legend(into, right, top);
    };
    /* Names beside the title, cut where there is no room for them. */
    const legend = (into, right, top) => {
      const room = (right - title.length * 7 - 12) / lines.length - 34;
      let at = right;
      for (const line of lines.toReversed()) {
        const label = add(into, 'text', { x: at, y: top - 8, 'text-anchor': 'end' }, line.name);
        for (let n = line.name.length - 1; n > 0 && label.getComputedTextLength() > room; n--) label.textContent = line.name.slice(0, n) + '…';
        at -= label.getComputedTextLength() + 8;
        add(into, 'path', { class: 'line', style: 'stroke:' + lookOf(line.look), d: 'M' + (at - 16) + ' ' + (top - 12) + 'h16' });
        at -= 26;
      }
    };
    const main = lines.reduce((a, b) => (b.time.length > a.time.length ? b : a), lines[0]);
    return {
      title, unit, height, log, range, paint,
      snap: (time) => main.time[nearest(main.time, time)] ?? time,
      beside: (time, by) => main.time[Math.min(main.time.length - 1, Math.max(0, nearest(main.time, time) + by))],
      tell: (time) => lines.flatMap((line) => {
        const i = nearest(line.time, time);
        const known = i < line.time.length && line.value[i] !== null && time >= line.time[0] && time <= line.time.at(-1);
        const name = (lines.length > 1 && title !== line.name && !title.startsWith('Equity') && !title.startsWith('Growth') ? title.split(',')[0] + ', ' : '') + line.name;
        return known ? [{ name, value: write[unit](line.value[i]), at: line.time[i], place: line.value[i], look: 'fill:' + lookOf(line.look) }] : [];
      }),
      csv: () => lines.map((line) => ({ name: title + ': ' + line.name, time: line.time, value: line.value })),
      span: [Math.min(...lines.map((l) => l.time[0])), Math.max(...lines.map((l) => l.time.at(-1)))],
      steps: main.time.length,
    };
  };
  const timeChart = (root) => {
    const panes = dataOf(root.dataset.source).panes.map(linePane);
    const span = [Math.min(...panes.map((p) => p.span[0])), Math.max(...panes.map((p) => p.span[1]))];
    chartOf(root, () => panes, { span, atLeast: () => (3 * (span[1] - span[0])) / panes[0].steps });
  };
`
