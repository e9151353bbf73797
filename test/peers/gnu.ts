import { spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Disk } from '../../src/host/disk.ts'
import { Bench } from '../host/tools.ts'

/** One command line, and what is typed into it. */
export interface Case {
  readonly words: readonly string[]
  readonly input?: string
}

export type Files = Readonly<Record<string, string>>

const HERE = '/case'

/** Command lines, one after the other, in a folder with these files. */
export interface Lot {
  readonly cases: readonly Case[]
  readonly files: Files
}

/** How a program ended, and what it wrote. */
export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly exit: number
}

/**
 * Runs each lot in a folder of its own, by this machine's programs. One shell starts them all: a process as large as one
 * that runs tests takes ten times as long to start another one.
 *
 * @param then - asked of each folder when all has ended
 */
export function run<T>(
  lots: readonly Lot[],
  then: (ended: readonly Ended[], folder: string, lot: Lot) => T,
): readonly T[] {
  const root = mkdtempSync(join(tmpdir(), 'carpsim-gnu-'))
  const place = (lot: number, name: string | number) => join(root, String(lot), String(name))
  try {
    lots.forEach(({ files }, lot) => {
      mkdirSync(place(lot, 'here'), { recursive: true })
      for (const [name, text] of Object.entries(files)) writeFileSync(join(place(lot, 'here'), name), text)
    })
    const lines = lots.flatMap(({ cases }, lot) => [`cd ${place(lot, 'here')}`, ...cases.map(calling)])
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', HOME: '/root' }
    expect(spawnSync('/bin/sh', { input: lines.join('\n'), encoding: 'utf8', env })).toMatchObject({
      status: 0,
      stderr: '',
    })
    return lots.map((one, lot) => {
      const read = (name: string) => readFileSync(place(lot, name), 'utf8')
      const ended = one.cases.map((_, i) => ({
        stdout: read(`${i}.out`),
        stderr: read(`${i}.err`),
        exit: Number(read(`${i}.exit`)),
      }))
      return then(ended, place(lot, 'here'), one)
    })
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** By a pipe, as wc and tail tell one from a file; no builtin of the shell, nor anything that it says to what it calls. */
function calling({ words, input = '' }: Case, i: number): string {
  const call = `unset PWD OLDPWD; exec ${words.map(quoted).join(' ')}`
  return `printf %s ${quoted(input)} | (${call}) >../${i}.out 2>../${i}.err; echo $? >../${i}.exit`
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** What comes of each lot: what its programs say, and which files there are then. */
export function theirs(lots: readonly Lot[]): readonly (readonly string[])[] {
  return run(lots, (ended, folder, { cases }) => [
    ...ended.map(({ stdout, stderr, exit }, i) => said(cases[i]!.words[0] ?? '', stdout, stderr, exit)),
    ...treeBelow(folder, ''),
  ])
}

/** The same in a folder of a machine that is simulated. */
export function ours({ cases, files }: Lot): readonly string[] {
  const bench = new Bench(
    'Debian',
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${HERE}/${name}`, text])),
  )
  bench.files.makeAll(HERE)
  bench.directory = HERE
  const told = cases.map(({ words, input }) => {
    const { stdout, stderr, exit } = bench.run(words, input ?? '')
    return said(words[0] ?? '', stdout, stderr, exit)
  })
  return [...told, ...ownTreeBelow(bench.files, HERE, '')]
}

/** When a file was written is not the same, nor in which order a directory holds its names. */
function said(name: string, stdout: string, stderr: string, exit: number | null): string {
  const text = name === 'find' ? stdout.split('\n').sort().join('\n') : stdout
  return `${text.replace(/ \w{3} [ \d]\d \d\d:\d\d /g, ' then ')}${stderr}exit ${exit}`
}

function treeBelow(root: string, below: string): string[] {
  return readdirSync(join(root, below))
    .sort()
    .flatMap((name) => {
      const path = join(below, name)
      const stat = lstatSync(join(root, path))
      const mode = (stat.mode & 0o7777).toString(8)
      if (stat.isDirectory()) return [`${path}/ ${mode}`, ...treeBelow(root, path)]
      if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(root, path))}`]
      return [`${path} ${mode} ${stat.nlink} ${readFileSync(join(root, path), 'utf8')}`]
    })
}

function ownTreeBelow(files: Disk, root: string, below: string): string[] {
  const names = files.list(join(root, below))
  return ('is' in names ? names.is : []).flatMap((name) => {
    const path = join(below, name)
    const stat = files.lstat(join(root, path))
    if ('error' in stat) return [stat.error]
    const mode = stat.is.mode.toString(8)
    if (stat.is.kind === 'directory') return [`${path}/ ${mode}`, ...ownTreeBelow(files, root, path)]
    if (stat.is.kind === 'link') return [`${path} -> ${files.linkAt(join(root, path))}`]
    const text = files.read(join(root, path))
    return [`${path} ${mode} ${stat.is.links} ${'is' in text ? text.is : text.error}`]
  })
}
