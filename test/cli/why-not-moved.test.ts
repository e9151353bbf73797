import { expect, test } from 'vitest'
import { carpsim } from './command.ts'

const LUCAS = 'scenarios/tutorials/lucas-carp-devd'

test('where a raised advskew moves nothing, run says what to ask, and the answer is preempt', async () => {
  const { stdout } = await carpsim(['run', `${LUCAS}.yaml`])
  expect(stdout).toContain(`why not?  carpsim why-not ${LUCAS}.yaml`)
  const options = /--at \S+ --host skunk2 --state MASTER/.exec(stdout)![0].split(' ')
  const { code, stdout: answer } = await carpsim(['why-not', `${LUCAS}.yaml`, ...options])
  expect([code, answer.replace(/\s+/g, ' ')]).toEqual([
    0,
    expect.stringContaining('preempt was off; else it could have'),
  ])
})

test('where it moves, run asks why', async () => {
  const { stdout } = await carpsim(['run', `${LUCAS}-fixed.yaml`])
  expect(stdout).toContain('why?  carpsim why ')
  expect(stdout).not.toContain('why-not')
})
