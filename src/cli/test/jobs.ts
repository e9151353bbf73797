import { readInvariant } from '../../scenario/read/invariants.ts'
import { RUNS, runsNamed } from '../../scenario/runs.ts'
import type { AskedInvariant } from '../../scenario/scenario.ts'
import { suggestion } from '../../scenario/text/suggest.ts'
import { INVARIANTS } from '../../trace/invariants/index.ts'
import { Failure } from '../exit.ts'
import { colorFor, widthFor } from '../terminal.ts'
import type { Job } from './job.ts'
import type { TestOptions } from './options.ts'

/**
 * What is to be done for each file, as the command line says: once, or under each of some systems.
 *
 * @throws Failure where it names what is not there
 */
export function jobsFor(options: TestOptions): (file: string) => Job[] {
  const { system: systems, seeds, update = false, ascii = false } = options
  const invariants = invariantsIn(options.invariants)
  for (const name of systems ?? []) {
    if (runsNamed(name) === undefined)
      throw new Failure(`there is no system ${name}${suggestion(name, RUNS, 'there are')}`)
  }
  const pretty = options.reporter === 'pretty'
  const how = { width: pretty ? widthFor(options) : WIDTH, ascii, color: pretty && colorFor(options) }
  const job = { ...(seeds !== undefined && { seeds }), invariants, update, ...how }
  return (file) => (systems === undefined ? [{ file, ...job }] : systems.map((system) => ({ file, system, ...job })))
}

const WIDTH = 100

/** `all`, or names with commas between them, each with a time behind it if need be. */
function invariantsIn(text: string | undefined): AskedInvariant[] {
  if (text === undefined) return []
  if (text.trim().toLowerCase() === 'all') return INVARIANTS.map(({ name }) => ({ name }))
  return text.split(',').map((part) => {
    const read = readInvariant(part)
    if (typeof read === 'string') throw new Failure(`--invariants: ${read}`)
    return read
  })
}
