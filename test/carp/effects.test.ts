import { expect, test } from 'vitest'
import { systemNamed } from '../../src/carp/systems/index.ts'
import { told } from './recording-port.ts'
import { type Act, type Config, type Rig, rigOf } from './rig.ts'

const CONFIG: Config = { advbase: 1, advskew: 100, preempt: false, deadratio: 3, addresses: [7, 5] }

/** A virtual host of a system that was through some acts. */
function after(system: string, config: Partial<Config>, ...acts: Act[]): Rig {
  const rig = rigOf(systemNamed(system)!, { ...CONFIG, ...config })
  for (const act of acts) rig.play(act)
  return rig
}

function does(rig: Rig, act: Act): string[] {
  return rig.play(act).effects.map(told)
}

const timeout: Act = { do: 'expire', timer: 'master-down' }
const time: Act = { do: 'expire', timer: 'advertise' }
const hears = (advbase: number, advskew: number, from = 9): Act => ({ do: 'hear', advbase, advskew, from })

const ANNOUNCING = [
  'freebsd-8.2',
  'freebsd-9.3',
  'freebsd-12',
  'freebsd-14',
  'openbsd-2008',
  'openbsd-7.7',
  'openbsd-2025',
  'netbsd-2015',
]

test.each(ANNOUNCING)('%s takes over: advertises first, then announces', (system) => {
  expect(does(after(system, {}), timeout)).toEqual([
    'BACKUP -> MASTER: master-down timer',
    'send 1+100/256',
    'arm advertise 1390625',
    'announce 7',
    'announce 5',
    'arm advertise 1390625',
  ])
})

test('ucarp takes over: announces first, then advertises', () => {
  expect(does(after('ucarp', {}), timeout)).toEqual([
    'BACKUP -> MASTER: master-down timer',
    'announce 7',
    'send 1+100/256',
    'arm advertise 1390625',
    'arm master-down 1390625',
  ])
})

test.each([
  ['freebsd-9.3', ['INIT -> BACKUP: address added', 'disarm advertise', 'arm master-down 3390625']],
  ['freebsd-12', ['INIT -> BACKUP: address added', 'disarm advertise', 'arm master-down 3390625']],
])('%s starts with its first address', (system, effects) => {
  const rig = after(system, { addresses: [] })
  expect(does(rig, { do: 'add', address: 7, own: false }).slice(0, 3)).toEqual(effects)
})

test.each(['freebsd-9.3', 'freebsd-12'])('%s gives way silently', (system) => {
  expect(does(after(system, {}, timeout), hears(1, 100))).toEqual([
    'disarm advertise',
    'MASTER -> BACKUP: better advertisement heard',
    'disarm advertise',
    'arm master-down 3390625',
  ])
})

test('ucarp advertises once more before it gives way', () => {
  expect(does(after('ucarp', {}, timeout), hears(1, 99))).toEqual([
    'send 1+100/256',
    'arm advertise 1390625',
    'MASTER -> BACKUP: better advertisement heard',
    'disarm advertise',
    'arm master-down 3390625',
    'log Preferred master advertised: going back to BACKUP state',
  ])
})

test('FreeBSD 9.3 says goodbye where it is taken down, FreeBSD 12 never', () => {
  expect(does(after('freebsd-9.3', {}, timeout), { do: 'down' })).toEqual([
    'disarm advertise',
    'disarm master-down',
    'disarm master-down-inet6',
    'send 255+255/256',
    'MASTER -> INIT: taken down',
  ])
  expect(does(after('freebsd-12', {}, timeout), { do: 'down' })).toEqual([])
})

test.each(['openbsd-2008', 'openbsd-2025', 'netbsd-2015'])('%s says goodbye where it is taken down', (system) => {
  expect(does(after(system, {}, timeout, time, time), { do: 'down' }).filter((effect) => !/arm/.test(effect))).toEqual([
    'send 255+255/256',
    'MASTER -> INIT: taken down',
  ])
})

const PREEMPTS = { preempt: true, addresses: [] }
const added: Act = { do: 'add', address: 7, own: false }

test('FreeBSD 8.2 comes up as MASTER where it may preempt: it advertises in INIT, and listens to nobody first', () => {
  expect(does(after('freebsd-8.2', PREEMPTS), added)).toEqual([
    'send 1+100/256',
    'arm advertise 1390625',
    'announce 7',
    'INIT -> MASTER: address added',
    'arm advertise 1390625',
  ])
  const becomes = (system: string, ...before: Act[]) =>
    does(after(system, PREEMPTS, ...before), added).filter((effect) => />/.test(effect))
  expect(becomes('freebsd-9.3')).toEqual(['INIT -> BACKUP: address added'])
  expect(becomes('freebsd-8.2', { do: 'preempt' })).toEqual(['INIT -> BACKUP: address added'])
})

