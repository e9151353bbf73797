import { join } from '../../disk.ts'
import { pathOf } from '../paths.ts'
import type { Call } from '../program.ts'

/** A file below one that was named, and what it is called from there. */
export interface Below {
  readonly name: string
  readonly path: string
  readonly depth: number
}

/** A name and all that is below it, each directory before what is in it. Links are not followed. */
export function* walk(call: Call, name: string): Generator<Below> {
  const { files } = call.space
  const open: Below[] = [{ name, path: pathOf(call, name), depth: 0 }]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    yield at
    const { depth } = at
    const stat = files.lstat(at.path)
    if ('error' in stat || stat.is.kind !== 'directory') continue
    const names = files.list(at.path)
    const below = 'is' in names ? names.is : []
    for (const each of below.toReversed())
      open.push({ name: join(at.name, each), path: join(at.path, each), depth: depth + 1 })
  }
}
