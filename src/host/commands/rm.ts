import { readOptions } from './options.ts'
import { each, failed, printed } from './outcome.ts'
import { cannot, done, pathOf } from './paths.ts'
import type { Program } from './program.ts'

/** rm(1) */
export const rm: Program = (call, args) => {
  const options = readOptions(args, 'fiPRrv')
  if (options === undefined || (options.rest.length === 0 && !options.given.has('f')))
    return failed('usage: rm [-f | -i] [-dIPRrvWx] file ...', 64)
  const { given, rest } = options
  const { files } = call.space
  return each(rest, (name) => {
    const path = pathOf(call, name)
    const isThere = files.exists(path) || files.linkAt(path) !== undefined
    if (!isThere) return given.has('f') ? printed('') : cannot('rm', name, 'No such file or directory')
    if (path === '/') return failed('rm: "/" may not be removed')
    if (files.linkAt(path) === undefined && files.isDirectory(path) && !given.has('r') && !given.has('R'))
      return cannot('rm', name, 'is a directory')
    files.remove(path)
    return printed('')
  })
}

/** touch(1) */
export const touch: Program = (call, args) => {
  const options = readOptions(args, 'acm')
  if (options === undefined || options.rest.length === 0)
    return failed('usage: touch [-A [-][[hh]mm]SS] [-achm] file ...')
  const { files } = call.space
  return each(options.rest, (name) => {
    const path = pathOf(call, name)
    const isThere = files.exists(path) || options.given.has('c')
    return done(isThere ? null : files.write(path, ''), 'touch', name)
  })
}