test('FreeBSD 8.2: what was lost suppresses it until it is back, and it is a BACKUP by then', () => {
  const rig = after('freebsd-8.2', { preempt: true }, { do: 'carrier' })
  expect(does(rig, { do: 'carrier' }).filter((effect) => />/.test(effect))).toEqual(['INIT -> BACKUP: interface up'])
  const up = after('freebsd-8.2', { preempt: true }, { do: 'down' })
  expect(does(up, { do: 'up' })).toContain('INIT -> MASTER: taken up')
})

test('FreeBSD 8.2: a second address makes a running master advertise and announce anew', () => {
  const rig = after('freebsd-8.2', { preempt: true })
  expect(does(rig, { do: 'add', address: 6, own: false }).filter((effect) => !/arm/.test(effect))).toEqual([
    'MASTER -> INIT: address added',
    'send 1+100/256',
    'announce 7',
    'announce 5',
    'announce 6',
    'INIT -> MASTER: address added',
  ])
})

test('FreeBSD 8.2: where its third send fails while it comes up, nobody but masters says that it is demoted', () => {
  const rig = after('freebsd-8.2', { preempt: true }, { do: 'fail', times: 3 }, time, time)
  expect(does(rig, { do: 'add', address: 6, own: false }).filter((effect) => !/arm|announce/.test(effect))).toEqual([
    'MASTER -> INIT: address added',
    'send 1+100/256: errno 55',
    'demote 1: send errors',
    'INIT -> MASTER: address added',
  ])
})

test('OpenBSD announces again with the second advertisement, NetBSD does not', () => {
  const announces = (system: string) => {
    const rig = after(system, {}, timeout)
    return [time, time, time].map((act) => does(rig, act).filter((effect) => effect.startsWith('announce')))
  }
  expect(announces('openbsd')).toEqual([[], ['announce 7', 'announce 5'], []])
  expect(announces('netbsd')).toEqual([[], [], []])
})

test('OpenBSD compares demotion, since 2012 before advskew', () => {
  const says = (system: string, act: Act, ...before: Act[]) => does(after(system, {}, ...before), act)
  const demoted: Act = { do: 'demote', delta: 2 }
  const takes = 'BACKUP -> MASTER: more demoted master heard'
  for (const system of ['openbsd-2008', 'openbsd-7.7', 'openbsd-2025']) {
    expect(says(system, { ...hears(1, 0), demotion: 1 } as Act)[0]).toBe(takes)
    expect(says(system, { ...hears(1, 0), demotion: 2 } as Act, demoted)[0]).toMatch(/^(disarm advertise|arm)/)
  }
  const yields = (system: string, advskew: number) =>
    says(system, { ...hears(1, advskew), demotion: 1 } as Act, timeout, demoted).find((effect) => />/.test(effect))
  // One that says 240 itself stays beside 250, one that compares the byte does not.
  expect(yields('openbsd-2008', 250)).toBe(undefined)
  expect(yields('openbsd-2025', 250)).toBe('MASTER -> BACKUP: less demoted master heard')
  expect(yields('openbsd-2008', 200)).toBe('MASTER -> BACKUP: better advertisement heard')
})

test('a backup on OpenBSD waits for advskew once, since 7.8 three times', () => {
  const waits = (system: string) =>
    does(after(system, {}), hears(1, 0)).find((effect) => /^arm master-down/.test(effect))
  expect([waits('openbsd-2008'), waits('openbsd-7.7'), waits('openbsd-2025'), waits('netbsd-2015')]).toEqual([
    'arm master-down 3390625',
    'arm master-down 3390625',
    'arm master-down 4171875',
    'arm master-down 3390625',
  ])
})

test('NetBSD: a running change is a reset, and a forced state is undone in the same call', () => {
  const states = (act: Act, ...before: Act[]) =>
    does(after('netbsd-2015', {}, ...before), act).filter((effect) => />|send/.test(effect))
  const reset = ['MASTER -> INIT: parameters set', 'INIT -> BACKUP: parameters set']
  expect(states({ do: 'set', advskew: 50 }, timeout)).toEqual(reset)
  expect(states({ do: 'force', state: 'MASTER' })).toEqual(['BACKUP -> MASTER: forced', 'send 1+100/256', ...reset])
})

test('OpenBSD: the third error demotes it in the middle of the send, as its fourth attempt says', () => {
  const rig = after('openbsd-2025', {}, timeout, time, { do: 'fail', times: 3 }, time, time)
  expect(does(rig, time)).toEqual([
    'send 1+100/256: errno 55',
    'demote 1: > snderrors',
    'send 1+100/256, demotion 1',
    'arm advertise 1390625',
    'arm advertise 1390625',
  ])
})

