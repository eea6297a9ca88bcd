/** One group in a process of its own, so that no heap and no compiled code is shared with another: its figures as JSON. */
import { groupNames, type GroupName, type Job, type Measured } from './budgets.ts'
import { rssPeak } from './collections.ts'
import { filesIn } from './prepare.ts'

const [group = '', rounds = '', folder = ''] = process.argv.slice(2)
if (!groupNames.includes(group as GroupName)) throw new Error(`expected one of ${groupNames.join(', ')}, was ${group}`)
const { measure } = (await import(`./groups/${group}.ts`)) as { readonly measure: (job: Job) => Promise<Measured[]> }
const measured = await measure({ rounds: Number(rounds), files: filesIn(folder) })
console.log(JSON.stringify(measured.map((m) => ({ rssPeak: rssPeak(), ...m }))))
