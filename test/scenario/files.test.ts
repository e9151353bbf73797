import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { problemsOf } from './file.ts'

const FILE = `carpsim: 1
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    files:
`

function withFiles(lines: string): Scenario {
  return loadScenario(`${FILE}${lines}`, 'mine.yaml')
}

test('a machine has the files that it is given, in their order, as they are', () => {
  const [host] = withFiles(`      /var/z: |
        # a comment
        two: lines
      /a: { mode: 755, text: 0123 }
`).hosts
  expect(Object.entries(host!.files!)).toEqual([
    ['/var/z', '# a comment\ntwo: lines\n'],
    ['/a', '0123'],
  ])
  expect(host!.modes).toEqual({ '/a': 0o755 })
})

test('they are saved as they are', () => {
  const scenario = withFiles('      /a: x\n')
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('/a', '/etc/b', '/1'), fc.string({ unit: 'binary-ascii' }), { minKeys: 1 }),
      (files) => {
        const [host] = scenario.hosts
        const given = { ...scenario, hosts: [{ ...host!, files, modes: { [Object.keys(files)[0]!]: 0o600 } }] }
        expect(loadScenario(saveScenario(given), 'saved.yaml')).toEqual(given)
      },
    ),
  )
})

test('what is wrong with files', () => {
  const lines = [
    '      etc/rc.conf: x',
    '      /a/../b: x',
    '      /b: { mode: 999, text: x }',
    '      /c: { mode: 755 }',
    '      /d: [1]',
    '      /e/: x',
  ]
  expect(problemsOf(`${FILE}${lines.join('\n')}\n`)).toMatchInlineSnapshot(`
    [
      "6:7 hosts.fw1.files["etc/rc.conf"]: etc/rc.conf is no path; write it from the root, such as /etc/rc.conf",
      "7:7 hosts.fw1.files["/a/../b"]: /a/../b is no path; write it from the root, such as /etc/rc.conf",
      "8:19 hosts.fw1.files["/b"].mode: mode is who may read, write and run a file, in octal, such as 755",
      "9:7 hosts.fw1.files["/c"].text: text is missing; text is one text",
      "10:11 hosts.fw1.files["/d"]: a file is keys with values, such as { text: … }",
      "11:7 hosts.fw1.files["/e/"]: /e/ is no path; write it from the root, such as /etc/rc.conf",
    ]
  `)
  expect(problemsOf(`${FILE}      - a\n`)).toMatchInlineSnapshot(`
    [
      "6:7 hosts.fw1.files: files are paths with texts: files: { /etc/rc.conf: "hostname=fw1" }",
    ]
  `)
})
