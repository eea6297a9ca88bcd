/**
 * Text between `<!-- name -->` and `<!-- /name -->`: the parts of a document that a tool writes and a test compares.
 * A blank line stands on either side of it, as Markdown wants.
 */
export function readMarked(document: string, name: string): string | undefined {
  return pattern(name).exec(document)?.[2]?.slice(1, -1)
}

/** The document with that part replaced by whole lines. @throws Error when it has no such part. */
export function writeMarked(document: string, name: string, lines: string): string {
  if (!pattern(name).test(document)) {
    throw new Error(`expected <!-- ${name} --> and <!-- /${name} --> on lines of their own; add them where the text belongs`)
  }
  return document.replace(pattern(name), (_, open: string, _old: string, close: string) => `${open}\n${lines}\n${close}`)
}

function pattern(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\n)([^]*?)(<!-- /${name} -->)`)
}
