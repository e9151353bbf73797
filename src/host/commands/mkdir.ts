import { readOptions } from './options.ts'
import { each, failed } from './outcome.ts'
import { done, pathOf } from './paths.ts'
import type { Program } from './program.ts'

/** mkdir(1) */
export const mkdir: Program = (call, args) => {
  const options = readOptions(args, 'm:pv')
  if (options === undefined || options.rest.length === 0)
    return failed('usage: mkdir [-pv] [-m mode] directory_name ...', 64)
  const { files } = call.space
  return each(options.rest, (name) => {
    const path = pathOf(call, name)
    return done(options.given.has('p') ? files.makeAll(path) : files.make(path), 'mkdir', name)
  })
}
