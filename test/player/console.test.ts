import { expect, test } from 'vitest'
import { appOf } from '../../src/player/app/app.ts'
import { simulate } from '../../src/simulate.ts'
import { endOf, transcript } from '../../src/views/console/transcript.ts'
import { after, appFor, screen } from './program.ts'

const CABLE_PULL = 'basics/cable-pull'
const LARGE = { columns: 130, rows: 70 }

/** Each character of a line is a key. */
function line(text: string): string[] {
  return [...[...text].map((key) => (key === ' ' ? 'space' : key)), 'enter']
}

test('a command is typed on the selected machine: it forks, and what it printed stands above the prompt', async () => {
  const opened = after(await appFor(CABLE_PULL), [...line(':goto 5s'), 'C'])
  expect(screen(opened)).toContain('console of skunk1')
  const done = after(opened, line('ifconfig carp0 down && ifconfig carp0 up'))
  const { session, over, asking } = done.player!
  expect(session.branches.length).toBe(2)
  expect(session.cursor).toBe(5_000_001)
  expect(session.branches[1]!.act).toBe('skunk1# ifconfig carp0 down && ifconfig carp0 up')
  expect([over?.is, asking?.is, asking?.text]).toEqual(['console', 'console', ''])
  expect(screen(done)).toMatch(/skunk1# ifconfig carp0 down +5\.000001s[\s\S]*skunk1# ifconfig carp0 up +5\.000001s/)
  const goodbye = session.branches[1]!.trace.records.find(({ t, kind }) => t === 5_000_001 && kind === 'advert')
  expect(goodbye).toMatchObject({ host: 'skunk1', advbase: 255, advskew: 255 })
  const shown = after(done, line('ifconfig carp0'))
  expect(screen(shown)).toMatch(/carp0: flags=49<UP,LOOPBACK,RUNNING>[\s\S]* +carp: BACKUP vhid 1/)
  expect(shown.player!.session.branches.length).toBe(3)
})

test('the prompt is there again when a command has ended; what it printed meanwhile is not seen before', async () => {
  const opened = after(await appFor(CABLE_PULL), [...line(':goto 5s'), 'C'])
  const done = after(opened, line('sleep 2 && date'))
  expect(done.player!.session.cursor).toBe(7_000_001)
  expect(screen(done)).toContain('Thu Jan  1 00:00:07 UTC 1970')
  const back = after(done, ['escape', ...line(':goto 6s'), 'C'])
  expect(screen(back)).toContain('(it still runs)')
  expect(screen(back)).not.toContain('UTC 1970')
})

test('up and down recall what was typed on that machine, whatever was typed on others', async () => {
  const start = after(await appFor(CABLE_PULL), line(':goto 5s'))
  const typed = after(start, [
    'C',
    ...line('hostname'),
    ...line('ifconfig -l'),
    'escape',
    'n',
    'C',
    ...line('pwd'),
    'escape',
    'p',
    'C',
  ])
  const text = (keys: readonly string[]) => after(typed, keys).player!.asking!.text
  expect(text(['up'])).toBe('ifconfig -l')
  expect(text(['up', 'up'])).toBe('hostname')
  expect(text(['up', 'up', 'up', 'down'])).toBe('ifconfig -l')
  expect(text(['up', 'down'])).toBe('')
  expect(after(typed, ['up', 'enter']).player!.session.branches.at(-1)!.act).toBe('skunk1# ifconfig -l')
})

test('tab completes commands, interfaces, sysctls, services and files', async () => {
  const opened = after(await appFor(CABLE_PULL), [...line(':goto 5s'), 'C'])
  const completed = (text: string) => after(opened, [...line(text).slice(0, -1), 'tab']).player!.asking!.text
  expect(completed('ifc')).toBe('ifconfig ')
  expect(completed('ifconfig ca')).toBe('ifconfig carp0 ')
  expect(completed('ifconfig carp0 d')).toBe('ifconfig carp0 d')
  expect(completed('ifconfig carp0 advs')).toBe('ifconfig carp0 advskew ')
  expect(completed('ifconfig carp0 down && ifc')).toBe('ifconfig carp0 down && ifconfig ')
  expect(completed('sysctl net.inet.carp.pre')).toBe('sysctl net.inet.carp.preempt ')
  expect(completed('service dev')).toBe('service devd ')
  expect(completed('tail /var/l')).toBe('tail /var/log/')
  expect(completed('tail /var/log/me')).toBe('tail /var/log/messages ')
  expect(completed('nothing-like-this')).toBe('nothing-like-this')
})

test('what cannot be typed says why: a machine that is off, the end of the run; escape and exit leave', async () => {
  const off = after(await appFor(CABLE_PULL), [...line(':goto 5s'), ...line(':crash skunk1'), 'C', ...line('date')])
  expect(screen(off)).toContain('skunk1 is off')
  expect(off.player!.session.branches.length).toBe(2)
  const end = after(await appFor(CABLE_PULL), ['G', 'C', ...line('date')])
  expect(screen(end)).toMatch(/the run ends|over|ends at/)
  for (const keys of [['escape'], line('exit')]) {
    const left = after(end, keys).player!
    expect([left.over, left.asking]).toEqual([null, null])
  }
})

test('a branch with commands is saved as a scenario that runs to the same', async () => {
  const done = after(await appFor(CABLE_PULL), [...line(':goto 5s'), 'C', ...line('ping -c 2 10.0.0.2 && arp -a')])
  const branch = done.player!.session.branches[1]!
  const again = simulate(branch.scenario)
  expect(again.records).toEqual(branch.trace.records)
  expect(transcript(again, 'skunk1', again.until).map(({ command }) => command)).toEqual([
    'ping -c 2 10.0.0.2',
    'arp -a',
  ])
  expect(endOf(again, 'skunk1', 5_000_001)).toBe(done.player!.session.cursor)
})

test('what goes on until ^C is watched: lines come as time goes on, and a key ends it', async () => {
  const start = [...line(':goto 30s'), 'n', 'C', ...line('tail -f /var/log/syslog')]
  const opened = after(await appFor('tutorials/debian-ucarp-apache-fixed'), start, LARGE)
  expect(screen(opened, LARGE)).toContain('it goes on until you press a key')
  expect(screen(opened, LARGE)).not.toContain('state: MASTER')
  const program = appOf({ ascii: false, preview: () => ({ problem: 'none' }) })
  const later = program.elapse(opened, 35_000_000)
  expect(screen(later, LARGE)).toMatch(/Switching to state: MASTER[\s\S]*ucarp-up\.sh eth0[\s\S]*\(it still runs\)/)
  const ended = after(later, ['ctrl+c'], LARGE)
  expect(ended.player!.session.branches.at(-1)!.act).toBe('node2# ^C')
  expect(screen(ended, LARGE)).toMatch(/ucarp-up\.sh eth0 172\.16\.0\.1\][^\n]*\n[^\n]*\(exit 130\)/)
  expect(ended.player!.asking?.is).toBe('console')
  const next = after(ended, line('hostname'), LARGE)
  expect(screen(next, LARGE)).toMatch(/node2# hostname.*\n[^\n]*node2 /)
})

test('a ping is watched, too, and tells what came of it', async () => {
  const opened = after(await appFor(CABLE_PULL), [...line(':goto 5s'), 'C', ...line('ping 10.0.0.2')], LARGE)
  const program = appOf({ ascii: false, preview: () => ({ problem: 'none' }) })
  const later = program.elapse(opened, 2_500_000)
  expect(screen(later, LARGE)).toMatch(/icmp_seq=0[\s\S]*icmp_seq=1/)
  expect(screen(later, LARGE)).not.toContain('statistics')
  expect(screen(after(later, ['q'], LARGE), LARGE)).toMatch(/ping statistics ---[\s\S]*3 packets transmitted/)
})

test('what a script prints stands below the command that called it; what a daemon calls is on no screen', async () => {
  const app = after(await appFor('tutorials/debian-ucarp-apache'), [...line(':goto 10s'), 'C'], LARGE)
  const shown = screen(app, LARGE)
  expect(shown).toMatch(/node1# bash \/etc\/ucarp\/start.sh[\s\S]*line 4: --interface=eth0: command not found/)
  expect(shown).not.toContain('node1# --vhid')
  const fixed = after(await appFor('tutorials/debian-ucarp-apache-fixed'), [...line(':goto 19s'), 'C'], LARGE)
  expect(screen(fixed, LARGE)).not.toContain('ifconfig')
})
