import { spawnSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Disk } from '../../src/host/disk.ts'
import { Bench } from '../host/tools.ts'

/** One command line, and what is typed into it. */
export interface Case {
  readonly words: readonly string[]
  readonly input?: string
}

export type Files = Readonly<Record<string, string>>

const HERE = '/case'

/** What comes of commands, one after the other: in a folder of this machine, by its own programs. */
export function theirs(cases: readonly Case[], files: Files): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'carpsim-gnu-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const told = cases.map(({ words: [name = '', ...args], input = '' }) => {
      const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', HOME: '/root' }
      const { stdout, stderr, status } = spawnSync(name, args, { cwd: folder, input, encoding: 'utf8', env })
      return said(name, stdout, stderr, status)
    })
    return [...told, ...treeBelow(folder, '')]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The same in a folder of a machine that is simulated. */
export function ours(cases: readonly Case[], files: Files): readonly string[] {
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
