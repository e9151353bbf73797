import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { formatSeconds } from '../../src/time.ts'
import type { Level } from '../../src/trace/record.ts'
import { story } from '../../src/views/story/story.ts'

interface Setting {
  readonly system?: string
  readonly preempt?: boolean
  readonly skews?: readonly [number, number]
  readonly passwords?: readonly [string, string]
  readonly events?: readonly string[]
  readonly until?: string
  readonly ticks?: number
  readonly addresses?: string
}

/** Two machines, one and two, and what happens to them; their boots are left out where something comes later. */
function told(given: Setting, from = 1, options: { level?: Level; verbose?: boolean } = {}): string {
  const { system = 'freebsd-9.3', preempt = true, skews = [10, 20], passwords = ['same', 'same'] } = given
  const { events = [], until = '30s', ticks = 0, addresses = '10.0.0.3/24' } = given
  const host = (i: 0 | 1) => `{
    ${ticks > 0 ? `ticks: ${ticks},` : ''}
    interfaces: { em0: { address: 10.0.0.${i + 1}/24, plug: lan } },
    carp: [{ vhid: 1, addresses: [${addresses}], password: ${passwords[i]}, advskew: ${skews[i]} }] }`
  const text = `{ carpsim: 1, title: told, until: ${until}, system: ${system}, preempt: ${preempt},
    networks: { lan: { latency: 100us } }, hosts: { one: ${host(0)}, two: ${host(1)} }, events: [${events.join(', ')}] }`
  const trace = simulate(loadScenario(text, 'told.yaml'), { level: options.level ?? 'all' })
  const entries = [...story(trace, options.verbose)].filter(({ t }) => t >= from * 1_000_000)
  const lines = entries.flatMap(({ t, letter = ' ', host: on = '', what, why = '', logged = [], printed = [] }) => [
    `${letter} ${formatSeconds(t)} ${on}${on && ' | '}${what}${why && ` | ${why}`}`,
    ...[...logged, ...printed].map((line) => `    ${line}`),
  ])
  return `\n${lines.join('\n')}\n`
}

test('a boot: how long each waits, then who ran out of patience and by which formula', () => {
  expect(told({ until: '5s' }, 0)).toMatchInlineSnapshot(`
    "
      0.000000 one | INIT → BACKUP | boots: waits 3 s + 10/256 s for a MASTER
        log: carp0: INIT -> BACKUP
      0.000000 two | INIT → BACKUP | boots: waits 3 s + 20/256 s for a MASTER
        log: carp0: INIT -> BACKUP
      3.039062 one | BACKUP → MASTER | master-down timer: heard no MASTER for 3.039062 s since it booted (3 × advbase 1 s + advskew 10/256 s)
    "
  `)
})

test('several addresses: a boot starts the virtual host once for each, and is told once', () => {
  expect(told({ system: 'freebsd-12', addresses: '10.0.0.3/24, 10.0.0.4/24', until: '1s' }, 0)).toMatchInlineSnapshot(`
    "
      0.000000 one | INIT → BACKUP | boots: waits 3 s + 10/256 s for a MASTER
        log: carp: 1@em0: INIT -> BACKUP (initialization complete)
      0.000000 two | INIT → BACKUP | boots: waits 3 s + 20/256 s for a MASTER
        log: carp: 1@em0: INIT -> BACKUP (initialization complete)
    "
  `)
})

