/** Page, contents, headings, buttons, key figures. */
export const layoutStyle: string = `
* { box-sizing: border-box; }
html { scroll-padding-top: 20px; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
[hidden] { display: none !important; }
.shell { display: grid; grid-template-columns: 172px minmax(0, 1120px); gap: 52px; justify-content: center; padding: 0 32px; }
main { padding: 40px 0 96px; min-width: 0; }
.contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 44px 0 24px; font-size: 13.5px; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents a { display: block; padding: 3.5px 12px; color: var(--muted); text-decoration: none; border-left: 2px solid var(--line); }
.contents a:hover { color: var(--ink); }
.contents a[aria-current] { color: var(--ink); border-left-color: var(--accent); font-weight: 600; }
.contents .mark { margin: 0 0 16px; padding-left: 14px; font-size: 13px; font-weight: 650; letter-spacing: 0.02em; }
.skip { position: absolute; left: -999px; top: 8px; padding: 6px 12px; background: var(--page); z-index: 3; }
.skip:focus { left: 8px; }
header.top { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; }
.controls { display: flex; gap: 8px; }
h1 { font-size: 27px; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 18px; font-weight: 650; letter-spacing: -0.005em; margin: 0 0 16px; }
h3 { font-size: 13.5px; font-weight: 600; margin: 28px 0 10px; }
section { margin-top: 60px; }
p { margin: 0 0 8px; }
.sub, .note { color: var(--muted); font-size: 13.5px; }
.note { margin: 10px 0; max-width: 92ch; }
.status { color: var(--warn); font-size: 13px; font-weight: 650; text-transform: uppercase; letter-spacing: 0.04em; }
button, select {
  font: inherit; font-size: 13px; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 6px;
  padding: 3px 11px; white-space: nowrap;
}
button { cursor: pointer; }
button:hover { border-color: var(--muted); }
button[aria-pressed='true'] { background: var(--ink); border-color: var(--ink); color: var(--page); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
a { color: var(--accent); }
.warnings { margin: 24px 0 0; padding: 10px 0 10px 18px; list-style: none; border-left: 3px solid var(--warn); font-size: 14px; }
.warnings li { padding: 1px 0; }
.warnings strong { color: var(--warn); font-weight: 600; margin-right: 6px; }
.key { display: grid; grid-template-columns: repeat(6, 1fr); gap: 1px; margin: 28px 0 0; background: var(--line);
  border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.key div { background: var(--page); padding: 13px 16px 12px; min-width: 0; }
.key dt { font-size: 12.5px; }
.key dt .term { color: var(--muted); }
.key dd { margin: 1px 0 0; font-size: 20px; font-weight: 600; letter-spacing: -0.01em; word-spacing: -0.1em; white-space: nowrap; }
.key dd.how { font-size: 11.5px; font-weight: 400; letter-spacing: 0; word-spacing: 0; color: var(--muted); overflow: hidden; text-overflow: ellipsis; }
.gain { color: var(--gain); }
.loss { color: var(--loss); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 32px 40px; align-items: start; }
.pairs { grid-template-columns: repeat(auto-fill, minmax(min(460px, 100%), 1fr)); }
.stack { display: grid; gap: 32px; grid-template-columns: minmax(0, 1fr); }
.below { margin-top: 28px; }
.grid > * { min-width: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 6fr) minmax(0, 7fr); gap: 32px 40px; }
.columns > div { display: grid; gap: 32px; align-content: start; min-width: 0; }
.columns td { min-width: 74px; }
.tabs { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 4px; margin-top: 56px; padding: 10px 0 0; background: var(--page); border-bottom: 1px solid var(--line); }
.tabs button { min-width: 0; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; border: 0; border-bottom: 2px solid transparent; border-radius: 0; padding: 8px 14px; font-size: 14px; color: var(--muted); }
.tabs button[aria-selected='true'] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
.several article { padding-top: 32px; }
.several { --under: 52px; }
dl.plain { display: grid; grid-template-columns: max-content 1fr; gap: 4px 28px; margin: 0; font-size: 13.5px; }
dl.plain dt { color: var(--muted); }
dl.plain dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
details { margin-top: 60px; }
summary { cursor: pointer; font-size: 18px; font-weight: 650; margin-bottom: 12px; }
.term { color: inherit; text-decoration: underline dotted color-mix(in srgb, var(--muted) 50%, transparent); text-underline-offset: 3px; }
.term:hover { text-decoration-color: var(--accent); }
abbr[title] { text-decoration: underline dotted; text-underline-offset: 3px; cursor: help; }
#tip { position: fixed; z-index: 5; max-width: 380px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--page);
  box-shadow: 0 6px 24px rgb(0 0 0 / 0.14); font-size: 13px; line-height: 1.45; pointer-events: none; }
#tip b { display: block; font-weight: 600; }
#tip i { display: block; margin-top: 4px; color: var(--muted); font-style: normal; }
@media (max-width: 1180px) {
  html { scroll-padding-top: 60px; }
  .shell { display: block; padding: 0 24px; }
  .contents { z-index: 2; display: flex; gap: 2px; overflow-x: auto; margin: 0 -24px; padding: 8px 24px; background: var(--page); border-bottom: 1px solid var(--line); }
  .contents ol { display: flex; gap: 2px; }
  .contents a { border: 0; border-radius: 6px; padding: 3px 9px; white-space: nowrap; }
  .contents a[aria-current] { background: var(--panel); }
  .contents .mark { display: none; }
  main { padding-top: 28px; }
  .tabs { top: 43px; }
}
@media (max-width: 900px) {
  .key { grid-template-columns: repeat(4, 1fr); }
  .columns { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 620px) {
  .shell { padding: 0 16px; }
  .contents { margin: 0 -16px; padding: 8px 16px; }
  .key { grid-template-columns: repeat(2, 1fr); }
  .key dd { font-size: 18px; }
  h1 { font-size: 22px; }
  header.top { flex-direction: column; gap: 12px; }
  dl.plain { grid-template-columns: 1fr; gap: 0; }
  dl.plain dd { margin-bottom: 8px; }
}
`
