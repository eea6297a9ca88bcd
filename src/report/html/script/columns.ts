/** Reads the packed columns of the page's data back. */
export const columns: string = String.raw`
  const unpacked = ({ unit, steps }) => {
    const per = unit < 1 ? Math.round(1 / unit) : 1, by = unit < 1 ? 1 : unit;
    let sum = 0;
    return steps.map((step) => (step === null ? null : ((sum += step) * by) / per));
  };
  const unpackedBars = ({ every, time, gap, body, above, below }, decimals) => {
    const ticks = 10 ** decimals, bars = { every, time: unpacked(time), open: [], high: [], low: [], close: [] };
    let close = 0;
    for (let i = 0; i < gap.length; i++) {
      const open = close + gap[i];
      close = open + body[i];
      bars.open.push(open / ticks);
      bars.close.push(close / ticks);
      bars.high.push((Math.max(open, close) + above[i]) / ticks);
      bars.low.push((Math.min(open, close) - below[i]) / ticks);
    }
    return bars;
  };
  /* The first row at or after a time, and the row nearest to it. */
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
  const dataOf = (id) => JSON.parse(document.getElementById(id).textContent);
`
