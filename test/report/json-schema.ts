/** The part of JSON Schema that the report's schema uses: what a value breaks, and what of the schema no value has. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
}

export class JsonSchema {
  private readonly root: Schema

  constructor(text: string) {
    this.root = JSON.parse(text) as Schema
  }

  /** One sentence for each place where the value is not what the schema says. */
  violations(value: unknown): string[] {
    return this.check(this.root, value, '')
  }

  /** Paths of properties that the schema names and none of the values has. */
  unused(values: readonly unknown[]): string[] {
    const seen = new Set<string>()
    for (const value of values) this.note(this.root, value, '', seen)
    return [...this.named(this.root, '')].filter((path) => !seen.has(path))
  }

  private resolved(s: Schema): Schema {
    return s.$ref === undefined ? s : (this.root.$defs?.[s.$ref.replace('#/$defs/', '')] ?? {})
  }

  private check(given: Schema, v: unknown, path: string): string[] {
    const s = this.resolved(given)
    if (s.anyOf !== undefined) return s.anyOf.some((one) => this.check(one, v, path).length === 0) ? [] : [`${path} fits none`]
    const broken = valueBreaks(s, v)
    if (broken !== null) return [`${path} ${broken}`]
    if (Array.isArray(v)) return v.flatMap((item, i) => this.check(s.items ?? {}, item, `${path}/${i}`))
    return s.type === 'object' ? this.checkObject(s, v as Record<string, unknown>, path) : []
  }

  private checkObject(s: Schema, v: Readonly<Record<string, unknown>>, path: string): string[] {
    const known = Object.entries(s.properties ?? {}).flatMap(([name, one]) => {
      if (name in v) return this.check(one, v[name], `${path}/${name}`)
      return s.required?.includes(name) === true ? [`${path}/${name} is missing`] : []
    })
    const { additionalProperties: others } = s
    const more = Object.keys(v).filter((name) => s.properties?.[name] === undefined)
    const wrong = more.flatMap((name) =>
      typeof others === 'object' ? this.check(others, v[name], `${path}/${name}`) : [`${path}/${name} is unknown`],
    )
    return [...known, ...wrong]
  }

  private *named(given: Schema, at: string): Generator<string> {
    const s = this.resolved(given)
    const path = given.$ref ?? at
    for (const one of s.anyOf ?? []) yield* this.named(one, path)
    if (s.items !== undefined) yield* this.named(s.items, `${path}[]`)
    for (const [name, one] of Object.entries(s.properties ?? {})) {
      yield `${path}/${name}`
      yield* this.named(one, `${path}/${name}`)
    }
  }

  private note(given: Schema, v: unknown, at: string, seen: Set<string>): void {
    const s = this.resolved(given)
    const path = given.$ref ?? at
    for (const one of s.anyOf ?? []) this.note(one, v, path, seen)
    if (Array.isArray(v)) for (const item of v) this.note(s.items ?? {}, item, `${path}[]`, seen)
    if (typeof v !== 'object' || v === null) return
    for (const [name, one] of Object.entries(s.properties ?? {})) {
      if (!(name in v)) continue
      seen.add(`${path}/${name}`)
      this.note(one, (v as Record<string, unknown>)[name], `${path}/${name}`, seen)
    }
  }
}

/** What is wrong with the value itself, its parts aside. */
function valueBreaks(s: Schema, v: unknown): string | null {
  if (s.const !== undefined && JSON.stringify(v) !== JSON.stringify(s.const)) return `is not ${JSON.stringify(s.const)}`
  if (s.enum !== undefined && !s.enum.includes(v)) return `is not one of ${JSON.stringify(s.enum)}`
  if (s.type !== undefined && ![s.type].flat().some((type) => isType(v, type))) return `is not ${[s.type].flat().join(' or ')}`
  if (s.minimum !== undefined && (v as number) < s.minimum) return `is below ${s.minimum}`
  const wrongSize = Array.isArray(v) && (v.length < (s.minItems ?? 0) || v.length > (s.maxItems ?? Infinity))
  return wrongSize ? `has ${v.length} items` : null
}

function isType(v: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(v)
  if (type === 'null') return v === null
  if (type === 'array') return Array.isArray(v)
  return type === 'object' ? typeof v === 'object' && v !== null && !Array.isArray(v) : typeof v === type
}
