import { describe, expect, test } from 'vitest'
import { apply, type Command, open, type Session } from '../../../src/player/session/session.ts'
import { completions, typed } from '../../../src/player/session/typed.ts'
import { VERBS } from '../../../src/scenario/read/verbs.ts'
import { SECOND } from '../../../src/time.ts'
import { switched } from '../../network/switched.ts'
import { scenarioOf, sessionOf } from './library.ts'

const session = [
  { do: 'mark', name: 'bam' },
  { do: 'fork', name: 'other' },
].reduce((before, command) => apply(before, command as Command), sessionOf('basics/cable-pull.yaml'))

describe('what is typed', () => {
  test.each<[string, Command]>([
    ['play', { do: 'play' }],
    [' pause ', { do: 'pause' }],
    ['goto 12.4s', { do: 'goto', t: 12_400_000 }],
    ['next', { do: 'step', by: 'event', way: 1 }],
    ['back transition', { do: 'step', by: 'transition', way: -1 }],
    ['speed 4x', { do: 'set speed', speed: 2 }],
    ['speed 1/8', { do: 'set speed', speed: -3 }],
    ['zoom in', { do: 'zoom', way: 1 }],
    ['mark the moment', { do: 'mark', name: 'the moment' }],
    ['to bam', { do: 'to mark', name: 'bam' }],
    ['select skunk1', { do: 'select', what: { host: 'skunk1' } }],
    ['select skunk1.em0', { do: 'select', what: { host: 'skunk1', interface: 'em0' } }],
    ['select', { do: 'select', what: null }],
    ['branch 0', { do: 'branch', id: 0 }],
    ['compare other', { do: 'compare', id: 1 }],
    ['compare', { do: 'compare', id: null }],
    ['fork', { do: 'fork' }],
    ['filter skunk1 becomes MASTER', { do: 'filter', text: 'skunk1 becomes MASTER' }],
    ['why-not skunk2 is backup of lan/1', { do: 'why-not', host: 'skunk2', state: 'BACKUP', group: 'lan/1' }],
    ['why-not skunk2', { do: 'why-not', host: 'skunk2', state: 'MASTER' }],
    ['cut skunk1 -> skunk2', { do: 'act', action: { verb: 'cut', from: { host: 'skunk1' }, to: { host: 'skunk2' } } }],
    ['crash skunk1', { do: 'act', action: { verb: 'crash', host: 'skunk1' } }],
    ['heal all', { do: 'act', action: { verb: 'heal', from: 'any', to: 'any' } }],
    [
      'pause skunk1 for 3s',
      { do: 'act', action: { verb: 'pause', host: 'skunk1', clock: 'jumps', queued: 0 }, for: 3 * SECOND },
    ],
    [
      'run skunk1 command "ifconfig carp0"',
      { do: 'act', action: { verb: 'run', host: 'skunk1', command: 'ifconfig carp0' } },
    ],
  ])('%s', (line, command) => {
    expect(typed(session, line)).toEqual(command)
  })
})

describe('what is typed wrong', () => {
  test.each<[string, string]>([
    ['', 'write what is to be done, such as goto 12.4s or crash and a machine'],
    ['crahs skunk1', 'crahs is nothing that can be done; did you mean crash?'],
    ['goto noon', 'write goto 12.4s'],
    ['speed 3x', 'write speed 4x, from 16x to 1/1024x'],
    ['fit now', 'write fit'],
    ['branch othr', 'there is no branch othr; did you mean other?'],
    ['crash skunk', 'there is no host skunk; did you mean skunk1?'],
    ['crash', 'crash takes a host such as fw1'],
    ['set skunk1.em0/1 advskew 300', 'advskew is 0 to 254; it is one byte, 255 means goodbye'],
    ['unplug skunk1.em0 every 3s times 2', 'what is typed happens at the cursor, once: leave every out'],
    ['unplug skunk1.em0 at 3s', 'what is typed happens at the cursor, once: leave at out'],
    ['crash {', 'what begins with { must end with }, and further lines of it must be indented'],
    ['x'.repeat(3_000), 'a line is at most 2000 characters long'],
  ])('%s', (line, error) => {
    expect(typed(session, line)).toEqual({ error })
  })
})

