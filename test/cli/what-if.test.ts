import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { changed } from '../scenario/file.ts'
import { stanzas } from '../scenario/problems.ts'
import { CABLE_PULL, carpsim, folder, ROOT } from './command.ts'

// What the command line changes in a scenario, and files that extend others.

const SMALL = `carpsim: 1
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } } }
`

async function changes(...args: readonly string[]) {
  const { code, stdout } = await carpsim(['run', CABLE_PULL, '--format', 'json', ...args])
  const { hosts, records } = JSON.parse(stdout)
  return { code, hosts, faults: records.filter(({ kind }: { kind: string }) => kind === 'fault') }
}

/** The line of the scenario in which a text stands. */
function lineOf(words: string): number {
  const lines = readFileSync(join(ROOT, CABLE_PULL), 'utf8').split('\n')
  return lines.findIndex((line) => line.includes(words)) + 1
}

test('--set, --event and --system change what is played', async () => {
  const { code, hosts, faults } = await changes(
    ...['--set', 'hosts.skunk1.carp[0].advskew=30', '--set', 'expect=[]', '--set', 'until=50s', '--system', 'ucarp'],
    ...['--event', '45s crash skunk2', '--event', '{ at: 30s, unplug: skunk1.em0, for: 1s }'],
  )
  expect(code).toBe(0)
  expect(hosts[0]).toMatchObject({ system: 'ucarp-1.5.2-linux', vhosts: [{ advskew: 30 }] })
  expect(faults.map(({ t, target, line, file }: Record<string, unknown>) => [t, target, line, file])).toEqual([
    [10_000_000, 'skunk1.em0', lineOf('at: 10s'), undefined],
    [20_000_000, 'skunk1.em0', lineOf('at: 20s'), undefined],
    [30_000_000, 'skunk1.em0', 1, '--event (2)'],
    [31_000_000, 'skunk1.em0', 1, '--event (2)'],
    [45_000_000, 'skunk2', 1, '--event'],
  ])
})

test('what a scenario says of its source is in the head for programs', async () => {
  const { stdout } = await carpsim(['run', CABLE_PULL, '--format', 'json', '--set', 'fix=a cable', '--set', 'source=x'])
  expect(Object.keys(JSON.parse(stdout)).slice(0, 6)).toEqual(['version', 'title', 'story', 'source', 'fix', 'seed'])
})

test('what is wrong with them is bad input, shown as it was typed', async () => {
  const { code, stdout, stderr } = await carpsim([
    'run',
    CABLE_PULL,
    '--set',
    'hosts.skunk1.carp[0].advskw=3',
    '--event',
    '10s unplug skunk3',
    '--system',
    'bsd',
  ])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('--set:1:22  hosts.skunk1.carp[0].advskw\n▸ 1 │ hosts.skunk1.carp[0].advskw=3\n')
  expect(stderr).toContain('there is no system bsd')
  const idle = await carpsim(['run', CABLE_PULL, '--event', '5s plug skunk1.em0'])
  expect(idle.code).toBe(2)
  expect(idle.stderr).toContain('--event:1:1  events[2]\n▸ 1 │ 5s plug skunk1.em0\n')
})

test('an event after the end needs a later end', async () => {
  expect((await carpsim(['run', CABLE_PULL, '--event', '45s crash skunk2'])).stderr).toContain(
    'after the end, until: 40s',
  )
  expect((await carpsim(['run', CABLE_PULL, '--event', '45s crash skunk2', '--until', '50s'])).code).toBe(0)
})

test('a file extends files of its own folder and below, by whatever way it is called', async () => {
  const here = folder({ 'base.yaml': SMALL, 'over.yaml': 'extends: deeper/middle.yaml\ntitle: Over\n' })
  mkdirSync(here('deeper'))
  writeFileSync(here('deeper/middle.yaml'), 'extends: ../base.yaml\nseed: 7\n')
  const { code, stdout } = await carpsim(['run', here('over.yaml')])
  expect([code, stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^Over +seed 7/)])
})

