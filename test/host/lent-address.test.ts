import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { RecordOf } from '../../src/trace/record.ts'

/** When a laptop, which pings the address of a card ten times a second, gets answers: stretches, with who answers. */
function answered(system: string, commands: readonly string[], laptop = ''): string[] {
  const { records } = simulate(
    loadScenario(
      `
carpsim: 1
system: ${system}
until: 40s
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret }]
  laptop:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    ping: { 10.0.0.1: 100ms }
    ${laptop}
events:
${commands.map((command, i) => `  - { at: ${10 * (i + 1)}s, run: fw1, command: "${command}" }`).join('\n')}
`,
      'lent.yaml',
    ),
  )
  const is = (kind: 'answer' | 'unanswered') => (one: { kind: string }) => one.kind === kind
  const missing = records.filter(is('unanswered')) as RecordOf<'unanswered'>[]
  const of = new Map(records.map((one) => [one.id, one]))
  const times = missing.map(({ cause }) => of.get(cause!)!.t / 1e6)
  const first = times.filter((t, i) => t - (times[i - 1] ?? -1) > 0.2)
  const last = times.filter((t, i) => (times[i + 1] ?? 1e9) - t > 0.2)
  return first.map((t, i) => `${t} to ${last[i]}`)
}

test('a card has an address once: what a vhid is given is taken from the card, and what the card is given from the vhid', () => {
  const gives = 'ifconfig em0 vhid 2 pass secret alias 10.0.0.1/24'
  // It is BACKUP for three seconds.
  expect(answered('freebsd-14', [gives])).toEqual(['10 to 12.9'])
  // The laptop asks again in the last five seconds in which it believes in the virtual MAC.
  const back = 'ifconfig em0 inet 10.0.0.1/24 alias'
  expect(answered('freebsd-12', [gives, back])).toEqual(['10 to 12.9', '20 to 39'])
  expect(answered('freebsd-12', [gives, back], 'arp: { age: 17s }')).toEqual(['10 to 12.9', '20 to 25.1'])
  expect(answered('freebsd-14', [gives, 'ifconfig em0 inet 10.0.0.1/24 -alias'])).toEqual(['10 to 12.9', '20 to 39'])
})

test('where a carp interface is another one, the card keeps what it has', () => {
  const gives = 'ifconfig carp1 create; ifconfig carp1 vhid 2 pass secret 10.0.0.1/24'
  expect(answered('freebsd-9.3', [gives])).toEqual([])
})