test('a cable: no carrier, the last advertisement heard, and preemption with both intervals', () => {
  const events = ['{ at: 10s, unplug: one.em0 }', '{ at: 20s, plug: one.em0 }']
  expect(told({ system: 'freebsd-12', events }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 cable of one em0 pulled
      10.000000 one | MASTER → INIT | interface down: no carrier on em0
        log: carp: 1@em0: MASTER -> INIT (hardware interface down)
      10.000000 one | demotion 240 | was 0: interface down
        log: carp: demoted by 240 to 240 (interface down)
      12.351659 two | BACKUP → MASTER | master-down timer: last heard one at 9.273534, 3.078125 s ago (3 × advbase 1 s + advskew 20/256 s)
        log: carp: 1@em0: BACKUP -> MASTER (master timed out)
    B 20.000000 cable of one em0 back
      20.000000 one | INIT → BACKUP | interface up: em0 has a carrier; waits 3 s + 10/256 s for a MASTER
        log: carp: 1@em0: INIT -> BACKUP (initialization complete)
      20.000000 one | demotion 0 | was 240: interface up
        log: carp: demoted by -240 to 0 (interface up)
      20.976759 one | BACKUP → MASTER | slower master heard: two's interval 1 s + 20/256 s, mine 1 s + 10/256 s; preempt is on
        log: carp: 1@em0: BACKUP -> MASTER (preempting a slower master)
      20.976859 two | MASTER → BACKUP | better advertisement heard: one's interval 1 s + 10/256 s, mine 1 s + 20/256 s
        log: carp: 1@em0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('the same at level changes: log lines are not kept, the reasons are', () => {
  expect(told({ events: ['{ at: 10s, unplug: one.em0 }'] }, 9, { level: 'changes' })).toMatchInlineSnapshot(`
    "
    A 10.000000 cable of one em0 pulled
      10.000000 one | MASTER → INIT | interface down: no carrier on em0
      10.000000 one | demotion 1 | was 0: interface down
      12.351659 two | BACKUP → MASTER | master-down timer: last heard one at 9.273534, 3.078125 s ago (3 × advbase 1 s + advskew 20/256 s)
    "
  `)
})

test('power: what a machine was ends with it', () => {
  const events = ['{ at: 10s, crash: one }', '{ at: 20s, boot: one }']
  expect(told({ events }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one loses power
      10.000000 one | MASTER → off | power is off
      12.351659 two | BACKUP → MASTER | master-down timer: last heard one at 9.273534, 3.078125 s ago (3 × advbase 1 s + advskew 20/256 s)
    B 20.000000 one boots
      20.000000 one | INIT → BACKUP | boots: waits 3 s + 10/256 s for a MASTER
        log: carp0: INIT -> BACKUP
      20.976759 one | BACKUP → MASTER | slower master heard: two's interval 1 s + 20/256 s, mine 1 s + 10/256 s; preempt is on
        log: carp0: BACKUP -> MASTER (preempting a slower master)
      20.976859 two | MASTER → BACKUP | better advertisement heard: one's interval 1 s + 10/256 s, mine 1 s + 20/256 s
        log: carp0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('passwords that differ: refusals are told once, and say why both are MASTER', () => {
  expect(told({ passwords: ['this', 'that'], until: '9s' })).toMatchInlineSnapshot(`
    "
      3.039062 one | BACKUP → MASTER | master-down timer: heard no MASTER for 3.039062 s since it booted (3 × advbase 1 s + advskew 10/256 s)
      3.039162 two | refuses | vhid 1 of one on em0: the digest is wrong: password or addresses are not the same (bad-hmac); and 5 more, up to 8.234472
      3.078125 two | BACKUP → MASTER | master-down timer: heard no MASTER for 3.078125 s since it booted (3 × advbase 1 s + advskew 20/256 s), refused 1 advertisement (bad-hmac)
      3.078225 one | refuses | vhid 1 of two on em0: the digest is wrong: password or addresses are not the same (bad-hmac); and 5 more, up to 8.468850
    "
  `)
})

test('equal intervals: an equal one counts as better', () => {
  expect(told({ skews: [0, 0], until: '4s' })).toMatchInlineSnapshot(`
    "
      3.000000 one | BACKUP → MASTER | master-down timer: heard no MASTER for 3 s since it booted (3 × advbase 1 s + advskew 0/256 s)
      3.000000 two | BACKUP → MASTER | master-down timer: heard no MASTER for 3 s since it booted (3 × advbase 1 s + advskew 0/256 s)
      3.000100 two | MASTER → BACKUP | better advertisement heard: one's interval 1 s, mine the same; an equal one counts as better
        log: carp0: MASTER -> BACKUP (more frequent advertisement received)
      3.000100 one | MASTER → BACKUP | better advertisement heard: two's interval 1 s, mine the same; an equal one counts as better
        log: carp0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('a goodbye: longer than anybody waits', () => {
  expect(told({ events: ['{ at: 10s, carp-down: one.em0/1 }'] }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one.em0/1: ifconfig down
      10.000000 one | MASTER → INIT | taken down: one.em0/1: ifconfig down
      10.000100 two | BACKUP → MASTER | slower master heard: one's interval 255 s + 255/256 s (goodbye), mine 1 s + 20/256 s; preempt is on
        log: carp0: BACKUP -> MASTER (preempting a slower master)
      10.000200 one | refuses | vhid 1 of two on em0: no such vhid runs here (no-vhid); and 18 more, up to 29.406450
    "
  `)
})

test('demotion: the ledger, and a master that is demoted', () => {
  const events = ['{ at: 10s, demote: one, by: 240, reason: pfsync bulk start }']
  expect(told({ system: 'freebsd-12', events, until: '12s' }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one: demotion +240 (pfsync bulk start)
      10.000000 one | demotion 240 | was 0: pfsync bulk start
        log: carp: demoted by 240 to 240 (pfsync bulk start)
      10.000100 two | BACKUP → MASTER | slower master heard: one's interval 1 s + 240/256 s, mine 1 s + 20/256 s; preempt is on
        log: carp: 1@em0: BACKUP -> MASTER (preempting a slower master)
      10.000200 one | MASTER → BACKUP | better advertisement heard: two's interval 1 s + 20/256 s, mine 1 s + 240/256 s (demoted)
        log: carp: 1@em0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('commands: what was typed and printed; what they did', () => {
  const events = ['{ at: 10s, run: one, command: ifconfig carp0 advskew 30 }', '{ at: 11s, run: one, command: nosuch }']
  expect(told({ events, until: '12s' }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one# ifconfig carp0 advskew 30
    B 11.000000 one# nosuch
        nosuch: not found
        (exit 127)
      11.117287 two | BACKUP → MASTER | slower master heard: one's interval 1 s + 30/256 s, mine 1 s + 20/256 s; preempt is on
        log: carp0: BACKUP -> MASTER (preempting a slower master)
      11.117387 one | MASTER → BACKUP | better advertisement heard: two's interval 1 s + 20/256 s, mine 1 s + 30/256 s
        log: carp0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('forced states', () => {
  expect(told({ events: ['{ at: 10s, force: one.em0/1, to: backup }'] }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one.em0/1: state backup
      10.000000 one | MASTER → BACKUP | forced: one.em0/1: state backup
      12.351659 two | BACKUP → MASTER | master-down timer: last heard one at 9.273534, 3.078125 s ago (3 × advbase 1 s + advskew 20/256 s)
      12.351759 one | BACKUP → MASTER | slower master heard: two's interval 1 s + 20/256 s, mine 1 s + 10/256 s; preempt is on
        log: carp0: BACKUP -> MASTER (preempting a slower master)
      12.351859 two | MASTER → BACKUP | better advertisement heard: one's interval 1 s + 10/256 s, mine 1 s + 20/256 s
        log: carp0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('events that could do nothing', () => {
  const events = ['{ at: 10s, plug: one.em0, even-if-inert: true }']
  expect(told({ events, until: '11s' }, 9)).toMatchInlineSnapshot(`
    "
      10.000000 nothing happens: cable of one em0 back | the cable of one.em0 is in already
    "
  `)
})

test('sends that fail are told once', () => {
  const events = ['{ at: 10s, send-error: one.em0, errno: ENOBUFS, times: 4 }']
  expect(told({ system: 'freebsd-12', events, until: '16s' }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one.em0: the next 4 sends fail with ENOBUFS
      10.312496 one | cannot send | vhid 1 on em0: send error, errno 55; and 3 more, up to 12.390620
      12.351659 two | BACKUP → MASTER | master-down timer: last heard one at 9.273534, 3.078125 s ago (3 × advbase 1 s + advskew 20/256 s)
        log: carp: 1@em0: BACKUP -> MASTER (master timed out)
      12.390620 one | demotion 240 | was 0: send error 55 on em0
        log: carp: demoted by 240 to 240 (send error 55 on em0)
      13.429884 one | MASTER → BACKUP | better advertisement heard: two's interval 1 s + 20/256 s, mine 1 s + 240/256 s (demoted)
        log: carp: 1@em0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('a machine that stands still', () => {
  const events = ['{ at: 10s, pause: one, for: 6s, clock: jumps }']
  expect(told({ events, until: '20s' }, 9)).toMatchInlineSnapshot(`
    "
    A 10.000000 one stands still
      12.351659 two | BACKUP → MASTER | master-down timer: last heard one at 9.273534, 3.078125 s ago (3 × advbase 1 s + advskew 20/256 s)
    B 16.000000 one goes on
      16.000100 two | MASTER → BACKUP | better advertisement heard: one's interval 1 s + 10/256 s, mine 1 s + 20/256 s
        log: carp0: MASTER -> BACKUP (more frequent advertisement received)
    "
  `)
})

test('ucarp: its dead ratio, a poll loop that looks late, frames that lay in the ring', () => {
  expect(told({ system: 'ucarp', events: ['{ at: 10s, crash: one }'], until: '15s' })).toMatchInlineSnapshot(`
    "
      3.117003 one | BACKUP → MASTER | master-down timer: heard no MASTER for 3.117003 s since it booted (deadratio 3 × advbase 1 s + advskew 10/256 s = 3.039062 s, noticed 77.941 ms late)
        log: [WARNING] Switching to state: MASTER
      3.234003 two | BACKUP → MASTER | master-down timer: heard no MASTER for 3.234003 s since it booted (deadratio 3 × advbase 1 s + advskew 20/256 s = 3.078125 s, noticed 155.878 ms late)
        log: [WARNING] Switching to state: MASTER
      4.000000 two | MASTER → BACKUP | better advertisement heard: one's interval 1 s + 10/256 s, mine 1 s + 20/256 s
        log: [WARNING] Switching to state: BACKUP
        log: [WARNING] Preferred master advertised: going back to BACKUP state
    A 10.000000 one loses power
      10.000000 one | MASTER → off | power is off
      13.234003 two | BACKUP → MASTER | master-down timer: last heard one at 10.000000 (its frame arrived at 9.351105), 3.234003 s ago (deadratio 3 × advbase 1 s + advskew 20/256 s = 3.078125 s, noticed 155.878 ms late)
        log: [WARNING] Switching to state: MASTER
    "
  `)
})

test('ucarp: a daemon that is killed', () => {
  expect(
    told({ system: 'ucarp', events: ['{ at: 10s, signal: one, name: KILL }'], until: '11s' }, 9),
  ).toMatchInlineSnapshot(`
    "
    A 10.000000 one: SIGKILL to ucarp
      10.000000 one | MASTER → off | ucarp was killed by signal 9
    "
  `)
})

test('a kernel that counts ticks: no formula that does not come out', () => {
  expect(told({ ticks: 100, until: '5s' })).toMatchInlineSnapshot(`
    "
      3.050000 one | BACKUP → MASTER | master-down timer: heard no MASTER for 3.05 s since it booted
    "
  `)
})

test('verbose: frames, timers, log lines and device events', () => {
  expect(told({ events: ['{ at: 4s, cut: one -> two }'], until: '5.2s' }, 3, { verbose: true })).toMatchInlineSnapshot(`
    "
      3.039062 one | timer ran out | master-down of vhid 1 on em0
      3.039062 one | BACKUP → MASTER | master-down timer: heard no MASTER for 3.039062 s since it booted (3 × advbase 1 s + advskew 10/256 s)
      3.039062 one | advertises | vhid 1 on em0, every 1 s + 10/256 s
      3.039062 one | timer set | advertise of vhid 1 on em0, to 4.078124
      3.039062 one | announces | 10.0.0.3 is at 00:00:5e:00:01:01
      3.039062 one | timer set | advertise of vhid 1 on em0, to 4.078124
      3.039062 one | devd | IFNET carp0 LINK_UP
      3.039062 one | log | carp0: link state changed to UP
      3.039162 two | hears | one's advertisement on em0
      3.039162 two | timer set | master-down of vhid 1 on em0, to 6.117287
      3.039162 two | hears | one's announcement on em0
    A 4.000000 cut: one -> two
      4.078124 one | timer ran out | advertise of vhid 1 on em0
      4.078124 one | advertises | vhid 1 on em0, every 1 s + 10/256 s
      4.078124 two | does not hear | one's advertisement on em0: cut
      4.078124 one | timer set | advertise of vhid 1 on em0, to 5.117186
      5.117186 one | timer ran out | advertise of vhid 1 on em0
      5.117186 one | advertises | vhid 1 on em0, every 1 s + 10/256 s
      5.117186 two | does not hear | one's advertisement on em0: cut
      5.117186 one | timer set | advertise of vhid 1 on em0, to 6.156248
    "
  `)
})
