/** The page in a real browser, from file://. Without Chromium these tests do not run, except in CI, where they must. */
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleSeries, richRun, tapOf, walk } from '../../../test/report/example-run.ts'
import { renderHtml } from './page.ts'

const executablePath = findBrowser(['chromium', 'chromium-browser', 'google-chrome'])

test.runIf(process.env['CI'] !== undefined)('CI has a browser', () => {
  expect(executablePath, 'install chromium, so that the page is tested').toBeDefined()
})

describe.runIf(executablePath !== undefined)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-page-'))
  const url = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href
  const problems: string[] = []
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const series = exampleSeries(1200)
    const options = { series: [series], robustness: {}, benchmark: { label: 'held', ...series, entryCost: (): number => 0 } }
    const documents = [5, 6, 7].map((seed) => richRun(seed, 1200).document({ ...options, roundTripRows: 200 }))
    writeFileSync(join(folder, 'one.html'), renderHtml(documents.slice(0, 1)))
    writeFileSync(join(folder, 'three.html'), renderHtml(documents))
    const name = '</script><script>throw 0</script>'.repeat(8)
    const long = documents.map((d) => ({ ...d, run: { ...d.run, strategy: name } }))
    writeFileSync(join(folder, 'long.html'), renderHtml(long))
    writeFileSync(join(folder, 'quiet.html'), renderHtml([tapOf(walk(1, 400, 1)).document(options)]))
    writeFileSync(join(folder, 'empty.html'), renderHtml([tapOf([]).document({ series: [] })]))
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
    browser = await chromium.launch({ executablePath: executablePath ?? '', args })
    page = await browser.newPage({ viewport: { width: 1300, height: 900 }, timezoneId: 'America/New_York' })
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(request.url())
    })
  })

  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  test('opens without a message, an error or a request', async () => {
    for (const [name, charts] of [
      ['one', 5],
      ['three', 16],
      ['quiet', 4],
      ['empty', 0],
    ] as const) {
      await page.goto(url(name))
      expect(await page.locator('.chart svg').count(), name).toBe(charts)
    }
    expect(problems).toEqual([])
  })

  test('shows the figures under the pointer, and under the keyboard', async () => {
    await page.goto(url('one'))
    const plot = page.locator('#equity-chart-0 .plot')
    const output = page.locator('#equity-chart-0 output')
    await plot.hover({ position: { x: 300, y: 100 } })
    await expect
      .poll(() => output.textContent())
      .toMatch(/^20\d\d-\d\d-\d\d {3}Equity \d[\d ]*\.\d\d {3}held \d[\d ]*\.\d\d {3}Drawdown -?\d+\.\d\d %/)
    await page.mouse.move(5, 5)
    await expect.poll(() => output.textContent()).toContain('Drag to zoom')
    await plot.focus()
    await page.keyboard.press('ArrowLeft')
    const before = await output.textContent()
    await page.keyboard.press('ArrowLeft')
    const after = await output.textContent()
    expect(before).toMatch(/^20\d\d/)
    expect(after).not.toBe(before)
    expect(Date.parse(after?.slice(0, 10) ?? '')).toBeLessThan(Date.parse(before?.slice(0, 10) ?? ''))
  })

  test('zooms where the pointer drags, every chart of the run with it, and back', async () => {
    await page.goto(url('one'))
    const plot = page.locator('#equity-chart-0 .plot')
    const line = (chart: string): Promise<string | null> => page.locator(`${chart} svg .line`).first().getAttribute('d')
    const whole = [
      await line('#equity-chart-0'),
      await line('#rolling-chart-0'),
      await line('#exposure-chart-0'),
      await line('#bars-chart-0'),
    ]
    expect(await page.locator('#equity-chart-0 [data-do=reset]').isVisible()).toBe(false)
    await plot.scrollIntoViewIfNeeded()
    const box = (await plot.boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.move(box.x + 200, box.y + 100)
    await page.mouse.down()
    await page.mouse.move(box.x + 600, box.y + 100, { steps: 4 })
    await page.mouse.up()
    const near = [
      await line('#equity-chart-0'),
      await line('#rolling-chart-0'),
      await line('#exposure-chart-0'),
      await line('#bars-chart-0'),
    ]
    near.forEach((d, k) => expect(d).not.toBe(whole[k]))
    await page.locator('#rolling-chart-0 [data-do=reset]').click()
    expect([
      await line('#equity-chart-0'),
      await line('#rolling-chart-0'),
      await line('#exposure-chart-0'),
      await line('#bars-chart-0'),
    ]).toEqual(whole)
  })

  test('has a logarithmic scale and a theme at the press of a key', async () => {
    await page.goto(url('one'))
    const line = page.locator('#equity-chart-0 svg .line').first()
    const linear = await line.getAttribute('d')
    const log = page.getByRole('button', { name: 'Log scale' })
    await log.focus()
    await page.keyboard.press('Enter')
    expect(await log.getAttribute('aria-pressed')).toBe('true')
    expect(await line.getAttribute('d')).not.toBe(linear)
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const light = await background()
    await page.getByRole('button', { name: 'Light / dark' }).focus()
    await page.keyboard.press('Space')
    expect(await background()).not.toBe(light)
  })

  test('shows a round trip among its bars when it is clicked, or chosen with the keyboard', async () => {
    await page.goto(url('one'))
    const rows = page.locator('.trips tr[data-trip]')
    const output = page.locator('#trip-chart-0 output')
    const [entry, , , side] = await rows.nth(4).locator('th, td').allTextContents()
    await rows.nth(4).click()
    await expect.poll(() => output.textContent()).toContain(`Round trip 5 of ${await rows.count()}: ${side}, ${entry} to`)
    expect(await rows.nth(4).getAttribute('aria-current')).toBe('true')
    const labels = page.locator('#trip-chart-0 svg .label')
    expect(await labels.allTextContents()).toEqual([expect.stringMatching(/^entry \d/), expect.stringMatching(/^exit \d/)])
    expect(await page.locator('#trip-chart-0 svg .candle').count()).toBe(2)
    expect(await page.locator('#trip-chart-0 svg .bought').getAttribute('d')).toMatch(/^M/)
    await expect.poll(() => page.evaluate('document.getElementById("trip-chart-0").getBoundingClientRect().top')).toBeLessThan(900)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => output.textContent()).toContain('Round trip 7 of')
    await page.getByRole('button', { name: 'Previous' }).click()
    await expect.poll(() => output.textContent()).toContain('Round trip 6 of')
    // One stop of the tab key, however long the list.
    expect(await page.locator('.trips tr[tabindex="0"]').count()).toBe(1)
  })

  test('explains a figure on hover and on focus, with what it was computed from', async () => {
    await page.goto(url('one'))
    const tip = page.getByRole('tooltip')
    const name = page.locator('.key a', { hasText: 'Sharpe ratio' })
    await name.hover()
    await expect.poll(() => tip.textContent()).toMatch(/^Sharpe ratio.*standard deviation.*n = 1 200 days/)
    await page.keyboard.press('Escape')
    expect(await tip.isVisible()).toBe(false)
    await page.locator('.key a', { hasText: 'Win rate' }).focus()
    await expect.poll(() => tip.textContent()).toMatch(/^Win rate.*n = \d+ round trips/)
    await name.click()
    await expect.poll(() => page.locator('#def-sharpe').isVisible()).toBe(true)
  })

  test('every link leads to one place', async () => {
    await page.goto(url('one'))
    const lost = await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(id))`,
    )
    expect(lost).toEqual([])
    const ids = await page.evaluate(`[...document.querySelectorAll('[id]')].map((e) => e.id)`)
    expect(new Set(ids as string[]).size).toBe((ids as string[]).length)
  })

  test("shows times in the reader's zone when asked", async () => {
    await page.goto(url('one'))
    const first = page.locator('.trips time').first()
    expect(await first.textContent()).toBe('2020-01-06')
    await page.getByRole('button', { name: 'UTC' }).click()
    expect(await first.textContent()).toBe('2020-01-05 19:00')
    await page.getByRole('button', { name: 'America/New_York' }).click()
    expect(await first.textContent()).toBe('2020-01-06')
  })

  test.each(['#equity-chart-0', '#trip-chart-0', '#distribution-0 .figure >> nth=1'])('saves %s as SVG, PNG and CSV', async (where) => {
    await page.goto(url('one'))
    const root = page.locator(where)
    await root.scrollIntoViewIfNeeded()
    const saved = async (kind: string): Promise<Buffer> => {
      await root.hover()
      const [download] = await Promise.all([page.waitForEvent('download'), root.getByRole('button', { name: kind }).click()])
      expect(download.suggestedFilename()).toMatch(new RegExp(`^sma-cross-.*\\.${kind.toLowerCase()}$`))
      return readFileSync(await download.path())
    }
    expect((await saved('SVG')).toString()).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg".*<(?:path|rect) [^>]*style="fill/s)
    const png = await saved('PNG')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(5000)
    expect((await saved('CSV')).toString()).toMatch(/^(time,series,value\r\n20\d\d-\d\d-\d\dT|from,to,count\r\n-?\d)/)
    expect(problems).toEqual([])
  })

  test('has three lines or more on every scale, so that it can be read', async () => {
    await page.goto(url('one'))
    const scales = await page
      .locator('.chart svg')
      .evaluateAll((all) => all.map((svg) => [svg.querySelectorAll('line[x1="0"]').length, svg.querySelectorAll('text.pane').length]))
    expect(scales.length).toBeGreaterThan(3)
    for (const [lines = 0, panes = 0] of scales) expect(lines).toBeGreaterThanOrEqual(3 * panes)
  })

  test('is no wider than the window, however long names are', async () => {
    await page.goto(url('long'))
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(problems).toEqual([])
  })

  test('has a tab for each run', async () => {
    await page.goto(url('three'))
    const tabs = page.getByRole('tab')
    expect(await page.locator('article:visible').count()).toBe(1)
    await tabs.first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await tabs.nth(1).getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('article:visible').getAttribute('id')).toBe('run-1')
    expect(await page.locator('.contents a:visible').first().textContent()).toBe('Side by side')
  })

  test.each(['light', 'dark'] as const)('has contrast of at least 4.5 for every text in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    for (const name of ['one', 'three']) {
      await page.goto(url(name))
      expect(await page.evaluate(FAINT_TEXTS)).toEqual([])
    }
    await page.emulateMedia({ colorScheme: null })
  })

  test('on paper nothing is cut, and every run and definition is there', async () => {
    await page.setViewportSize({ width: 690, height: 1000 })
    await page.goto(url('three'))
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    await page.emulateMedia({ media: 'print' })
    const cut = `[...document.querySelectorAll('.scroll, .chart, .figure, dl')].filter((e) => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > 692).map((e) => e.ariaLabel ?? e.className)`
    expect(await page.evaluate(cut)).toEqual([])
    expect(await page.locator('article:visible').count()).toBe(3)
    expect(await page.locator('#def-sharpe').isVisible()).toBe(true)
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    await page.emulateMedia({ media: null })
  })

  test('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    for (const name of ['one', 'three', 'empty']) {
      await page.goto(url(name))
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390)
    }
  })
})

/** Runs in the page: texts whose colour is too near to the first opaque colour behind them (WCAG 2 relative luminance). */
const FAINT_TEXTS = `(() => {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = color
    context.fillRect(0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data]
  }
  const luminance = ([r, g, b]) =>
    [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = rgba(getComputedStyle(e).backgroundColor)
      if (color[3] === 255) return color
    }
    return [255, 255, 255, 255]
  }
  const faint = new Set()
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
    if (!own || element.closest('script, noscript, style') || !element.checkVisibility()) continue
    const style = getComputedStyle(element)
    const [a, b] = [luminance(rgba(element instanceof SVGElement ? style.fill : style.color)), luminance(behind(element))]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    if (contrast < 4.5) faint.add(element.tagName + '.' + element.getAttribute('class') + ' ' + contrast.toFixed(2))
  }
  return [...faint]
})()`

function findBrowser(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
