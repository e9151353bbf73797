import { once } from 'node:events'
import { type FSWatcher, watch as observe, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Result } from '../../test-runner/result.ts'
import { goldenOf } from './golden.ts'
import type { Suite } from './suite.ts'

/** Editors write a file in several steps. */
const SETTLED_MS = 100

interface Watching {
  readonly where: readonly string[]
  /** The files that are there now. */
  readonly find: () => readonly string[]
  readonly suite: Suite
  /** What came of them last. */
  readonly results: readonly Result[]
}

/** Tests again what a change touches, the files that a scenario extends and its golden among them; until it is interrupted. */
export async function watch({ where, find, suite, results }: Watching): Promise<void> {
  const reads = new Map<string, ReadonlySet<string>>()
  const note = (all: readonly Result[]) => {
    for (const { file, reads: files } of all)
      reads.set(file, new Set([...files, goldenOf(file)].map((path) => resolve(path))))
  }
  note(results)
  const changed = new Set<string>()
  let wake: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = foldersOf(where).map((folder) =>
    observe(folder, { recursive: true }, (_, name) => {
      if (name === null) return
      changed.add(resolve(folder, name))
      clearTimeout(wake)
      wake = setTimeout(() => void testAgain(), SETTLED_MS)
    }),
  )
  let busy = Promise.resolve()
  const testAgain = () => {
    busy = busy.then(async () => {
      const paths = new Set(changed)
      changed.clear()
      const files = find().filter((file) => {
        const known = reads.get(file)
        return known === undefined || [...known].some((path) => paths.has(path))
      })
      if (files.length > 0) note(await suite.run(files))
    })
    return busy
  }
  process.stderr.write('watching; ctrl-c ends it\n')
  await once(process, 'SIGINT')
  for (const watcher of watchers) watcher.close()
  clearTimeout(wake)
  await busy
}

function foldersOf(where: readonly string[]): string[] {
  return [
    ...new Set(where.map((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path)))),
  ]
}
