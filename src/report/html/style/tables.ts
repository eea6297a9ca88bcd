/** Tables: figures to the right, quiet lines, a heat-map, a list that scrolls under its head. */
export const tableStyle: string = `
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { padding: 4px 0 4px 18px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; }
td { word-spacing: -0.1em; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
#compared thead th { max-width: 22ch; overflow: hidden; text-overflow: ellipsis; }
:is(tbody th, td):is(:first-child, .text) { max-width: 44ch; overflow: hidden; text-overflow: ellipsis; }
th.text, td.text { text-align: left; word-spacing: 0; }
thead th { color: var(--muted); font-size: 12.5px; font-weight: 500; vertical-align: bottom; }
tbody tr:hover > * { background: var(--panel); }
tr.total > * { font-weight: 600; border-top: 1px solid var(--muted); }
.scroll { overflow: auto; }
.tall { max-height: 420px; border-bottom: 1px solid var(--line); }
.tall thead th { position: sticky; top: 0; background: var(--page); box-shadow: inset 0 -1px var(--line); border-bottom: 0; }
.tall :is(th, td):not(:first-child) { padding-left: 13px; }
.tall :is(th, td):last-child { padding-right: 8px; }
tr[data-trip] { cursor: pointer; }
tr[data-trip]:focus-visible { outline-offset: -2px; }
tr[aria-current] > * { background: color-mix(in srgb, var(--accent) 12%, var(--page)); }
.heat th, .heat td { padding: 5px 8px; text-align: right; border: 2px solid var(--page); }
.heat th:first-child { padding-left: 0; position: sticky; left: 0; background: var(--page); text-align: left; }
.heat td.up { background: color-mix(in oklab, var(--gain) calc(var(--heat) * 42%), var(--page)); }
.heat td.down { background: color-mix(in oklab, var(--loss) calc(var(--heat) * 42%), var(--page)); }
.heat td.sum { font-weight: 600; }
.wrapping td.text { padding-left: 28px; }
.wrapping td.text:last-child { max-width: none; white-space: normal; color: var(--muted); }
.definitions td, .definitions th { max-width: none; white-space: normal; text-align: left; vertical-align: top; word-spacing: 0; }
.definitions th { min-width: 170px; }
.definitions tr:target > * { background: color-mix(in srgb, var(--accent) 14%, var(--page)); }
`
