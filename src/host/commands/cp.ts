import { baseOf, IS_DIRECTORY, join } from '../disk.ts'
import { readOptions } from './options.ts'
import { each, failed, type Outcome } from './outcome.ts'
import { cannot, done, pathOf } from './paths.ts'
import type { Call, Program } from './program.ts'

/** cp(1), of files. */
export const cp: Program = (call, args) => copied(call, args, { name: 'cp', exit: 64 })

/** mv(1), of files. */
export const mv: Program = (call, args) => copied(call, args, { name: 'mv', exit: 64 })

/** ln(1) */
export const ln: Program = (call, args) => {
  const options = readOptions(args, 'fhns')
  const [source, target = '.', ...more] = options?.rest ?? []
  if (options === undefined || source === undefined || more.length > 0)
    return failed('usage: ln [-s [-F] | -L | -P] [-f | -i] [-hnv] source_file [target_file]')
  const { files } = call.space
  const at = placed(call, source, target)
  if (options.given.has('f')) files.remove(at)
  if (options.given.has('s')) return done(files.link(at, source), 'ln', at)
  // What is written once is read by both names: one name is the other's link.
  const from = pathOf(call, source)
  if (!files.exists(from)) return cannot('ln', source, 'No such file or directory')
  return files.isDirectory(from) ? cannot('ln', source, IS_DIRECTORY) : done(files.link(at, from), 'ln', at)
}

function copied(call: Call, args: readonly string[], { name, exit }: { name: string; exit: number }): Outcome {
  const options = readOptions(args, 'afip')
  const sources = options?.rest.slice(0, -1) ?? []
  const target = options?.rest.at(-1)
  if (sources.length === 0 || target === undefined) return failed(`usage: ${name} [-fip] source_file target_file`, exit)
  const { files } = call.space
  if (sources.length > 1 && !files.isDirectory(pathOf(call, target)))
    return failed(`${name}: ${target} is not a directory`, exit)
  return each(sources, (source) => {
    const from = pathOf(call, source)
    if (files.isDirectory(from)) return failed(`${name}: ${source} is a directory (not copied).`)
    const text = files.read(from)
    if ('error' in text) return cannot(name, source, text.error)
    const why = files.write(placed(call, source, target), text.is)
    if (why === null && name === 'mv') files.remove(from)
    return done(why, name, target)
  })
}

/** Into a directory under its own name. */
function placed(call: Call, source: string, target: string): string {
  const path = pathOf(call, target)
  return call.space.files.isDirectory(path) ? join(path, baseOf(pathOf(call, source))) : path
}
