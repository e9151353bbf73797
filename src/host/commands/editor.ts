import { failed } from './outcome.ts'
import { done, pathOf } from './paths.ts'
import type { Program } from './program.ts'

/** Stands in for vi(1), ee(1), vim: what is typed into it comes to the end of the file. */
export const editor: Program = (call, args) => {
  const name = args.find((word) => !word.startsWith('-') && !word.startsWith('+'))
  if (name === undefined) return failed(`${call.called}: carpsim edits a file that is named`)
  const { files } = call.space
  const path = pathOf(call, name)
  const before = files.read(path)
  if (call.input === '' && 'is' in before) return done(null, call.called, name)
  if (files.isDirectory(path)) return done('Is a directory', call.called, name)
  const text = 'is' in before ? before.is : ''
  const input = call.input === '' || call.input.endsWith('\n') ? call.input : `${call.input}\n`
  return done(files.write(path, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${input}`), call.called, name)
}
