import { parseTime } from '../../time.ts'
import { INVARIANTS, invariantNamed } from '../../trace/invariants/index.ts'
import type { AskedInvariant } from '../scenario.ts'
import { shown } from '../text/printable.ts'
import { suggestion } from '../text/suggest.ts'
import type { Reader } from './reader.ts'

const NAMES = INVARIANTS.map(({ name }) => name)
const EXAMPLE = 'invariants is a list of names, each with a time behind it if need be: [at-most-one-MASTER, no-flap 2s]'

/** What should hold in any run: names, in file order. */
export function readInvariants(reader: Reader): AskedInvariant[] {
  return reader.items(['invariants'], EXAMPLE).flatMap((path) => {
    const read = readInvariant(reader.text(path))
    if (typeof read !== 'string') return [{ ...read, ...reader.lineOf(path) }]
    reader.complain(path, read)
    return []
  })
}

/** `no-flap 2s`; or what is wrong with it. */
export function readInvariant(text: string): AskedInvariant | string {
  const [word = '', time, ...more] = text.trim().split(/\s+/)
  const known = invariantNamed(word)
  if (known === undefined) return `there is no invariant ${shown(word)}${suggestion(word, NAMES, 'there are')}`
  if (time === undefined) return { name: known.name }
  if (known.limit === undefined) return `${known.name} has no time to be given; leave ${shown(time)} out`
  const limit = more.length > 0 ? undefined : parseTime(time)
  if (limit === undefined) return `${known.name} may have a time behind it, such as ${known.name} 2s`
  return { name: known.name, limit }
}
