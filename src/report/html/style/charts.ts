/** Charts and figures. */
export const chartStyle: string = `
.chart { position: relative; margin-top: 8px; }
.chart .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; min-height: 32px; margin-bottom: 4px; }
.chart output { flex: 1 1 320px; min-width: 0; white-space: pre-wrap; font-size: 13px; color: var(--muted); min-height: 20px; }
.chart output b { color: var(--ink); font-weight: 600; }
.save { display: inline-flex; gap: 2px; opacity: 0; transition: opacity 0.12s; }
.save button { padding: 1px 7px; font-size: 11.5px; border-color: transparent; color: var(--muted); }
.save button:hover { color: var(--ink); border-color: var(--line); }
:is(.chart, .figure):hover .save, .save:focus-within { opacity: 1; }
.chart .plot { touch-action: pan-y; cursor: crosshair; border-radius: 4px; overflow: hidden; }
.chart svg { display: block; }
.figure { margin: 0; }
.figure svg { display: block; width: 100%; overflow: visible; }
.figure figcaption { position: relative; min-height: 30px; }
.figure .save { position: absolute; top: 0; right: 0; background: var(--page); }
.figure h3 { margin: 0; }
svg.overview { display: block; width: 100%; height: 96px; margin-top: 24px; }
svg.overview path { fill: none; stroke-width: 1.6; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
svg .own { stroke: var(--run-0); }
svg .held { stroke: var(--muted); opacity: 0.7; }
svg text { fill: var(--muted); font-size: 11.5px; }
svg text.pane { fill: var(--ink); font-size: 12.5px; font-weight: 600; }
svg text.label { fill: var(--ink); stroke: var(--page); stroke-width: 4px; paint-order: stroke; stroke-linejoin: round; }
.figure svg text { font-size: 10.5px; }
svg .rule { stroke: var(--line); stroke-width: 1; shape-rendering: crispEdges; }
svg .zero { stroke: var(--muted); stroke-width: 1; shape-rendering: crispEdges; }
svg .line { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
svg .under { opacity: 0.16; }
svg .cross { stroke: var(--muted); stroke-width: 1; shape-rendering: crispEdges; }
svg .choice { fill: var(--accent); opacity: 0.16; }
svg .up { fill: var(--gain); }
svg .down { fill: var(--loss); }
svg .dots { fill: none; stroke: var(--gain); stroke-width: 4; stroke-linecap: round; opacity: 0.65; }
svg .dots.plain { stroke: var(--accent); opacity: 0.8; }
svg .crosses { fill: none; stroke: var(--loss); stroke-width: 1.2; opacity: 0.8; }
svg .mark { fill: none; stroke: var(--ink); stroke-width: 1.4; }
svg .whisker { fill: none; stroke: var(--muted); stroke-width: 1.2; }
svg .box { fill: var(--accent); opacity: 0.3; }
svg .median { fill: none; stroke: var(--ink); stroke-width: 2; }
svg .band { fill: var(--accent); opacity: 0.16; }
svg .middle { fill: none; stroke: var(--accent); stroke-width: 1.6; }
svg .candle { stroke-width: 1; }
svg .rose { stroke: var(--gain); fill: var(--page); }
svg .fell { stroke: var(--loss); fill: var(--loss); }
svg .reach { fill: none; stroke: var(--muted); stroke-width: 1; opacity: 0.45; }
svg .fill { stroke: var(--page); stroke-width: 0.8; }
svg .bought { fill: var(--accent); }
svg .sold { fill: var(--run-1); }
svg .span { fill: var(--accent); opacity: 0.07; }
svg .trip { fill: none; stroke-width: 1.6; stroke-dasharray: 5 4; }
svg .won { stroke: var(--gain); }
svg .lost { stroke: var(--loss); }
svg .end { fill: var(--page); stroke: var(--ink); stroke-width: 1.6; }
@media (hover: none) { .save { opacity: 1; } }
`
