/** Each chart and figure as SVG, PNG and CSV, made in the page: nothing is fetched and nothing is sent. */
export const downloads: string = String.raw`
  const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'font-size', 'font-family', 'font-weight', 'text-anchor'];
  const save = (blob, name) => {
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const sizeOf = (svg) => {
    const { width, height } = svg.viewBox.baseVal;
    return [width, height];
  };
  const page = () => getComputedStyle(document.body).backgroundColor;
  /* A copy that looks alike without the page's style. */
  const svgOf = (svg, title) => {
    const copy = svg.cloneNode(true), own = [...svg.querySelectorAll('*')], [width, height] = sizeOf(svg);
    [...copy.querySelectorAll('*')].forEach((node, i) => {
      const style = getComputedStyle(own[i]);
      node.setAttribute('style', STYLES.map((name) => name + ':' + style.getPropertyValue(name)).join(';'));
    });
    copy.setAttribute('xmlns', NS);
    copy.setAttribute('width', width);
    copy.setAttribute('height', height);
    copy.setAttribute('style', 'background:' + page());
    copy.removeAttribute('aria-hidden');
    copy.prepend(Object.assign(document.createElementNS(NS, 'title'), { textContent: title }));
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
  };
  /* Painted shape by shape: an image element would need a source, and the page allows none. */
  const pngOf = (svg) => {
    const [width, height] = sizeOf(svg), canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 });
    const to = canvas.getContext('2d'), number = (node, name) => Number(node.getAttribute(name) ?? 0);
    const shape = {
      path: (node) => new Path2D(node.getAttribute('d') ?? ''),
      line: (node) => new Path2D('M' + number(node, 'x1') + ' ' + number(node, 'y1') + 'L' + number(node, 'x2') + ' ' + number(node, 'y2')),
      rect: (node) => { const p = new Path2D(); p.rect(...['x', 'y', 'width', 'height'].map((name) => number(node, name))); return p; },
      circle: (node) => { const p = new Path2D(); p.arc(number(node, 'cx'), number(node, 'cy'), number(node, 'r'), 0, 7); return p; },
    };
    to.scale(2, 2);
    to.fillStyle = page();
    to.fillRect(0, 0, width, height);
    for (const node of svg.querySelectorAll('path, line, rect, circle, text')) {
      if (node.closest('clipPath')) continue;
      const style = getComputedStyle(node), { a, b, c, d, e, f } = node.transform?.baseVal.consolidate()?.matrix ?? new DOMMatrix();
      to.save();
      if (node.closest('[clip-path]')) { to.beginPath(); to.rect(0, 0, number(svg.querySelector('clipPath rect'), 'width'), height); to.clip(); }
      to.transform(a, b, c, d, e, f);
      to.globalAlpha = Number(style.opacity);
      to.fillStyle = style.fill;
      to.strokeStyle = style.stroke;
      to.lineWidth = parseFloat(style.strokeWidth);
      to.lineCap = style.strokeLinecap;
      to.lineJoin = style.strokeLinejoin;
      if (style.strokeDasharray !== 'none') to.setLineDash(style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
      if (node.tagName === 'text') {
        to.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
        to.textAlign = { middle: 'center', end: 'end' }[style.textAnchor] ?? 'start';
        to.fillText(node.textContent, number(node, 'x'), number(node, 'y'));
      } else {
        const path = shape[node.tagName](node);
        if (style.fill !== 'none') to.fill(path);
        if (style.stroke !== 'none') to.stroke(path);
      }
      to.restore();
    }
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  };
  const quoted = (value) => (/[",\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value);
  const csvBlob = (rows) => new Blob(rows.map((row) => row.map((v) => quoted(String(v ?? ''))).join(',') + '\r\n'), { type: 'text/csv' });
  /* Columns of one time each in a row where all have it, else the columns under each other. */
  const csvOfChart = (root) => {
    const columns = root.chart.csv(), iso = (time) => new Date(time).toISOString();
    const rows = columns.flatMap(({ name, time, value }) => time.map((t, i) => [iso(t), name, value[i]]));
    return csvBlob([['time', 'series', 'value'], ...rows]);
  };
  const csvOfFigure = (root) => {
    const { columns, rows } = JSON.parse(root.querySelector('script').textContent);
    return csvBlob([columns, ...rows]);
  };
  const nameOf = (root) => (document.title + ' ' + (root.dataset.title ?? root.id)).toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  for (const root of document.querySelectorAll('.chart, .figure')) {
    const menu = document.createElement('span');
    menu.className = 'save';
    const offer = (kind, make) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: kind, title: 'Save as ' + kind });
      button.addEventListener('click', async () => save(await make(), nameOf(root) + '.' + kind.toLowerCase()));
      menu.append(button);
    };
    offer('SVG', () => svgOf(root.querySelector('svg'), root.dataset.title ?? root.id));
    offer('PNG', () => pngOf(root.querySelector('svg')));
    offer('CSV', () => (root.chart ? csvOfChart(root) : csvOfFigure(root)));
    (root.querySelector('.bar') ?? root.querySelector('figcaption')).append(menu);
  }
`
