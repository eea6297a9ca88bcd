/** On paper: light, everything open, nothing cut, no controls. */
export const printStyle: string = `
@page { margin: 14mm; }
@media print {
  :root, :root[data-theme='dark'] { color-scheme: light; }
  body { font-size: 10.5px; }
  .shell { display: block; padding: 0; }
  main { padding: 0; }
  article[hidden] { display: block !important; }
  .several article { break-before: page; }
  .contents, .tabs, .controls, .save, .skip, #tip, button, select, .chart output { display: none !important; }
  .scroll, .tall { max-height: none; overflow: visible; }
  table { font-size: 9px; }
  th, td { padding: 2px 0 2px 8px; white-space: normal; }
  .tall :is(th, td):not(:first-child) { padding-left: 5px; }
  .tall thead th { position: static; }
  thead { display: table-header-group; }
  h2, h3 { break-after: avoid; }
  section { margin-top: 28px; }
  .chart, .figure, tr, .key, .warnings { break-inside: avoid; }
  .chart .plot { min-height: 0 !important; }
  .chart svg { width: 100%; height: auto; }
  .columns { columns: 2; }
  .grid { grid-template-columns: 1fr 1fr; }
  .key { grid-template-columns: repeat(6, 1fr); }
  .key dd { font-size: 14px; }
  .heat td.up, .heat td.down, .figure svg, .chart svg { print-color-adjust: exact; }
}
`
