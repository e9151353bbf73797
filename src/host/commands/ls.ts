import { join } from '../disk.ts'
import { readOptions } from './options.ts'
import { each, failed, printed } from './outcome.ts'
import { cannot, joined, pathOf } from './paths.ts'
import type { Program } from './program.ts'

/** ls(1), a name a line as into a file; of -l as much as there is: what a link leads to. */
export const ls: Program = (call, args) => {
  const options = readOptions(args, '1adl')
  if (options === undefined) return failed('usage: ls [-1adl] [file ...]')
  const { given, rest } = options
  const { files } = call.space
  const named = (name: string, path: string) => {
    const to = given.has('l') ? files.linkAt(path) : undefined
    return to === undefined ? name : `${name} -> ${to}`
  }
  return each(rest.length === 0 ? ['.'] : rest, (name) => {
    const path = pathOf(call, name)
    if (!files.exists(path) && files.linkAt(path) === undefined) return cannot('ls', name, 'No such file or directory')
    const below = given.has('d') ? { error: '' } : files.list(path)
    if ('error' in below) return printed(`${named(name, path)}\n`)
    const shown = below.is.filter((one) => given.has('a') || !one.startsWith('.'))
    return printed((rest.length > 1 ? `${name}:\n` : '') + joined(shown.map((one) => named(one, join(path, one)))))
  })
}
