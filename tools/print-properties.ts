/** Prints the properties of test/properties into docs/explanation/properties.md: `node tools/print-properties.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { propertyFiles, propertyList } from '../test/properties/listed.ts'
import { writeMarked } from './marked-text.ts'

const path = new URL('../docs/explanation/properties.md', import.meta.url)
writeFileSync(path, writeMarked(readFileSync(path, 'utf8'), 'properties', `${propertyList(propertyFiles())}\n`))
