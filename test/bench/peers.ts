import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { SUBJECT, SWITCHED } from './rows.ts'
import { type Load, SIZES } from './workloads.ts'

/** A program of the bench, which takes workload, size and seconds as its last arguments. */
export interface Implementation {
  readonly name: string
  readonly what: string
  readonly command: readonly string[]
  /** What it is too slow for to be run in more than one round. */
  readonly once: readonly Load[]
  /** What it is not made for. */
  readonly not: readonly Load[]
}

export interface Cast {
  readonly present: readonly Implementation[]
  /** Those that are not there, and what they would need. */
  readonly absent: readonly { readonly names: readonly string[]; readonly needs: string }[]
}

const HERE = import.meta.dirname
const PEERS = join(HERE, 'peers')
/** As whoever installs it loads it. */
const LIBRARY = { id: import.meta.resolve('carpsim'), external: true }
/** Debian's, which finds Debian's packages. */
const PYTHON = '/usr/bin/python3'
const NS3_HEADER = '/usr/include/ns3/csma-module.h'
const NS3_LIBRARIES = ['core', 'network', 'csma', 'internet'].map((name) => `-lns3-${name}`)
const OF_W = SIZES.map((size): Load => `W ${size}`)

/** Compiles what can be compiled into a folder, and tells what cannot be had. */
export async function gather(folder: string): Promise<Cast> {
  const parts = [floor(folder), simpy('SimPy', 'simpy2'), simpy('simpy', 'simpy3'), ns3(folder)]
  return {
    present: [...subjects(await subject(folder)), ...parts.flatMap(({ present }) => present)],
    absent: parts.flatMap(({ absent }) => absent),
  }
}

/** Our own program: what reads TypeScript is no part of carpsim, and holds 16 MB. */
export async function subject(folder: string): Promise<string> {
  const library = { name: 'library', resolveId: (id: string) => (id === 'carpsim' ? LIBRARY : null) }
  const bundle = await rolldown({ input: join(HERE, 'carpsim.ts'), platform: 'node', plugins: [library] })
  const file = join(folder, 'carpsim.mjs')
  await bundle.write({ file })
  await bundle.close()
  return file
}

function subjects(program: string): Implementation[] {
  const command = [process.execPath, program]
  return [
    { name: SUBJECT, what: 'carpsim, full rules, level metrics', command, once: [], not: [] },
    { name: SWITCHED, what: 'carpsim, through a switch', command: [...command, 'switch'], once: [], not: [] },
  ]
}

function floor(folder: string): Cast {
  const program = join(folder, 'floor')
  if (!hasCompiler()) return missing(['cpp-naive', 'cpp-lazy', 'cpp-fan'], 'g++')
  compile(program, 'floor.cpp')
  const mode = (name: string, what: string, not: readonly Load[]): Implementation => {
    return { name: `cpp-${name}`, what: `C++, ${what}`, command: [program, name], once: [], not }
  }
  const present = [
    mode('naive', 'an event a delivery and a timer', []),
    mode('lazy', 'an event a delivery, lazy timers', []),
    mode('fan', 'an event a broadcast, lazy timers', ['M']),
  ]
  return { present, absent: [] }
}

function simpy(module: string, mode: 'simpy2' | 'simpy3'): Cast {
  const { status, stdout } = spawnSync(PYTHON, ['-c', `import ${module}; print(${module}.__version__)`])
  if (status !== 0) return missing([mode], `${PYTHON} that can import ${module}`)
  const style = mode === 'simpy2' ? 'a process a delivery' : 'an event a delivery'
  const what = `SimPy ${String(stdout).trim()}, ${style}`
  const command = [PYTHON, join(PEERS, 'simpy_carp.py'), mode]
  return { present: [{ name: mode, what, command, once: ['W 512', 'M'], not: [] }], absent: [] }
}

function ns3(folder: string): Cast {
  const program = join(folder, 'ns3carp')
  const names = ['ns3-simple', 'ns3-csma']
  if (!hasCompiler() || !existsSync(NS3_HEADER)) return missing(names, 'g++ and libns3-dev')
  compile(program, 'ns3carp.cc', ...NS3_LIBRARIES)
  const present: Implementation[] = [
    { name: names[0]!, what: 'ns-3, raw packets', command: [program, 'simple'], once: [], not: [] },
    { name: names[1]!, what: 'ns-3, CSMA, IP and UDP', command: [program, 'csma'], once: OF_W.slice(2), not: ['M'] },
  ]
  return { present, absent: [] }
}

function missing(names: readonly string[], needs: string): Cast {
  return { present: [], absent: [{ names, needs }] }
}

function hasCompiler(): boolean {
  return spawnSync('g++', ['--version']).status === 0
}

function compile(program: string, source: string, ...libraries: readonly string[]): void {
  execFileSync('g++', ['-O2', '-std=c++17', '-o', program, join(PEERS, source), ...libraries])
}
