import { errorCalled, isGnu } from '../manners.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call } from './program.ts'

/**
 * What a program says of something that it cannot do: a BSD's names the file, GNU's what it wanted to do with it.
 *
 * @param gnu - `cannot create directory 'x'`
 */
export function cannotDo(
  { space }: Call,
  { program, file, gnu = nameOf(file) }: { readonly program: string; readonly file: string; readonly gnu?: string },
  why: string,
): Outcome {
  const isOfGnu = isGnu(space.userland)
  return failed(`${program}: ${isOfGnu ? gnu : file}: ${errorCalled(why, isOfGnu)}`)
}

/** GNU quotes the names of files that a shell would not read as one word. */
export function nameOf(file: string): string {
  return /^[\w@%+=:,./-]+$/.test(file) ? file : quote(file)
}

export function quote(name: string): string {
  return name.includes("'") && !/["\\`$]/.test(name) ? `"${name}"` : `'${name.replaceAll("'", "'\\''")}'`
}
