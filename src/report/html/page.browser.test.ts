/** The page in a real browser, from file://. Without Chromium these tests do not run, except in CI, where they must. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { richRun } from '../../../test/report/example-run.ts'
import { renderHtml } from './page.ts'

const executablePath = findBrowser(['chromium', 'chromium-browser', 'google-chrome'])

test.runIf(process.env['CI'] !== undefined)('CI has a browser', () => {
  expect(executablePath, 'install chromium, so that the page is tested').toBeDefined()
})

describe.runIf(executablePath !== undefined)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-page-'))
  const one = join(folder, 'one.html')
  const three = join(folder, 'three.html')
  const problems: string[] = []
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const documents = [5, 6, 7].map((seed) => richRun(seed, 1200).document({ roundTripRows: 200 }))
    writeFileSync(one, renderHtml(documents.slice(0, 1)))
    writeFileSync(three, renderHtml(documents))
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
    browser = await chromium.launch({ executablePath: executablePath ?? '', args })
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
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
    for (const path of [one, three]) {
      await page.goto(pathToFileURL(path).href)
      expect(await page.locator('.chart svg .line').count()).toBeGreaterThan(0)
    }
    expect(problems).toEqual([])
  })

  test('shows the figures under the pointer, and under the keyboard', async () => {
    await page.goto(pathToFileURL(one).href)
    const plot = page.locator('.plot').first()
    const output = page.locator('.chart output').first()
    await plot.hover({ position: { x: 300, y: 100 } })
    await expect.poll(() => output.textContent()).toMatch(/^20\d\d-\d\d-\d\d {3}Equity \d[\d ]*\.\d\d {3}Drawdown -?\d+\.\d\d %/)
    await page.mouse.move(5, 5)
    await expect.poll(() => output.textContent()).toContain('Drag to zoom')
    await plot.focus()
    const before = await output.textContent()
    await page.keyboard.press('ArrowLeft')
    expect(await output.textContent()).not.toBe(before)
  })

  test('zooms where the pointer drags, and back', async () => {
    await page.goto(pathToFileURL(one).href)
    const plot = page.locator('.plot').first()
    const reset = page.locator('#equity-0').getByRole('button', { name: 'Whole run' })
    const line = page.locator('#equity-0 svg .line').first()
    const whole = await line.getAttribute('d')
    expect(await reset.isVisible()).toBe(false)
    const box = (await plot.boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.move(box.x + 200, box.y + 100)
    await page.mouse.down()
    await page.mouse.move(box.x + 400, box.y + 100, { steps: 4 })
    await page.mouse.up()
    expect(await line.getAttribute('d')).not.toBe(whole)
    await reset.click()
    expect(await line.getAttribute('d')).toBe(whole)
  })

  test('has a logarithmic scale and a theme at the press of a key', async () => {
    await page.goto(pathToFileURL(one).href)
    const line = page.locator('#equity-0 svg .line').first()
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

  test.each(['light', 'dark'] as const)('has contrast of at least 4.5 for every text in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(pathToFileURL(three).href)
    const faint = await page.evaluate(FAINT_TEXTS)
    expect(faint).toEqual([])
  })

  test('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(pathToFileURL(three).href)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
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
