import type { Dialect } from '../../../src/shell/dialect.ts'
import { play } from '../play.ts'
import { NAME, type Outcome, runReal } from './real.ts'

/** A script of which a real shell and ours do not tell the same. */
export interface Difference {
  readonly script: string
  readonly real: Outcome
  readonly ours: Outcome
}

export function runOurs(script: string, dialect: Dialect): Outcome {
  const { stdout, stderr, status } = play(script, { dialect, name: NAME, env: { HOME: '/nowhere', LC_ALL: 'C.UTF-8' } })
  return { stdout, stderr, status: status ?? -1 }
}

/** Where several processes write errors, their order is not told. */
function comparable({ stdout, stderr, status }: Outcome, script: string): string {
  const lines = stderr.split('\n')
  const errors = /\||&(?!&|\d)/.test(script) ? lines.sort() : lines
  return JSON.stringify([stdout, errors, status])
}

export function differs({ script, real, ours }: Difference): boolean {
  return comparable(real, script) !== comparable(ours, script)
}

/** The scripts that do not come to the same. */
export async function differences(shell: string, dialect: Dialect, scripts: readonly string[]): Promise<Difference[]> {
  const all = await runReal(shell, scripts)
  return scripts.map((script, index) => ({ script, real: all[index]!, ours: runOurs(script, dialect) })).filter(differs)
}

/** Leaves out lines, and then words, as long as the two still differ, and in what they did. */
export async function shrunk(shell: string, dialect: Dialect, difference: Difference): Promise<Difference> {
  let smallest = difference
  for (const pieces of [/(?<=\n)/, /(?<=[\n ;])|(?=[\n ;])/]) {
    for (let size = smallest.script.split(pieces).length >> 1; size > 0; ) {
      const parts = smallest.script.split(pieces)
      const starts = Array.from({ length: Math.ceil(parts.length / size) }, (_, index) => index * size)
      const smaller = starts.map((start) => parts.toSpliced(start, size).join('')).filter(calm)
      const found = (await differences(shell, dialect, smaller)).find((each) => kind(each) === kind(difference))
      if (found === undefined) size >>= 1
      else smallest = found
    }
  }
  return smallest
}

/** In what two outcomes differ. */
function kind({ real, ours }: Difference): string {
  return [real.stdout !== ours.stdout, real.stderr !== ours.stderr, real.status !== ours.status].join()
}

/** It ends: loops are those of the grammar, whole; and it does not tell what no two shells have alike. */
function calm(script: string): boolean {
  const count = (pattern: RegExp) => (script.match(pattern) ?? []).length
  const loops = count(/^(?:while \[ \$[ij] -lt 3 \]|until \[ \$[ij] -ge 3 \]); do$/gm)
  const turns = Math.min(count(/^[ij]=\$\(\([ij]\+1\)\)$/gm), count(/^[ij]=0$/gm))
  const others = count(/\bwhile (?:read (?:-r )?a|getopts (?:ab:|:ab:) o)/g)
  if (count(/\b(?:while|until)\b/g) !== loops + others || turns < loops) return false
  return !/^f\(\)[\s\S]*\bf\b[\s\S]*^g\(\)|\bset *(?:$|[;|&)])|\bbg\b(?! &)|\$[$!]/m.test(script)
}

/** For somebody who reads what failed. */
export function told({ script, real, ours }: Difference): string {
  const one = ({ stdout, stderr, status }: Outcome) => JSON.stringify({ stdout, stderr, status })
  return `${script}\n  there: ${one(real)}\n  here:  ${one(ours)}`
}