test('after a goodbye FreeBSD 9.3 takes over without being asked to preempt, unless its own base is long', () => {
  expect(does(after('freebsd-9.3', { advbase: 85 }), hears(255, 255))[0]).toBe('BACKUP -> MASTER: master too slow')
  expect(does(after('freebsd-9.3', { advbase: 86 }), hears(255, 255))).toEqual(['arm master-down 258390625'])
})

test('the third error of FreeBSD 9.3 demotes it in the middle of the send, and a fourth advertisement goes first', () => {
  const rig = after('freebsd-9.3', {}, timeout, { do: 'fail', times: 4 }, time, time)
  expect(does(rig, time)).toEqual([
    'send 1+100/256: errno 55',
    'demote 1: send errors',
    'send 1+240/256: errno 55',
    'arm advertise 1937500',
    'arm advertise 1390625',
  ])
  expect([does(rig, time), does(rig, time)].flat()).toEqual(
    Array(2).fill(['send 1+240/256', 'arm advertise 1937500']).flat(),
  )
  expect(does(rig, time)).toEqual(['send 1+240/256', 'demote -1: sends succeed again', 'arm advertise 1937500'])
  expect(does(rig, time)).toEqual(['send 1+100/256', 'arm advertise 1390625'])
})

test('FreeBSD 12 advertises its demotion after the send, and never takes it back', () => {
  const rig = after('freebsd-12', {}, timeout, { do: 'fail', times: 3 }, time, time)
  expect(does(rig, time)).toEqual([
    'send 1+100/256: errno 55',
    'demote 240: send error 55 on em0',
    'arm advertise 1390625',
    'send 1+240/256',
    'arm advertise 1937500',
  ])
  for (let i = 0; i < 9; i++) expect(does(rig, time)).toEqual(['send 1+240/256', 'arm advertise 1937500'])
})

test('FreeBSD 14 takes it back after three sends', () => {
  const rig = after('freebsd-14', {}, timeout, { do: 'fail', times: 3 }, time, time, time)
  expect(does(rig, time)).toEqual(['send 1+240/256', 'arm advertise 1937500'])
  expect(does(rig, time)).toEqual([
    'send 1+240/256',
    'demote -240: send ok on em0',
    'arm advertise 1937500',
    'send 1+100/256',
    'arm advertise 1390625',
  ])
})

test('the third error of ucarp suppresses it at once, until three sends succeed', () => {
  const rig = after('ucarp', {}, timeout, { do: 'fail', times: 4 }, time, time)
  expect(does(rig, time)).toEqual([
    'send 1+100/256: errno 55',
    'log write() error #0/3',
    'send 1+240/256: errno 55',
    'arm advertise 1937500',
    'arm advertise 1390625',
  ])
  for (let i = 0; i < 3; i++) expect(does(rig, time)).toEqual(['send 1+240/256', 'arm advertise 1937500'])
  expect(does(rig, time)).toEqual(['send 1+100/256', 'arm advertise 1390625'])
})

test('two virtual hosts with one password hear each other, with another they do not', () => {
  const rig = after('freebsd-9.3', {})
  expect(rig.play({ do: 'hear', advbase: 1, advskew: 0, from: 9, spoilt: 'bad-hmac' })).toMatchObject({
    refused: 'bad-hmac',
    effects: [],
  })
  expect(does(rig, hears(1, 0))).toEqual(['arm master-down 3390625'])
})

test('an address of the machine itself sets the skew of FreeBSD 9.3 to 0', () => {
  const rig = after('freebsd-9.3', {})
  expect(does(rig, { do: 'add', address: 1, own: true }).at(-1)).toBe('arm master-down 3000000')
})

test('FreeBSD 9.3: a second address takes a running master down to BACKUP without a word', () => {
  const rig = after('freebsd-9.3', {}, timeout)
  expect(does(rig, { do: 'add', address: 6, own: false }).filter((effect) => !/arm/.test(effect))).toEqual([
    'MASTER -> INIT: address added',
    'INIT -> BACKUP: address added',
  ])
})

test('FreeBSD 9.3: taken down while carrier is away is forgotten when it comes back', () => {
  const rig = after('freebsd-9.3', {}, { do: 'carrier' }, { do: 'down' })
  expect(does(rig, { do: 'carrier' })).toContain('INIT -> BACKUP: interface up')
})

test('ucarp repeats its announcement with the third advertisement', () => {
  const rig = after('ucarp', {}, timeout)
  const announces = () => does(rig, time).includes('announce 7')
  expect([announces(), announces(), announces()]).toEqual([false, true, false])
})

test('ucarp between equals: the address decides, its last octet first', () => {
  // Its own is 10.0.0.1.
  const stays = (from: number) => after('ucarp', {}, timeout, hears(1, 100, from)).vhost.state
  expect([stays(0x0a00_0100), stays(0x0a00_0000), stays(0x0a00_0002), stays(0x0901_0001)]).toEqual([
    'BACKUP',
    'BACKUP',
    'MASTER',
    'MASTER',
  ])
})
