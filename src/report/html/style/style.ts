/** The page's style: system fonts, tabular figures, light and dark from one set of colours (contrast AA or better). */
import { chartStyle } from './charts.ts'
import { layoutStyle } from './layout.ts'
import { printStyle } from './print.ts'
import { tableStyle } from './tables.ts'

const colors = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #0f1216);
  --panel: light-dark(#f5f6f8, #171b21);
  --line: light-dark(#e1e5ea, #2a313a);
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
`

export const style: string = colors + layoutStyle + tableStyle + chartStyle + printStyle
