import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { carpsim, folder } from './command.ts'

// Scripts that mean harm, on a machine that takes part in an election: each ends soon and says how, and nobody else notices.

/** Of real time: each takes less than a second on a quiet machine. */
const PATIENCE = 4000

const SYSTEMS = {
  'freebsd-14': { shell: 'sh', interface: 'em0' },
  ucarp: { shell: 'bash', interface: 'eth0' },
}

function scenario(system: keyof typeof SYSTEMS, script: string): string {
  const { shell, interface: card } = SYSTEMS[system]
  const host = (number: number) => ({
    system,
    interfaces: { [card]: { address: `10.0.0.${number}/24`, plug: 'lan' } },
    carp: [{ vhid: 1, addresses: ['10.0.0.3/24'], password: 'secret', advskew: 50 * number }],
    files: { '/tmp/x.sh': `${script}\n`, '/etc/secret': 'ours\n' },
  })
  const events = [
    { at: '5s', run: 'a', command: `${shell} /tmp/x.sh` },
    { at: '20s', run: 'a', command: 'echo still here' },
    { at: '30s', crash: 'a' },
  ]
  return JSON.stringify({ carpsim: 1, until: '40s', hosts: { a: host(1), b: host(2) }, events })
}

interface Told {
  readonly t: number
  readonly kind: string
  readonly host?: string
  readonly to?: string
  readonly text?: string
  readonly exit?: number | null
  readonly command?: string
}

async function run(system: keyof typeof SYSTEMS, script: string) {
  const path = folder()('x.yaml')
  writeFileSync(path, scenario(system, script))
  const from = performance.now()
  const { code, stdout, stderr } = await carpsim(['run', path, '--format', 'ndjson'])
  expect(performance.now() - from).toBeLessThan(PATIENCE)
  expect([code, stderr]).toEqual([0, ''])
  const records = stdout.split('\n').flatMap((line): Told[] => (line.startsWith('{"id"') ? [JSON.parse(line)] : []))
  const changes = records.filter(({ kind }) => kind === 'transition').map(({ t, host, to }) => `${t} ${host} ${to}`)
  const ends = records.filter(
    ({ kind, command, exit }) => kind === 'script' && command?.endsWith('/tmp/x.sh') && exit !== null,
  )
  const said = records.filter(({ kind }) => kind === 'output').map(({ text }) => text)
  return { stdout, changes, exit: ends.at(-1)?.exit, said: said.join('') }
}

/** The exit codes: of FreeBSD's sh, and of bash. */
const HOSTILE: readonly [what: string, script: string, exits: readonly [number, number], says: RegExp][] = [
  ['a fork bomb', 'f() { f | f & }; f; wait; while :; do f; done', [152, 152], /[Cc]annot fork|fork: /],
  ['a loop without an end', 'while :; do :; done', [152, 152], /stopped: more than 1000000 commands/],
  ['a gigabyte of output', 'yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | cat', [0, 0], /carpsim keeps no more of it/],
  [
    'a gigabyte, line by line',
    'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaa; done',
    [153, 153],
    /carpsim keeps no more of it/,
  ],
  ['a gigabyte at once', "printf '%1000000000d' 1", [153, 153], /stopped: more than 1048576 characters/],
  [
    'a variable that doubles',
    'x=aaaaaaaa; while :; do x=$x$x; done',
    [153, 153],
    /stopped: more than 1048576 characters/,
  ],
  ['recursion without an end', 'f() { f; }; f', [139, 139], /./],
  ['scripts that call themselves', 'sh $0 || env sh $0', [2, 254], /[Cc]annot fork|fork: /],
  ['itself in its place', 'exec sh $0', [2, 254], /[Cc]annot fork|fork: /],
  ['programs without an end', 'while :; do logger x; done', [152, 152], /stopped: more than/],
  [
    'a path out of the machine',
    'cat ../../../../../etc/passwd /proc/self/environ ../../etc/secret; exit 3',
    [3, 3],
    /ours/,
  ],
]

describe.each(Object.keys(SYSTEMS) as (keyof typeof SYSTEMS)[])('%s', (system) => {
  test.each(HOSTILE)('%s', async (_, script, exits, says) => {
    const { changes } = await run(system, 'true')
    const [first, second] = [await run(system, script), await run(system, script)]
    expect(second.stdout).toBe(first.stdout)
    expect(first.changes).toEqual(changes)
    expect(first.exit).toBe(exits[system === 'ucarp' ? 1 : 0])
    expect(first.said).toMatch(says)
    expect(first.said).toContain('still here\n')
    expect(first.said).not.toMatch(/root:|node_modules/)
  })
})
