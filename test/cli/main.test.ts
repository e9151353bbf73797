import { expect, test } from 'vitest'
import { CABLE_PULL, carpsim, spawned } from './command.ts'

test('--help has the verbs, examples, and the exit codes', async () => {
  const { code, stdout, stderr } = await carpsim(['--help'])
  expect([code, stderr]).toEqual([0, ''])
  await expect(stdout).toMatchFileSnapshot('golden/help.txt')
})

test('--version', async () => {
  expect(await carpsim(['--version'])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
})

test.each([
  ['no verb', [], 'Usage: carpsim'],
  ['no file', ['run'], "missing required argument 'file'"],
  ['a verb with a slip', ['rnu', 'x'], '(Did you mean run?)'],
  ['an option with a slip', ['run', '--formt', 'json', CABLE_PULL], '(Did you mean --format?)'],
  ['a file in place of a verb', [CABLE_PULL], `Try: carpsim run ${CABLE_PULL}`],
  ['an unknown format', ['run', '--format', 'xml', CABLE_PULL], 'Allowed choices are text, json, ndjson.'],
  ['too narrow', ['run', '--width', '59', CABLE_PULL], 'It is 60 to 1000 columns.'],
  ['no time', ['run', '--until', '5', CABLE_PULL], 'A time is a number and us, ms, s, m, h or d'],
  ['no number', ['run', '--budget', '1e3', CABLE_PULL], 'It is a whole number from 1.'],
])('a bad command line, %s: exit code 3', async (_, args, message) => {
  const { code, stdout, stderr } = await carpsim(args)
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toContain(message)
})

/** Each verb once; those of tests that have processes of their own aside. */
const CALLS: readonly string[] = [
  `run ${CABLE_PULL}`,
  `run ${CABLE_PULL} -o /dev/full`,
  'run /nowhere.yaml',
  `run --width 59 ${CABLE_PULL}`,
  'play basics/cable-pull',
  `why ${CABLE_PULL}`,
  `why-not ${CABLE_PULL} --at 11s --host skunk2 --state MASTER`,
  `why-frame ${CABLE_PULL} --from skunk1 --at 5s`,
  `diff ${CABLE_PULL} --system freebsd-12,ucarp`,
  `test ${CABLE_PULL} --reporter tap`,
  `timing ${CABLE_PULL}`,
  'list scenarios/timing',
  'systems freebsd-12 ucarp',
  'init',
  'import --ifconfig /nowhere',
  'explain advskew',
  'completion bash',
]

test.each(CALLS)('carpsim %s says the same as a process of its own', async (call) => {
  const args = call.split(' ')
  expect(await spawned(args)).toEqual(await carpsim(args))
})
