import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choices } from '../../../src/player/session/choices.ts'
import { apply, type Command } from '../../../src/player/session/session.ts'
import { SECOND } from '../../../src/time.ts'
import { NAMES, scenarioOf, sessionOf } from './library.ts'

function menu(name: string, ...commands: Command[]): string[] {
  return choices(commands.reduce(apply, sessionOf(name))).map(({ key, words }) => `${key} ${words}`)
}

const PAIR = 'basics/skunk1-skunk2.yaml'
const SKUNK1: Command = { do: 'select', what: { host: 'skunk1' } }

test('of a machine that is on', () => {
  expect(menu(PAIR, { do: 'goto', t: 5 * SECOND }, SKUNK1)).toMatchInlineSnapshot(`
    [
      "c crash it: power off",
      "s shut it down",
      "r reboot it",
      "z pause it: it stands still",
      "p pull the cable",
      "i ifconfig em0 down",
      "o cut skunk1 -> skunk2",
      "n cut skunk2 -> skunk1",
      "f force BACKUP",
      "k set advskew 0",
      "1 set advskew 100",
      "2 set advskew 254",
      "d take the carp interface down",
      "t preempt on",
      "a be deaf to CARP: net.inet.carp.allow=0",
    ]
  `)
})

test('of a machine that is off', () => {
  const crash: Command = { do: 'act', action: { verb: 'crash', host: 'skunk1' } }
  expect(menu(PAIR, { do: 'goto', t: 5 * SECOND }, crash, SKUNK1)).toMatchInlineSnapshot(`
    [
      "b boot it",
      "p pull the cable",
      "o cut skunk1 -> skunk2",
      "n cut skunk2 -> skunk1",
    ]
  `)
})

test('of a cable, pulled', () => {
  const pull: Command = { do: 'act', action: { verb: 'unplug', host: 'skunk1', interface: 'em0' } }
  const cable: Command = { do: 'select', what: { host: 'skunk1', interface: 'em0' } }
  expect(menu(PAIR, { do: 'goto', t: 5 * SECOND }, pull, cable)).toMatchInlineSnapshot(`
    [
      "p plug the cable in",
      "i ifconfig em0 down",
      "o cut skunk1.em0 -> skunk2",
      "n cut skunk2 -> skunk1.em0",
      "k set advskew 0",
      "1 set advskew 100",
      "2 set advskew 254",
      "d take the carp interface up",
    ]
  `)
})

test('of a machine with ucarp', () => {
  const { name } = scenarioOf('basics/ucarp-pair.yaml').hosts[0]!
  expect(
    menu('basics/ucarp-pair.yaml', { do: 'goto', t: 9 * SECOND }, { do: 'select', what: { host: name } }),
  ).toMatchInlineSnapshot(`
    [
      "c crash it: power off",
      "s shut it down",
      "r reboot it",
      "z pause it: it stands still",
      "p pull the cable",
      "i ifconfig eth0 down",
      "o cut web1 -> any",
      "n cut any -> web1",
      "1 cut web1 -> web2",
      "2 cut web2 -> web1",
      "3 cut web1 -> laptop",
      "4 cut laptop -> web1",
      "u SIGUSR2 to ucarp: stand down",
    ]
  `)
})

test('of a machine that is demoted', () => {
  const scenario = scenarioOf('systems/upgrade-9.3-to-12.yaml')
  const host = scenario.hosts.find(({ system }) => system === 'freebsd-12')!.name
  const act: Command = { do: 'act', action: { verb: 'demote', host, by: 240 } }
  const before: Command[] = [
    { do: 'goto', t: scenario.until - SECOND },
    { do: 'select', what: { host } },
  ]
  expect(menu('systems/upgrade-9.3-to-12.yaml', ...before)).not.toContain('e demote by -240')
  expect(menu('systems/upgrade-9.3-to-12.yaml', ...before, act)).toContain('e demote by -240')
})

test('an advskew is offered that it has not now', () => {
  const set: Command = {
    do: 'act',
    action: { verb: 'set', host: 'skunk1', interface: 'em0', vhid: 1, parameters: { advskew: 254 } },
  }
  const offered = menu(PAIR, { do: 'goto', t: 5 * SECOND }, SKUNK1, set)
  expect(offered.filter((line) => line.includes('advskew'))).toEqual(['k set advskew 0', '1 set advskew 100'])
})

