/** The page's script, plain JavaScript for browsers as it stands: its parts in the order in which they need each other. */
import { axes } from './axes.ts'
import { chart } from './chart.ts'
import { columns } from './columns.ts'
import { downloads } from './downloads.ts'
import { linePane } from './line-pane.ts'
import { pageControls } from './page-controls.ts'
import { priceChart } from './price-chart.ts'
import { text } from './text.ts'
import { tips } from './tips.ts'

export const parts: Readonly<Record<string, string>> = { text, columns, axes, chart, linePane, priceChart, downloads, tips, pageControls }

export const script: string = `'use strict';\n(() => {\n${Object.values(parts).join('\n')}\n})();\n`
