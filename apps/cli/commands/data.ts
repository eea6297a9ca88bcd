import { Command } from 'commander'
import { screenOf } from '../screen.ts'
import { addBarFlags, type BarFlags } from './bar-flags.ts'

export interface CatalogFlags {
  readonly catalog?: string
  readonly timeframe?: string
  readonly yes?: boolean
}

export interface ImportFlags extends BarFlags {
  readonly catalog?: string
  readonly instrument: string
  readonly replace?: boolean
}

const EXAMPLES = `Examples:
  lockstep data import btc.csv.gz --instrument BTCUSD.BITSTAMP
  lockstep data import bars.csv --instrument SPY --columns time=Date,close=5 --zone America/New_York
  lockstep data ls
`

export function dataCommand(): Command {
  const data = new Command('data')
    .summary('bars in the catalog')
    .description('Import bars into the catalog, list, check and remove them.')
    .addHelpText('before', EXAMPLES)
  for (const command of [importCommand(), lsCommand(), showCommand(), verifyDataCommand(), rmCommand()]) data.addCommand(command)
  return data
}

function importCommand(): Command {
  const command = new Command('import')
    .description('Check a file of bars (CSV also as .gz or .zst, Parquet, Arrow) and store it.')
    .argument('<file>', 'the file')
    .requiredOption('--instrument <id>', 'what the bars are of, such as BTCUSD.BITSTAMP')
    .option('--replace', 'replace other bars of this instrument and timeframe')
  return addBarFlags(inCatalog(command), true).action(async (file: string, flags: ImportFlags) => {
    const screen = screenOf(command)
    const { importFile } = await import('../actions/data.ts')
    process.exitCode = await importFile(screen, file, flags)
  })
}

function lsCommand(): Command {
  const command = new Command('ls')
    .description('List what the catalog holds, or a LEAN data folder.')
    .argument('[source]', 'lean:PATH; default the catalog')
  return inCatalog(command).action(async (source: string | undefined, flags: CatalogFlags) => {
    const screen = screenOf(command)
    const { listSeries } = await import('../actions/data.ts')
    process.exitCode = await listSeries(screen, flags, source)
  })
}

function showCommand(): Command {
  const command = new Command('show')
    .description('Show what is known of one series.')
    .argument('<id>', 'the instrument')
    .option('--tf, --timeframe <name>', 'when it has several')
  return inCatalog(command).action(async (id: string, flags: CatalogFlags) => {
    const screen = screenOf(command)
    const { showSeries } = await import('../actions/data.ts')
    process.exitCode = await showSeries(screen, id, flags)
  })
}

function verifyDataCommand(): Command {
  const command = new Command('verify').description('Hash stored bars again and compare.').argument('[id]', 'the instrument; default all')
  return inCatalog(command).action(async (id: string | undefined, flags: CatalogFlags) => {
    const screen = screenOf(command)
    const { verifySeries } = await import('../actions/data.ts')
    process.exitCode = await verifySeries(screen, id, flags)
  })
}

function rmCommand(): Command {
  const command = new Command('rm')
    .description('Remove stored bars.')
    .argument('<id>', 'the instrument')
    .option('--tf, --timeframe <name>', 'only this timeframe')
    .option('--yes', 'do it; without, it only says what would go')
  return inCatalog(command).action(async (id: string, flags: CatalogFlags) => {
    const screen = screenOf(command)
    const { removeSeries } = await import('../actions/data.ts')
    process.exitCode = await removeSeries(screen, id, flags)
  })
}

function inCatalog(command: Command): Command {
  return command.option('--catalog <dir>', 'the catalog, default $LOCKSTEP_CATALOG or .lockstep/catalog')
}
