import { most } from '../../extremes.ts'
import { bytesOf } from '../../files/inode.ts'
import { cannotDo } from '../complaint.ts'
import { isOutcome, readFlags, type Syntax } from '../flags.ts'
import type { Outcome } from '../outcome.ts'
import { pathOf, textOf } from '../paths.ts'
import type { Program } from '../program.ts'

export const WC: Syntax = {
  name: 'wc',
  letters: 'clmwL',
  long: { bytes: 'c', lines: 'l', chars: 'm', words: 'w', 'max-line-length': 'L' },
  usage: 'usage: wc [-Lclmw] [file ...]',
}

type Counts = readonly number[]

/** wc(1): lines, words, characters, bytes, always in this order. */
export const wc: Program = (call, args) => {
  const flags = readFlags(call, args, WC)
  if (isOutcome(flags)) return flags
  const { rest, gnu } = flags
  const asked = flags.has('clmwL') ? [...'lwmcL'].filter((letter) => flags.has(letter)) : ['l', 'w', 'c']
  const rows: [counts: Counts, name: string][] = []
  let stderr = ''
  let exit = 0
  for (const name of rest.length === 0 ? ['-'] : rest) {
    const text = textOf(call, name)
    if ('is' in text) rows.push([countsOf(text.is, asked), rest.length === 0 ? '' : name])
    else {
      stderr += cannotDo(call, { program: 'wc', file: name }, text.error).stderr
      exit = 1
      if (gnu && text.error === 'Is a directory') rows.push([asked.map(() => 0), name])
    }
  }
  const total = asked.map((letter, i) =>
    rows.reduce((sum, [counts]) => (letter === 'L' ? Math.max(sum, counts[i]!) : sum + counts[i]!), 0),
  )
  if (rest.length > 1) rows.push([total, 'total'])
  const sizes = rest.map((name) => textOf(call, name)).map((text) => ('is' in text ? bytesOf(text.is) : 0))
  const width = widthOf({
    rest,
    asked,
    gnu,
    bytes: sizes.reduce((sum, each) => sum + each, 0),
    failed: rest.some((name) => name !== '-' && call.space.files.isDirectory(pathOf(call, name))),
  })
  return { stdout: rows.map((row) => shown(row, width, gnu)).join(''), stderr, exit } satisfies Outcome
}

function countsOf(text: string, asked: readonly string[]): Counts {
  const lines = text.split('\n')
  const of: Readonly<Record<string, () => number>> = {
    l: () => lines.length - 1,
    w: () => text.match(/\S+/g)?.length ?? 0,
    m: () => [...text].length,
    c: () => bytesOf(text),
    L: () => most(lines.map((line) => [...line].length)),
  }
  return asked.map((letter) => of[letter]!())
}

interface Shape {
  readonly rest: readonly string[]
  readonly asked: readonly string[]
  readonly gnu: boolean
  readonly bytes: number
  readonly failed: boolean
}

/** GNU's columns are as wide as the sum of all sizes, or 7 where one is unknown (compute_number_width). */
function widthOf({ rest, asked, gnu, bytes, failed }: Shape): number {
  if (!gnu) return 7
  if (rest.length <= 1 && asked.length === 1) return 1
  const least = rest.length === 0 || rest.includes('-') || failed ? 7 : 1
  return Math.max(least, `${bytes}`.length)
}

function shown([counts, name]: readonly [Counts, string], width: number, gnu: boolean): string {
  const columns = counts.map((count) => (gnu ? `${count}`.padStart(width) : ` ${`${count}`.padStart(width)}`))
  return `${columns.join(gnu ? ' ' : '')}${name === '' ? '' : ` ${name}`}\n`
}
