/** Run by tests in a process of its own: imports a file into a catalog as X, and ends as the command line would. */
import { LockstepError } from '../../src/base/error.ts'
import { Catalog } from '../../src/catalog/catalog.ts'

const [path = '', root = ''] = process.argv.slice(2)
try {
  const { result, unchanged } = await Catalog.open(root).import(path, { instrument: { id: 'X' }, replace: true })
  console.log(JSON.stringify({ ...result, unchanged }))
} catch (error) {
  if (!(error instanceof LockstepError)) throw error
  console.error(`${error.code} ${error.message}`)
  process.exitCode = error.exitCode
}
