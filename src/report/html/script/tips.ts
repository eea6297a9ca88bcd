/** Names explain themselves on hover and focus: the definition from the list at the end, and what the figure was computed from. */
export const tips: string = String.raw`
  const tip = document.getElementById('tip');
  const explain = (link) => {
    const row = document.getElementById(link.hash.slice(1));
    if (!row) return;
    const from = link.closest('[data-n]')?.dataset.n ?? link.closest('div')?.querySelector('[data-n]')?.dataset.n;
    const name = Object.assign(document.createElement('b'), { textContent: row.cells[0].textContent });
    tip.replaceChildren(name, row.cells[1].textContent);
    if (from) tip.append(Object.assign(document.createElement('i'), { textContent: 'n = ' + from }));
    tip.hidden = false;
    const at = link.getBoundingClientRect(), { width, height } = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(at.left, innerWidth - width - 8)) + 'px';
    tip.style.top = (at.bottom + height + 8 < innerHeight ? at.bottom + 6 : Math.max(8, at.top - height - 6)) + 'px';
    link.setAttribute('aria-describedby', 'tip');
  };
  const forget = () => { tip.hidden = true; };
  const linkAt = (event) => event.target.closest?.('a.term');
  for (const kind of ['pointerover', 'focusin']) document.addEventListener(kind, (event) => { const link = linkAt(event); if (link) explain(link); });
  for (const kind of ['pointerout', 'focusout', 'scroll']) document.addEventListener(kind, (event) => { if (kind === 'scroll' || linkAt(event)) forget(); }, true);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') forget(); });
  document.addEventListener('click', (event) => { if (linkAt(event)) { forget(); document.getElementById('definitions').open = true; } });
`