describe('why-not', () => {
  test('why-not without a name is about what is selected, and about what it is not', () => {
    const selected = apply(apply(session, { do: 'goto', t: 9 * SECOND }), { do: 'select', what: { host: 'skunk1' } })
    expect(typed(selected, 'why-not')).toEqual({ do: 'why-not', host: 'skunk1', state: 'BACKUP' })
    expect(typed(session, 'why-not')).toEqual({ error: 'write why-not fw2 MASTER' })
  })

  test('what was asked is kept with its time', () => {
    const asking = typed(apply(session, { do: 'goto', t: 11 * SECOND }), 'why-not skunk2')
    const asked = apply(apply(session, { do: 'goto', t: 11 * SECOND }), asking as Command)
    expect(asked.asked).toEqual({ host: 'skunk2', state: 'MASTER', at: 11 * SECOND })
  })
})

const ends = (line: string, of: Session = session) =>
  completions(of, line).map((whole) => whole.slice(line.search(/\S*$/)))

describe('completions', () => {
  test.each<[string, string[]]>([
    ['go', ['goto']],
    ['carp', ['carp-down', 'carp-up']],
    ['crash sk', ['skunk1', 'skunk2']],
    ['unplug skunk1', ['skunk1.em0']],
    ['cut skunk1 ', ['->']],
    ['cut skunk1 -> s', ['skunk2', 'skunk2.em0']],
    ['impair skunk1 -> ', ['lan', 'skunk2', 'skunk2.em0', 'laptop', 'laptop.em0', 'any']],
    ['impair skunk1 -> lan ', ['for', 'network', 'delay', 'loss', 'jitter', 'duplicate']],
    ['set skunk1.em0/1 adv', ['advbase', 'advskew']],
    ['set skunk1.em0/1 advskew ', []],
    ['probe ', ['10.0.0.3']],
    ['to ', ['bam']],
    ['branch ', ['0', '1']],
    ['why-not skunk2 ', ['MASTER', 'BACKUP', 'INIT']],
    ['nothing of the kind ', []],
  ])('of %j', (line, expected) => {
    expect(ends(line).sort()).toEqual([...expected].sort())
  })

  test('each verb of the language is one, and its first target can be typed on', () => {
    const beside = open(switched(scenarioOf('basics/cable-pull.yaml')))
    for (const verb of Object.keys(VERBS)) {
      expect(completions(session, '')).toContain(verb)
      if (verb !== 'brown-out') expect(completions(beside, `${verb} `).length, verb).toBeGreaterThan(0)
    }
  })

  test('of power supplies, where there are some', () => {
    const power = [{ name: 'pdu1', members: ['skunk1', 'skunk2'] }]
    const supplied = open({ ...scenarioOf('basics/cable-pull.yaml'), power })
    expect(ends('brown-out ', supplied)).toEqual(['pdu1'])
    expect(ends('crash ', supplied)).toEqual(['skunk1', 'skunk2', 'laptop', 'pdu1'])
  })

  test('what is completed to the end, is read', () => {
    for (const verb of ['crash', 'boot', 'unplug', 'cut', 'heal', 'reboot', 'resume', 'carp-down']) {
      let line = `${verb} `
      for (let word = completions(session, line)[0]; word !== undefined && !/ for$/.test(word); ) {
        line = `${word} `
        word = completions(session, line)[0]
      }
      expect(typed(session, line), line).toMatchObject({ do: 'act', action: { verb } })
    }
  })
})

test('completions of switches, their ports, and the cables between them', () => {
  const beside = sessionOf('networks/cable-behind-the-switch.yaml')
  expect(ends('plug u', beside)).toEqual(['up'])
  expect(ends('crash sw', beside)).toEqual(['sw1', 'sw2'])
  expect(ends('port-down sw1', beside)).toEqual(['sw1:fw1.em0', 'sw1:up'])
  expect(ends('configure sw1', beside)).toEqual(['sw1', 'sw1:fw1.em0', 'sw1:up'])
  expect(ends('configure sw1:fw1.em0 source', beside)).toEqual(['source-mac'])
  expect(typed(beside, 'configure sw1:fw1.em0 source-mac own')).toMatchObject({
    do: 'act',
    action: { verb: 'configure', switch: 'sw1', port: 'fw1.em0', policy: { sourceMac: 'own' } },
  })
})
