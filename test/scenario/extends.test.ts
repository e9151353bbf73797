import { expect, test } from 'vitest'
import { type LoadOptions, loadScenario, readScenario } from '../../src/scenario/load.ts'
import { changed, GOOD, messageOf, withoutLines } from './file.ts'

/** Loads a.yaml of some files that stand beside each other. */
function load(files: Readonly<Record<string, string>>) {
  const open: LoadOptions['open'] = (name) => {
    const text = files[name]
    return text === undefined ? `${name}: no such file` : { text, file: name }
  }
  return readScenario(files['a.yaml']!, 'a.yaml', { open })
}

test('maps are merged key by key, all else is replaced', () => {
  const over = `extends: good.yaml
title: Another
networks: { lan: { jitter: 1us } }
hosts:
  old: { ticks: 100, carp: [] }
  more: { interfaces: { em0: { address: 10.0.0.7/24, plug: lan } } }
events:
  - { at: 7s, unplug: more }
`
  const { scenario } = load({ 'a.yaml': over, 'good.yaml': GOOD })
  const good = loadScenario(GOOD, 'good.yaml')
  const [old, fresh, web] = good.hosts
  expect(scenario).toMatchObject({ title: 'Another', until: good.until, seed: good.seed })
  expect(scenario.networks[0]).toEqual({ ...good.networks[0], jitter: 1 })
  expect(scenario.hosts).toMatchObject([{ ...old, ticks: 100, carp: [] }, fresh!, web!, { name: 'more' }])
  expect(scenario.events).toMatchObject([{ at: 7_000_000, action: { host: 'more', interface: 'em0' } }])
})

test('a file that only extends is the file that it extends', () => {
  const { scenario } = load({ 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: c.yaml\n', 'c.yaml': GOOD })
  expect(withoutLines(scenario)).toEqual(withoutLines(loadScenario(GOOD, 'c.yaml')))
})

test('events know their file where it is another', () => {
  const base = load({ 'a.yaml': 'extends: good.yaml\n', 'good.yaml': GOOD })
  expect(base.scenario.events[0]).toMatchObject({ line: 31, file: 'good.yaml' })
  expect(base.sources.get('good.yaml')!.lines[30]).toContain('unplug: old.em0')
  const own = load({ 'a.yaml': 'extends: good.yaml\nevents: [{ at: 1s, crash: old }]\n', 'good.yaml': GOOD })
  expect(own.scenario.events).toEqual([expect.objectContaining({ line: 2 })])
  expect(own.scenario.events[0]).not.toHaveProperty('file')
})

test('mistakes are shown where they are, file by file', () => {
  const files = {
    'a.yaml': 'extends: b.yaml\nhosts: { old: { ticks: 7 } }\n',
    'b.yaml': changed(['until: 40s', 'until: 0'], ['loss: 0%', 'los: 0%']),
  }
  expect(messageOf(() => load(files))).toMatchInlineSnapshot(`
    "a.yaml:2:24  hosts.old.ticks
      1 │ extends: b.yaml
    ▸ 2 │ hosts: { old: { ticks: 7 } }
        │                        ^ ticks is how often the clock of the kernel ticks in a second: 0 (exact), 100, 250, 1000 …

    b.yaml:4:8  until
      2 │ carpsim: 1
      3 │ title: A good file
    ▸ 4 │ until: 0
        │        ^ until is a time of more than 0, such as 60s

    b.yaml:6:37  networks.lan.los
      4 │ until: 0
      5 │ networks:
    ▸ 6 │   lan: { latency: 100us, jitter: 0, los: 0% }
        │                                     ^^^ los is no key of a network; did you mean loss?"
  `)
})

test('a file that cannot be read, and one that is no scenario', () => {
  expect(messageOf(() => load({ 'a.yaml': 'carpsim: 1\nextends: b.yaml\n' }))).toMatchInlineSnapshot(`
    "a.yaml:2:10  extends
      1 │ carpsim: 1
    ▸ 2 │ extends: b.yaml
        │          ^^^^^^ b.yaml: no such file"
  `)
  expect(messageOf(() => load({ 'a.yaml': 'extends: b.yaml\n', 'b.yaml': '[1' }))).toMatchInlineSnapshot(`
    "b.yaml:1:1
    ▸ 1 │ [1
        │ ^ a list that begins with [ must end with ], and further lines of it must be indented"
  `)
  expect(messageOf(() => load({ 'a.yaml': 'extends: b.yaml\n', 'b.yaml': '[1]' }))).toMatchInlineSnapshot(`
    "b.yaml:1:1
    ▸ 1 │ [1]
        │ ^ a scenario is keys with values, such as { carpsim: … }"
  `)
  expect(messageOf(() => load({ 'a.yaml': 'extends: [b.yaml]\nhosts: {}\n' }))).toMatchInlineSnapshot(`
    "a.yaml:1:1  carpsim
    ▸ 1 │ extends: [b.yaml]
        │ ^ carpsim is missing; carpsim is the version of the language: write carpsim: 1, the only one that there is

    a.yaml:1:10  extends
    ▸ 1 │ extends: [b.yaml]
        │          ^ extends names the file that this one changes, such as extends: cable-pull.yaml"
  `)
  expect(messageOf(() => loadScenario('extends: b.yaml\n', 'a.yaml'))).toMatchInlineSnapshot(`
    "a.yaml:1:10  extends
    ▸ 1 │ extends: b.yaml
        │          ^^^^^^ extends needs other files, and here are none; leave it out, and write all of it in one file"
  `)
})

test('circles, chains without end and too much text are refused', () => {
  expect(messageOf(() => load({ 'a.yaml': 'extends: a.yaml\n' }))).toMatchInlineSnapshot(`
    "a.yaml:1:10  extends
    ▸ 1 │ extends: a.yaml
        │          ^^^^^^ this goes round in a circle: a.yaml extends a.yaml; take one of them out"
  `)
  const circle = { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: c.yaml\n', 'c.yaml': '{ extends: b.yaml }' }
  expect(messageOf(() => load(circle))).toMatchInlineSnapshot(`
    "c.yaml:1:12  extends
    ▸ 1 │ { extends: b.yaml }
        │            ^^^^^^ this goes round in a circle: b.yaml extends c.yaml extends b.yaml; take one of them out"
  `)
  const chain = Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`${i}.yaml`, `extends: ${i + 1}.yaml\n`]))
  expect(messageOf(() => load({ ...chain, 'a.yaml': 'extends: 0.yaml\n' }))).toMatchInlineSnapshot(`
    "14.yaml:1:10  extends
    ▸ 1 │ extends: 15.yaml
        │          ^^^^^^^ this is the 16th file that extends another; no scenario needs that"
  `)
  const large = { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': `# ${'x'.repeat(999_990)}` }
  expect(messageOf(() => load(large))).toMatchInlineSnapshot(`
    "a.yaml:1:10  extends
    ▸ 1 │ extends: b.yaml
        │          ^^^^^^ with all that it extends, the scenario is larger than 1 MB"
  `)
})
