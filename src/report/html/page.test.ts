import { describe, expect, test } from 'vitest'
import * as R from '../../model/record.ts'
import { DAY_MS } from '../../model/time.ts'
import { BUCKETS_MAX } from '../equity-curve.ts'
import {
  exampleInfo,
  exampleInstrument,
  exampleSeries,
  recordOf,
  richRun,
  tapOf,
  tripRecord,
  walk,
} from '../../../test/report/example-run.ts'
import { ticks } from './figures/frame.ts'
import { escapeHtml, html, jsonMarkup } from './markup.ts'
import { renderHtml } from './page.ts'
import { parts, script } from './script/script.ts'

const EVIL = `</script><script>alert(1)</script><img src=x onerror="alert('2')">&`

describe('the page', () => {
  test('needs no network and allows none', () => {
    const page = renderHtml([richRun(5, 300).document({ roundTripRows: 100 })])
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;unsafe-inline&#39;"`,
    )
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(['"]?[^#'"]|@import|<link|<iframe/)
    expect(page).not.toMatch(/(?:src|href)="(?!#)/)
  })

  test('shows names, tags and parameters as text, whatever is in them', () => {
    const instruments = [{ ...exampleInstrument, id: EVIL as typeof exampleInstrument.id }]
    const info = {
      ...exampleInfo(),
      instruments,
      strategy: { name: EVIL, params: { [EVIL]: EVIL }, source: EVIL },
      policies: { [EVIL]: EVIL },
    }
    const series = info.series.map((s) => ({ ...s, instrument: EVIL, source: { name: EVIL, contentHash: EVIL, gaps: 0 } }))
    const refused = recordOf(R.REFUSAL, 0, { [R.REFUSAL_REASON]: 2 })
    const one = tapOf(walk(1, 60, 1), [tripRecord({ net: 1, roleAndTag: 16 }), refused], {
      info: { ...info, series },
      end: { tags: ['', EVIL] },
    })
    const d = one.document({ roundTripRows: 10 })
    for (const page of [renderHtml([d]), renderHtml([d, d])]) {
      expect(page).not.toContain('<img')
      expect(page).not.toContain('</script><script>alert')
      expect(page.match(/<\/?script/g)?.length).toBe(2 * (page.match(/<script(?: type="application\/json"[^>]*)?>/g)?.length ?? 0))
      expect(page).toContain(escapeHtml(EVIL))
    }
  })

  test('of a long run with many round trips stays under two megabytes', () => {
    const trips = Array.from({ length: 50_000 }, (_, i) =>
      tripRecord({ net: ((i * 7919) % 2000) / 7 - 140, fees: 0.1, entryTime: i * 1000, exitTime: i * 1000 + DAY_MS }),
    )
    const series = exampleSeries(4000)
    const benchmark = { label: 'held', ...series, entryCost: (): number => 0 }
    const d = tapOf(walk(4, 4000, 4), trips).document({ roundTripRows: 1000, series: [series], benchmark, robustness: {} })
    expect(d.priceCharts?.[0]?.points.length).toBeGreaterThan(9000)
    expect(d.equity.points.length).toBeGreaterThan(BUCKETS_MAX / 2)
    expect(d.roundTrips.count).toBe(50_000)
    const page = renderHtml([d])
    expect(page.length).toBeLessThan(2_000_000)
    expect(page).toMatch(/The first, the latest, the best and the worst: \d{3} of 50 000/)
  })

  test('of several runs has them side by side first, each with its own part after', () => {
    const page = renderHtml([richRun(5, 300).document(), richRun(6, 300).document()])
    expect(page).toContain('2 runs compared')
    const order = ['>Side by side</h2>', 'Growth of 100', 'id="run-0"', 'id="run-1"', 'Definitions of all figures'].map((part) =>
      page.indexOf(part),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(0)
  })

  test('of an empty run has figures as dashes, and no chart', () => {
    const page = renderHtml([tapOf([]).document()])
    expect(page).toContain('data-key="sharpe"')
    expect(page).not.toContain('class="chart"')
  })
})

test.each(Object.entries({ ...parts, script }))('the script is small and parses: %s', (_, part) => {
  expect(part.length).toBeLessThan(45_000)
  // oxlint-disable-next-line typescript/no-implied-eval
  expect(() => new Function(part)).not.toThrow()
})

test('markup escapes every value that is not markup', () => {
  expect(html`<a title="${'"\'<>&'}">${['a', html`<b>${'<'}</b>`, null, false, 0]}</a>`.text).toBe(
    '<a title="&quot;&#39;&lt;&gt;&amp;">a<b>&lt;</b>0</a>',
  )
  expect(jsonMarkup({ a: '</script>\u2028' }).text).toBe('{"a":"\\u003c/script>\\u2028"}')
})

test('ticks are round numbers within a range', () => {
  expect(ticks({ from: -110, to: 130 }, 4)).toEqual([-100, 0, 100])
  expect(ticks({ from: 0, to: 1 }, 4)).toEqual([0, 0.5, 1])
  expect(ticks({ from: 3, to: 3 }, 4)).toEqual([3])
})
