import { expect, test } from 'vitest'
import { SYSTEMS } from '../../../src/carp/systems/index.ts'
import { deciderOf } from '../../../src/views/diff/decider.ts'
import { PAIR, played } from './play.ts'

const UNTIL = 1_000_000

test.each(SYSTEMS.map((system) => ({ system, name: system.name })))('$name: every rule is somewhere', ({ system }) => {
  const trace = played(PAIR, { system: system.name, until: UNTIL })
  for (const from of ['INIT', 'BACKUP', 'MASTER'] as const) {
    for (const { name } of Object.values(system.rules[from]).flat()) {
      const { system: title, function: decides } = deciderOf(trace, 'a', from, name)
      expect([title, decides]).toEqual([system.title, expect.stringMatching(/^[a-z_]+$/)])
    }
  }
})

test('where no rule applied, or nobody knows the system, no function is named', () => {
  const trace = played(PAIR, { system: 'freebsd-12', until: UNTIL })
  const strange = { ...trace, hosts: trace.hosts.map((host) => ({ ...host, system: 'plan9', systemTitle: 'Plan 9' })) }
  expect(deciderOf(trace, 'a', 'MASTER', undefined)).toEqual({ system: 'FreeBSD 12.1' })
  expect(deciderOf(trace, 'a', 'off', 'forced')).toEqual({ system: 'FreeBSD 12.1' })
  expect(deciderOf(strange, 'a', 'MASTER', 'forced')).toEqual({ system: 'Plan 9' })
})
