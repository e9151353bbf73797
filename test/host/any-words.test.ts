import { expect, test } from 'vitest'
import { programNames } from '../../src/host/commands/programs.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { runsNamed } from '../../src/scenario/runs.ts'
import { simulate } from '../../src/simulate.ts'
import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'

// Whatever somebody types, a program answers: names that every object of JavaScript knows, and more than fits on its stack.

const KNOWN_TO_OBJECTS = ['constructor', '__proto__', 'toString', 'hasOwnProperty']
const SYSTEMS = ['freebsd-9.3', 'freebsd-14', 'openbsd-7.7', 'netbsd-2015', 'ucarp-1.5.2']
/** Those take the machine down, or nothing more is heard of it. */
const LAST = new Set(['reboot', 'halt', 'shutdown', 'poweroff'])

function outputs(system: string, lines: readonly string[]): RecordOf<'output'>[] {
  const events = lines.map((line, i) => `  - { at: ${1000 + i * 20}ms, run: a, command: ${JSON.stringify(line)} }`)
  const text = `carpsim: 1
until: ${Math.ceil(lines.length * 0.02) + 20}s
hosts:
  a:
    system: ${system}
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret }]
events:
${events.join('\n')}
`
  const { records } = simulate(loadScenario(text, 'words.yaml'), { records: 5_000_000 })
  return records.filter((record: TraceRecord): record is RecordOf<'output'> => record.kind === 'output')
}

test.each(SYSTEMS)('%s: names that every object knows are names like others', (system) => {
  const names = programNames(runsNamed(system)!).filter((name) => !LAST.has(name))
  const lines = [...names, ...KNOWN_TO_OBJECTS].flatMap((name) =>
    KNOWN_TO_OBJECTS.flatMap((word) => [
      `${name} ${word}`,
      `${name} -${word}`,
      `${name} --${word}=1`,
      `${name} ${word} ${word} ${word}`,
    ]),
  )
  const shell = KNOWN_TO_OBJECTS.flatMap((word) => [
    `[ a ${word} b ]`,
    `[ ${word} b ]`,
    `case a in [[:${word}:]]) echo yes;; esac`,
    `echo a | grep '[[:${word}:]]'`,
    `echo a | tr '[:${word}:]' b`,
    `logger -p user.${word} x; logger -p ${word}.info x`,
    `find / -type ${word}; find / -size 1${word}`,
    `trap '' ${word}; kill -s ${word} 1; set -o ${word}; umask ${word}`,
    `${word}=1; echo $${word} \${${word}%1} $((${word} + 1)); unset ${word}; echo \${${word}:-none}`,
    `alias ${word}=ls; ${word}() { echo function; }; ${word}; type ${word}`,
    `awk 'BEGIN { ${word}[1] = 2; print ${word}[1], x["${word}"] }'`,
    `sed 's/a/b/${word}'; date +%${word}; printf '%${word}'; dd ${word}=1`,
  ])
  const said = outputs(system, [...lines, ...shell])
  expect(said.length).toBeGreaterThan(lines.length)
  expect(
    said.filter(({ text }) => /\[object|native code|undefined(?! label)/.test(text)).map(({ text }) => text),
  ).toEqual([])
})

test('more lines than the stack of a machine of ours holds are read, sorted and counted', () => {
  const many = 'seq 300000 > /tmp/many'
  const asked = ['wc -L /tmp/many', 'sort -n /tmp/many | tail -1', 'sed -n 300000p /tmp/many', 'grep -c 9 /tmp/many']
  const lines = [many, 'echo 9 > /tmp/few', ...asked, 'head -2000 /tmp/many > /tmp/few; grep -c -f /tmp/few /tmp/many']
  expect(outputs('ucarp-1.5.2', lines).map(({ text, exit }) => `${text.trim()} ${exit}`)).toMatchInlineSnapshot(`
    [
      " 0",
      " 0",
      "6 /tmp/many 0",
      " 0",
      "300000 0",
      "300000 0",
      "122853 0",
      " 0",
      "grep: carpsim stops what takes so long 152",
    ]
  `)
})
