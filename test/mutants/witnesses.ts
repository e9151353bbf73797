import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { judged } from '../../src/cli/test/judged.ts'
import { outcomeOf } from '../../src/test-runner/result.ts'
import { casesOf, familiesIn } from '../conformance/corpus.ts'
import { watch } from './rows.ts'
import { takeTests } from './suite.ts'

const ROOT = join(import.meta.dirname, '../..')
const LIBRARY = join(ROOT, 'scenarios')
const SAMPLE = join(ROOT, 'test/conformance/sample')

/** A test that may tell a mutant from the system it was made of. */
export interface Witness {
  /** `test/carp/checks.test.ts: openbsd looks in its own order` */
  readonly name: string
  /** It belongs to the recorded cases that are not part of the project. */
  readonly recorded: boolean
  /** @throws what it has to say against a system */
  run(): unknown
}

/** Test files that play elections in this process. Pictures and measures of them are left out: they take longer. */
const PLACES = ['carp', 'golden', 'services', 'host', 'mixed']

/** Tests, in the order in which they are asked; then the recorded cases that lie beside the project. */
export async function witnessesIn(corpus: string | null): Promise<Witness[]> {
  const tests = [...(await testsIn(PLACES)), ...library(), ...casesIn(SAMPLE, false)]
  return corpus === null ? tests : [...tests, ...casesIn(corpus, true)]
}

async function testsIn(places: readonly string[]): Promise<Witness[]> {
  const found: Witness[] = []
  for (const place of places) {
    for (const file of filesIn(join(ROOT, 'test', place), '.test.ts')) {
      await import(file)
      const path = file.slice(ROOT.length + 1)
      found.push(...takeTests().map(({ title, run }) => ({ name: `${path}: ${title}`, recorded: false, run })))
    }
  }
  return found
}

/** Scenarios, with what they expect and what stands beside them. */
function library(): Witness[] {
  return filesIn(LIBRARY, '.yaml').map((file) => ({
    name: `scenarios/${file.slice(LIBRARY.length + 1)}`,
    recorded: false,
    run: async () => {
      const how = { invariants: [], update: false, width: 100, ascii: false, color: false }
      const result = await judged({ file, ...how })
      if (outcomeOf(result) !== 'passed') throw new Error(`${result.problem ?? 'another outcome'}`)
    },
  }))
}

/** Each recorded case of a corpus. */
function casesIn(corpus: string, recorded: boolean): Witness[] {
  return familiesIn(corpus).flatMap((family) =>
    casesOf(corpus, family).map(({ id, difference }) => ({
      name: `${recorded ? '' : 'test/conformance/sample: '}${family.folder} ${id}`,
      recorded,
      run: () => {
        const found = difference()
        if (found !== undefined) throw new Error(found)
      },
    })),
  )
}

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name))
}

/**
 * What a witness reads of the systems as they are.
 *
 * @throws Error where it does not even hold for them
 */
export async function readBy({ name, run }: Witness): Promise<ReadonlySet<string>> {
  const { seen, stop } = watch(SYSTEMS)
  try {
    await run()
    return seen
  } catch (error) {
    throw new Error(`${name}: it fails without any change`, { cause: error })
  } finally {
    stop()
  }
}
