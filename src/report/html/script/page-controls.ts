/** What belongs to the whole page: charts start, tabs of runs, the place in the contents, zone and theme. */
export const pageControls: string = String.raw`
  for (const root of document.querySelectorAll('.chart')) (root.dataset.kind === 'price' ? priceChart : timeChart)(root);
  const charts = () => [...document.querySelectorAll('.chart')].map((root) => root.chart);

  const tabs = [...document.querySelectorAll('[role=tab]')], runs = [...document.querySelectorAll('article')];
  const lists = [...document.querySelectorAll('.contents ol')];
  const choose = (k) => {
    tabs.forEach((tab, i) => { tab.setAttribute('aria-selected', String(i === k)); tab.tabIndex = i === k ? 0 : -1; });
    runs.forEach((run, i) => { run.hidden = i !== k; });
    lists.forEach((list, i) => { list.hidden = i !== k; });
  };
  if (tabs.length > 0) {
    tabs[0].parentElement.hidden = false;
    choose(0);
    tabs.forEach((tab, i) => {
      tab.addEventListener('click', () => choose(i));
      tab.addEventListener('keydown', ({ key }) => {
        const next = { ArrowRight: (i + 1) % tabs.length, ArrowLeft: (i + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[key];
        if (next !== undefined) { choose(next); tabs[next].focus(); }
      });
    });
  }

  const places = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? 'add' : 'delete'](target.id);
    const first = [...places.keys()].find((id) => seen.has(id) && !document.getElementById(id).matches('article'));
    document.querySelector('.contents [aria-current]')?.removeAttribute('aria-current');
    places.get(first)?.setAttribute('aria-current', 'true');
  }, { rootMargin: '-15% 0px -70% 0px' });
  for (const id of places.keys()) watch.observe(document.getElementById(id));

  document.querySelector('.controls').hidden = false;
  const theme = document.getElementById('theme');
  theme.addEventListener('click', () => {
    const dark = (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    theme.setAttribute('aria-pressed', String(!dark));
  });
  const zoneButton = document.getElementById('zone');
  zoneButton.title = 'Times in UTC, or in your zone: ' + Intl.DateTimeFormat().resolvedOptions().timeZone;
  zoneButton.addEventListener('click', () => {
    zone.local = !zone.local;
    zoneButton.setAttribute('aria-pressed', String(zone.local));
    zoneButton.textContent = zone.local ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC';
    for (const time of document.querySelectorAll('time')) time.textContent = moment(Date.parse(time.dateTime));
    for (const chart of charts()) chart.draw();
  });
  /* Print shows every run and every definition. */
  addEventListener('beforeprint', () => { for (const details of document.querySelectorAll('details')) details.open = true; });
`
