import { expect, test } from 'vitest'
import { LIBRARY } from '../../src/cli/library.ts'
import { Terminal } from './terminal.ts'

// Two Debian servers in the player, in a real pseudo-terminal: a cable is pulled, and logs are looked at.

const SLOW = 120_000
const ENTER = '\r'
const ESCAPE = '\u001b'
const CTRL_C = '\u0003'
const FILE = `${LIBRARY}/tutorials/debian-ucarp-apache.yaml`

test('the cable of the master is pulled: its down script, the other one’s up script, the page, and syslog', {
  timeout: SLOW,
}, async () => {
  const terminal = Terminal.carpsim(['play', FILE], { columns: 140, rows: 56 })
  await terminal.shows('0s of 160s')
  terminal.press(`:goto 80s${ENTER}`)
  await terminal.shows(/▸ node1 +MASTER/)
  await terminal.shows(/fetch 172\.16\.0\.1:80 ✓ by node1/)
  terminal.press(`C`)
  await terminal.shows('console of node1')
  terminal.press(`tail /var/log/syslog${ENTER}`)
  await terminal.shows(/Switching to state: MASTER[\s\S]*Spawning \[\/etc\/ucarp\/ucarp-up\.sh eth0 172\.16\.0\.1\]/)
  terminal.press(ESCAPE)
  await terminal.shows((text) => !text.includes('console of node1'))

  terminal.press('f')
  await terminal.shows(/p +pull the cable/)
  terminal.press('p')
  await terminal.shows(/cable of node1 eth0 pulled/)
  terminal.press('n')
  await terminal.shows(/▸ node2 +BACKUP/)
  terminal.press('C')
  await terminal.shows('console of node2')
  terminal.press(`tail -f /var/log/syslog${ENTER}`)
  await terminal.shows(/Switching to state: BACKUP[\s\S]*it goes on until you press a key/)
  expect(terminal.text).not.toContain('state: MASTER')
  // Three seconds of the wall later, by themselves.
  await terminal.shows(/Switching to state: MASTER[\s\S]*Spawning \[\/etc\/ucarp\/ucarp-up\.sh eth0 172\.16\.0\.1\]/)
  terminal.press(CTRL_C)
  await terminal.shows(/\(exit 130\)[\s\S]*node2# /)
  terminal.press(ESCAPE)

  await terminal.shows(/▸ node2 +MASTER/)
  await terminal.shows(/node1 +runs +\/etc\/ucarp\/ucarp-down\.sh/)
  await terminal.shows(/node2 +runs +\/etc\/ucarp\/ucarp-up\.sh/)
  terminal.press(`:goto 100s${ENTER}`)
  await terminal.shows(/fetch 172\.16\.0\.1:80 ✓ by node2/)
  await terminal.shows(/user +answered again +by node2 after 4 s/)
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})
