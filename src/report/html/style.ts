/** The page's style: system fonts, tabular figures, light and dark from one set of colours (contrast AA or better). */
export const style: string = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #0f1216);
  --panel: light-dark(#f6f7f9, #171b21);
  --line: light-dark(#dfe3e8, #2b323b);
  --ink: light-dark(#15191e, #e8ebef);
  --muted: light-dark(#566070, #a0aab7);
  --gain: light-dark(#08704a, #4fc78f);
  --loss: light-dark(#b8232b, #ff8585);
  --accent: light-dark(#1b5bb8, #80adff);
  --warn: light-dark(#7c5200, #efb849);
  --run-0: light-dark(#1b5bb8, #80adff);
  --run-1: light-dark(#b04a00, #ffa257);
  --run-2: light-dark(#08704a, #4fc78f);
  --run-3: light-dark(#8a2fa8, #d896f0);
  --run-4: light-dark(#8f6400, #e5c04b);
  --run-5: light-dark(#4a5462, #b4bdc9);
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
main { max-width: 1160px; margin: 0 auto; padding: 40px 28px 80px; }
header.top { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; }
h1 { font-size: 26px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 17px; font-weight: 650; margin: 48px 0 14px; }
h3 { font-size: 13px; font-weight: 600; color: var(--muted); margin: 0 0 8px; }
p { margin: 0 0 8px; }
.sub, .note { color: var(--muted); font-size: 13.5px; }
.note { margin-top: 8px; }
.status { color: var(--warn); font-size: 13px; font-weight: 650; text-transform: uppercase; letter-spacing: 0.04em; }
button {
  font: inherit; font-size: 13px; color: var(--ink); background: transparent; border: 1px solid var(--line); border-radius: 6px;
  padding: 3px 11px; cursor: pointer; white-space: nowrap;
}
button:hover { border-color: var(--muted); }
button[aria-pressed='true'] { background: var(--ink); border-color: var(--ink); color: var(--page); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 16px 0 0; font-size: 14px; }
.several article { margin-top: 72px; border-top: 2px solid var(--line); padding-top: 40px; }
.warnings { margin: 20px 0 0; padding: 0; list-style: none; border-left: 3px solid var(--warn); }
.warnings li { padding: 1px 0 1px 14px; font-size: 14px; }
.warnings .head { color: var(--warn); font-weight: 600; }
.key { display: grid; grid-template-columns: repeat(6, 1fr); gap: 1px; margin: 28px 0 0; background: var(--line);
  border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.key div { background: var(--page); padding: 13px 16px 14px; }
.key dt { color: var(--muted); font-size: 12.5px; }
.key dd { margin: 1px 0 0; font-size: 20px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; }
.gain { color: var(--gain); }
.loss { color: var(--loss); }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { padding: 4px 0 4px 18px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
th.text, td.text { text-align: left; }
thead th { color: var(--muted); font-size: 12.5px; font-weight: 500; vertical-align: bottom; }
tbody tr:hover > * { background: var(--panel); }
tr.total > * { font-weight: 600; }
[title] { cursor: help; text-decoration: underline dotted color-mix(in srgb, var(--muted) 55%, transparent); text-underline-offset: 3px; }
.scroll { overflow: auto; }
.tall { max-height: 460px; border-bottom: 1px solid var(--line); }
.tall thead th { position: sticky; top: 0; background: var(--page); box-shadow: inset 0 -1px var(--line); border-bottom: 0; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); gap: 32px 40px; align-items: start; }
.pairs { grid-template-columns: repeat(auto-fit, minmax(min(470px, 100%), 1fr)); }
.grid > * { min-width: 0; }
.statistics { grid-template-columns: 1fr 1.15fr 1.35fr; column-gap: 32px; }
.statistics td { padding-left: 12px; }
.tall :is(th, td):not(:first-child) { padding-left: 13px; }
.statistics > div > * + * { margin-top: 28px; }
.heat td, .heat th { padding: 5px 8px; text-align: right; border: 2px solid var(--page); }
.heat th:first-child { padding-left: 0; position: sticky; left: 0; background: var(--page); text-align: left; }
.heat td.up { background: color-mix(in oklab, var(--gain) calc(var(--heat) * 42%), var(--page)); }
.heat td.down { background: color-mix(in oklab, var(--loss) calc(var(--heat) * 42%), var(--page)); }
.heat td.sum { font-weight: 600; }
.chart { position: relative; }
.chart .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; min-height: 32px; margin-bottom: 6px; }
.chart output { flex: 1 1 auto; white-space: pre-wrap; font-size: 13.5px; color: var(--muted); min-width: min(100%, 420px); }
.chart output b { color: var(--ink); font-weight: 600; }
.chart .plot { touch-action: pan-y; cursor: crosshair; border-radius: 4px; }
.chart svg, .figure svg { display: block; width: 100%; overflow: visible; }
svg text { fill: var(--muted); font-size: 11.5px; }
.figure svg text { font-size: 10.5px; }
svg .rule { stroke: var(--line); stroke-width: 1; shape-rendering: crispEdges; }
svg .zero { stroke: var(--muted); stroke-width: 1; shape-rendering: crispEdges; }
svg .line { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
svg .thin { stroke-width: 1; opacity: 0.8; }
svg .held { stroke: var(--muted); stroke-dasharray: 4 3; stroke-width: 1.2; }
svg .fall { fill: none; stroke: var(--loss); stroke-width: 1.2; stroke-linejoin: round; }
svg .under { fill: color-mix(in srgb, var(--loss) 16%, transparent); }
svg .cross { stroke: var(--muted); stroke-width: 1; shape-rendering: crispEdges; }
svg .choice { fill: color-mix(in srgb, var(--accent) 18%, transparent); }
svg .up { fill: var(--gain); }
svg .down { fill: var(--loss); }
svg .dots { fill: none; stroke: var(--gain); stroke-width: 4; stroke-linecap: round; opacity: 0.7; }
svg .crosses { fill: none; stroke: var(--loss); stroke-width: 1.2; opacity: 0.8; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; }
.legend i { display: inline-block; width: 18px; height: 0; border-top: 2.5px solid; margin-right: 7px; vertical-align: middle; }
dl.plain { display: grid; grid-template-columns: max-content 1fr; gap: 3px 24px; margin: 0; font-size: 13.5px; }
dl.plain dt { color: var(--muted); }
dl.plain dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
details { margin-top: 48px; }
summary { cursor: pointer; font-size: 17px; font-weight: 650; }
details table td, details table th { white-space: normal; text-align: left; vertical-align: top; }
@media (max-width: 980px) {
  .key { grid-template-columns: repeat(4, 1fr); }
  .statistics { grid-template-columns: 1fr 1fr; }
  .statistics > :last-child { grid-column: 1 / -1; }
}
@media (max-width: 720px) {
  main { padding: 24px 16px 56px; }
  .statistics { grid-template-columns: 1fr; }
  .key { grid-template-columns: repeat(2, 1fr); }
  .key dd { font-size: 18px; }
  dl.plain { grid-template-columns: 1fr; gap: 0; }
  dl.plain dd { margin-bottom: 8px; }
}
@media print {
  :root { color-scheme: light; }
  body { font-size: 11px; }
  main { max-width: none; padding: 0; }
  button, nav { display: none; }
  .tall { max-height: none; overflow: visible; }
  h2 { break-after: avoid; }
  .chart, .figure, tr { break-inside: avoid; }
}
`
