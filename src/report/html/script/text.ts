/** Figures and times as texts, as the tables write them. */
export const text: string = String.raw`
  const DAY = 86400000;
  /* Thousands apart, no minus before a zero. */
  const grouped = (value, places) => {
    const [whole, rest] = Math.abs(value).toFixed(places).split('.');
    const text = whole.replace(/\B(?=(\d{3})+$)/g, ' ') + (rest ? '.' + rest : '');
    return value < 0 && /[1-9]/.test(text) ? '-' + text : text;
  };
  const signed = (value, places) => (value > 0 ? '+' : '') + grouped(value, places);
  const write = {
    money: (value) => grouped(value, 2),
    percent: (value) => grouped(value * 100, 2) + ' %',
    ratio: (value) => grouped(value, 3),
  };
  /* The reader's zone instead of UTC, once asked for. */
  const zone = { local: false };
  const digits = (n, width) => String(n).padStart(width, '0');
  const partsOf = (time) => {
    const d = new Date(zone.local ? time - new Date(time).getTimezoneOffset() * 60000 : time);
    return {
      year: d.getUTCFullYear(), month: d.getUTCMonth(),
      date: digits(d.getUTCFullYear(), 4) + '-' + digits(d.getUTCMonth() + 1, 2) + '-' + digits(d.getUTCDate(), 2),
      clock: digits(d.getUTCHours(), 2) + ':' + digits(d.getUTCMinutes(), 2), seconds: digits(d.getUTCSeconds(), 2),
    };
  };
  /* 2020-01-31, or 2020-01-31 15:59 where it is not midnight. */
  const moment = (time) => {
    const { date, clock, seconds } = partsOf(time);
    return clock === '00:00' && seconds === '00' ? date : date + ' ' + clock + (seconds === '00' ? '' : ':' + seconds);
  };
`