test('it reaches nothing else', async () => {
  const outside = folder({ 'secret.yaml': SMALL, 'a.txt': 'x' })
  const texts: Readonly<Record<string, string>> = {
    'up.yaml': '../secret.yaml',
    'absolute.yaml': outside('secret.yaml'),
    'no-yaml.yaml': 'a.txt',
    'link.yaml': 'linked.yaml',
    'gone.yaml': 'nowhere.yaml',
    'folder.yaml': 'folder.yaml/',
    'device.yaml': 'device-link.yaml',
    'circle.yaml': 'circle.yaml',
    'large.yaml': 'zeros.yaml',
    'bytes.yaml': 'raw.yaml',
    'directory.yaml': 'sub.yaml',
    'nul.yaml': '"a\\0.yaml"',
    'long.yaml': `${'x'.repeat(5_000)}.yaml`,
  }
  const files = Object.fromEntries(Object.entries(texts).map(([name, other]) => [name, `extends: ${other}\n`]))
  const here = folder({ ...files, 'zeros.yaml': '', 'raw.yaml': Uint8Array.of(0xff) })
  symlinkSync(outside('secret.yaml'), here('linked.yaml'))
  symlinkSync('/dev/zero', here('device-link.yaml'))
  truncateSync(here('zeros.yaml'), 50_000_000)
  mkdirSync(here('sub.yaml'))
  const { code, stderr } = await carpsim(['run', ...Object.keys(texts).map(here)])
  expect(code).toBe(2)
  const said = stderr.replaceAll(`${dirname(here('x'))}/`, '').match(/(?<=\^ ).*/g)
  expect(said).toMatchInlineSnapshot(`
    [
      "a scenario extends YAML files of its own folder and of folders in it, such as other.yaml",
      "a scenario extends YAML files of its own folder and of folders in it, such as other.yaml",
      "a scenario extends YAML files of its own folder and of folders in it, such as other.yaml",
      "linked.yaml leads out of its folder; a scenario extends YAML files of its own folder and of folders in it",
      "nowhere.yaml: no such file",
      "a scenario extends YAML files of its own folder and of folders in it, such as other.yaml",
      "device-link.yaml leads out of its folder; a scenario extends YAML files of its own folder and of folders in it",
      "this goes round in a circle: circle.yaml extends circle.yaml; take one of them out",
      "zeros.yaml: larger than 1 MB; no scenario needs that",
      "raw.yaml: this is not UTF-8 text",
      "sub.yaml: this is no file",
      "a scenario extends YAML files of its own folder and of folders in it, such as other.yaml",
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yaml: the name is too long",
    ]
  `)
})

test('a scenario from the standard input extends files of the current folder', async () => {
  const { code, stdout } = await carpsim(['run', '-'], { input: `extends: ${CABLE_PULL}\ntitle: Over\n` })
  expect([code, stdout.slice(0, 4)]).toEqual([0, 'Over'])
})

test('50 MB are refused at once', async () => {
  const here = folder({ 'zeros.yaml': '' })
  truncateSync(here('zeros.yaml'), 50_000_000)
  const { code, stderr } = await carpsim(['run', here('zeros.yaml')])
  expect([code, stderr]).toEqual([2, `${here('zeros.yaml')}: more than 16 MB; this is no scenario\n`])
})

test('a bad file exits with 2, and with what its message says to write, with 0', async () => {
  // Some of them, without the events of the good file, which do not all act, and without what names other files.
  const alone = stanzas.filter(({ instead }) => instead !== undefined && !instead.includes('extends'))
  const mended = alone.filter((_, i) => i % 40 === 3)
  expect(mended.length).toBeGreaterThan(5)
  const idle = (text: string) => text.replace(/^events:.*/ms, 'events: []\n')
  const bad = folder(Object.fromEntries(mended.map(({ from, to }, i) => [`${i}.yaml`, changed([from, to])])))
  const good = folder(
    Object.fromEntries(mended.map(({ from, instead }, i) => [`${i}.yaml`, idle(changed([from, instead!]))])),
  )
  for (const i of mended.keys()) {
    expect([i, (await carpsim(['run', bad(`${i}.yaml`)])).code]).toEqual([i, 2])
    expect([i, (await carpsim(['run', good(`${i}.yaml`)])).code]).toEqual([i, 0])
  }
})
