import { expect, test } from 'vitest'
import { play, printed, SET_UP } from '../hast/pair.ts'

const MADE = '{ at: 15s, run: a, command: "zpool create tank hast/test && touch /tank/kept" }'

function outputs(events: readonly string[], until = '90s'): string[] {
  const { records } = play({ events: [...SET_UP, MADE, ...events], until })
  return printed(records).filter((line) => !/Starting hastd/.test(line))
}

test('a pool of a machine that died is another one’s by force alone, with what its last transaction group had', () => {
  const lines = outputs([
    '{ at: 30s, crash: a }',
    '{ at: 31s, run: b, command: hastctl role primary test }',
    '{ at: 60s, run: b, command: zpool import tank }',
    '{ at: 70s, run: b, command: zpool import -f tank && ls /tank && zpool status }',
  ])
  expect(lines[0]).toContain("cannot import 'tank': pool may be in use from other system, it was last accessed by a")
  expect(lines[0]).toContain("use '-f' to import anyway")
  expect(lines.join('\n')).toContain('kept')
  expect(lines.join('\n')).toContain('errors: No known data errors')
})

test('a pool that was given away is taken without force', () => {
  const lines = outputs([
    '{ at: 30s, run: a, command: "zpool export tank; hastctl role secondary test" }',
    '{ at: 35s, run: b, command: hastctl role primary test }',
    '{ at: 40s, run: b, command: "zpool import tank; zpool list" }',
  ])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/tank .* ONLINE/)
})

test('where its device goes under it a pool is suspended, and who wants something of it waits for ever', () => {
  const lines = outputs([
    '{ at: 30s, run: a, command: "touch /tank/late; hastctl role init test" }',
    '{ at: 50s, run: a, command: zpool status }',
    '{ at: 51s, run: a, command: zpool export -f tank }',
  ])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('pool I/O is currently suspended')
})
