/** Round numbers and dates for axes, and making SVG. */
export const axes: string = String.raw`
  const NS = 'http://www.w3.org/2000/svg';
  const add = (parent, name, attributes, text) => {
    const node = document.createElementNS(NS, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  };
  const steps = (low, high, wanted) => {
    const rough = (high - low) / wanted || 1;
    const scale = 10 ** Math.floor(Math.log10(rough));
    /* At least three lines: fewer tell no scale. */
    const tells = (s) => Math.floor(high / (s * scale)) - Math.ceil(low / (s * scale)) >= 2;
    const sizes = [10, 5, 2, 1, 0.5, 0.2];
    const step = scale * (sizes.slice(sizes.findLastIndex((s) => s * scale >= rough)).find(tells) ?? 0.2);
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
  const MINUTES = [1, 5, 15, 60, 240, 720, 1440, 2880, 7200, 14400];
  const dateSteps = (from, to, wanted) => {
    const span = (to - from) / wanted, list = [];
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((m) => m * 30 * DAY >= span) ?? 240;
    if (span > 25 * DAY) {
      const first = partsOf(from);
      for (let month = Math.ceil((first.year * 12 + first.month + 1) / months) * months; ; month += months) {
        const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
        if (time > to) return list;
        list.push([time, months >= 12 ? String(Math.floor(month / 12)) : new Date(time).toISOString().slice(0, 7)]);
      }
    }
    const step = (MINUTES.find((m) => m * 60000 >= span) ?? 14400) * 60000;
    const shift = zone.local ? new Date(from).getTimezoneOffset() * 60000 : 0;
    for (let time = Math.ceil((from - shift) / step) * step + shift; time <= to; time += step)
      list.push([time, step >= DAY ? partsOf(time).date.slice(5) : partsOf(time).clock]);
    return list;
  };
`
