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
  table { font-size: 8.5px; }
  .sub, .note, dl.plain, .warnings { font-size: 10px; }
  th, td { padding: 2px 0 2px 6px; }
  thead th { font-size: 8.5px; }
  .columns { grid-template-columns: 1fr 1fr; gap: 20px 28px; }
  .columns td { min-width: 0; }
  .tall table { font-size: 6.8px; }
  .tall thead th { font-size: 6.8px; }
  .tall :is(th, td):not(:first-child) { padding-left: 4px; }
  .heat th, .heat td { padding: 2px 4px; }
  .tall thead th { position: static; }
  thead { display: table-header-group; }
  h2, h3 { break-after: avoid; }
  section { margin-top: 28px; }
  .chart, .figure, tr, .key, .warnings { break-inside: avoid; }
  .chart .plot { min-height: 0 !important; }
  .chart svg { width: 100%; height: auto; }
  .grid { grid-template-columns: 1fr 1fr; }
  .key { grid-template-columns: repeat(4, 1fr); }
  .key div { padding: 7px 10px; }
  .key dt, .key dd.how { font-size: 9px; }
  .key dd { font-size: 13px; }
  h1 { font-size: 20px; }
  h2 { font-size: 14px; margin-bottom: 8px; }
  h3 { font-size: 10.5px; }
  .heat td.up, .heat td.down, .figure svg, .chart svg { print-color-adjust: exact; }
}
`
