import type { Got } from '../../shell/files.ts'
import { join } from '../disk.ts'
import { type Outcome, printed } from './outcome.ts'
import type { Call } from './program.ts'

/** The whole path of what somebody typed, from where his shell stands: dots are for the file system. */
export function pathOf({ directory }: Call, typed: string): string {
  return typed.startsWith('/') ? typed : join(directory, typed)
}

/** A file that is read; `-`, or no file at all, is what is typed into the program. */
export function textOf(call: Call, name: string | undefined): Got<string> {
  if (name === undefined || name === '-') return { is: call.input }
  return call.space.files.read(pathOf(call, name))
}

/** What a program says of a file that it cannot use: `cat: x: No such file or directory`. */
export function cannot(program: string, file: string, why: string): Outcome {
  return { stdout: '', stderr: `${program}: ${file}: ${why}\n`, exit: 1 }
}

export function done(why: string | null, program: string, file: string): Outcome {
  return why === null ? printed('') : cannot(program, file, why)
}

/** Lines without their ends; a last one need not have one. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

export function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

/** Lines with their ends; a last one need not have one. */
export function wholeLinesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? []
}
