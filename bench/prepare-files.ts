/** `prepare` as a process, so that what it took to make the files is gone when measuring begins. */
import { prepare } from './prepare.ts'

const csvBytes = await prepare(process.argv[2] ?? '')
console.log(JSON.stringify({ csvBytes }))