test('with nothing selected, what is cut can be healed', () => {
  expect(menu(PAIR, { do: 'goto', t: 5 * SECOND })).toEqual([])
  const cut: Command = { do: 'act', action: { verb: 'cut', from: { host: 'skunk1' }, to: 'any' } }
  expect(menu(PAIR, { do: 'goto', t: 5 * SECOND }, cut)).toEqual(['h heal everything'])
})

describe('of switches', () => {
  const BEHIND = 'networks/cable-behind-the-switch.yaml'
  const SNOOPING = 'field/igmp-snooping-both-master.yaml'
  const at: Command = { do: 'goto', t: 5 * SECOND }
  const ofNetwork = (lines: readonly string[]) => lines.filter((line) => /sw\d|between/.test(line))

  test('with nobody selected, all of them, and the cables between', () => {
    expect(menu(BEHIND, at)).toMatchInlineSnapshot(`
      [
        "l pull the cable up between sw1 and sw2",
        "w power of sw1 off",
        "1 power of sw2 off",
      ]
    `)
  })

  test('of a machine, where it is plugged in', () => {
    expect(ofNetwork(menu(BEHIND, at, { do: 'select', what: { host: 'fw1' } }))).toMatchInlineSnapshot(`
      [
        "x shut the port sw1:fw1.em0",
        "y let the port sw1:fw1.em0 die silently: its carrier stays",
        "g sw1:fw1.em0: source MAC own",
        "5 sw1:fw1.em0: promiscuous off",
        "l pull the cable up between sw1 and sw2",
        "w power of sw1 off",
      ]
    `)
    expect(ofNetwork(menu(SNOOPING, at, { do: 'select', what: { host: 'fw1' } }))).toMatchInlineSnapshot(`
      [
        "x shut the port sw1:fw1.em0",
        "y let the port sw1:fw1.em0 die silently: its carrier stays",
        "g sw1:fw1.em0: source MAC own",
        "1 sw1:fw1.em0: promiscuous off",
        "w power of sw1 off",
        "2 sw1: IGMP snooping off",
        "3 sw1: ask who listens to groups",
      ]
    `)
  })

  test('what was done can be undone', () => {
    const shut: Command = { do: 'act', action: { verb: 'port-down', switch: 'sw1', port: 'fw1.em0' } }
    const pulled: Command = { do: 'act', action: { verb: 'unplug', cable: 'up' } }
    const dark: Command = { do: 'act', action: { verb: 'crash', switch: 'sw2' } }
    const cable: Command = { do: 'select', what: { host: 'fw1', interface: 'em0' } }
    expect(ofNetwork(menu(BEHIND, at, shut, pulled, dark))).toMatchInlineSnapshot(`
      [
        "l plug the cable up between sw1 and sw2 in",
        "w power of sw1 off",
        "1 power of sw2 on",
      ]
    `)
    expect(ofNetwork(menu(BEHIND, at, shut, pulled, dark, cable))).toMatchInlineSnapshot(`
      [
        "x open the port sw1:fw1.em0",
        "y let the port sw1:fw1.em0 die silently: its carrier stays",
        "g sw1:fw1.em0: source MAC own",
        "5 sw1:fw1.em0: promiscuous off",
        "l plug the cable up between sw1 and sw2 in",
        "w power of sw1 off",
      ]
    `)
  })
})

test('at the end nothing can be done', () => {
  expect(menu(PAIR, { do: 'goto', t: scenarioOf(PAIR).until }, SKUNK1)).toEqual([])
})

describe.each(NAMES)('%s', (name) => {
  const session = sessionOf(name)
  const { hosts, until } = scenarioOf(name)

  test('every choice has a key of its own, and words of its own', () => {
    const whom = fc.constantFrom(null, ...hosts.map((host) => host.name))
    fc.assert(
      fc.property(fc.nat({ max: until - 1 }), whom, (t, host) => {
        const what = host === null ? null : { host }
        const there = apply(apply(session, { do: 'goto', t }), { do: 'select', what })
        const offered = choices(there)
        expect(new Set(offered.map(({ key }) => key)).size).toBe(offered.length)
        expect(new Set(offered.map(({ words }) => words)).size).toBe(offered.length)
        expect(offered.map(({ key }) => key.length)).toEqual(offered.map(() => 1))
      }),
      { numRuns: 8 },
    )
  })
})
