import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../src/trace/record.ts'
import { of } from '../services/booted.ts'
import { cut, exits, isThere, play, printed, states, type Typed, titled } from './document.ts'

// The text on CARP, HAST and MySQL, typed as it stands there.

const SCRIPT = isThere ? cut('003', '#!/bin/sh', '    這個script') : ''
const DEVD = isThere ? cut('003', 'notify 30 {', '    詳細') : ''
const HAST = isThere ? cut('003', 'resource test {', '    及執行') : ''
const MYSQL = isThere ? cut('003', '## MYSQL', '    然後把') : ''
const RC = isThere
  ? [cut('003', 'hostname="hasta', '    再編輯'), cut('003', 'hostname="hastb', '    然後Host')]
  : ['', '']

/** Without what the text says to its reader in the midst of the file. */
const plain = (text: string) => text.replace(/ \(.*HD.*\)/, '')
const SWITCH = '/usr/local/sbin/carp-hast-switch'

type Change = (text: string) => string
const same: Change = (text) => text

interface Given {
  readonly hast?: Change
  readonly script?: Change
  readonly system?: string
  readonly release?: string
  readonly sysctl?: string
  readonly stop?: string
  readonly link?: string
  /** Whether somebody makes a file system. */
  readonly formats?: boolean
  readonly events?: readonly object[]
  readonly until?: string
}

/** When somebody tries it out, as the text says; in seconds. By then both have come up, and mysqld runs. */
const TRIED = 100
const TRY = { at: `${TRIED}s`, run: 'hasta', command: 'ifconfig carp0 down && ifconfig carp0 up' }

/** The steps of the text; those of its third part are for both, but where it says on which machine. */
function steps({
  script = same,
  formats = true,
}: Given): readonly (readonly [at: number, on: readonly string[], typed: Typed])[] {
  const [a, b, both] = [['hasta'], ['hastb'], ['hasta', 'hastb']]
  return [
    [42, both, { command: 'hastctl create test' }],
    [43, both, { command: '/etc/rc.d/hastd onestart' }],
    [45, a, { command: 'hastctl role primary test' }],
    [45, b, { command: 'hastctl role secondary test' }],
    [50, formats ? a : [], { command: 'newfs -U /dev/hast/test' }],
    [53, a, { command: 'mkdir -p /hast/test' }],
    [54, formats ? a : [], { command: 'mount /dev/hast/test /hast/test' }],
    [60, both, { command: 'vim /etc/rc.conf', input: 'hastd_enable="YES"\n' }],
    [61, both, { command: 'vim /etc/devd.conf', input: DEVD }],
    [62, both, { command: `vim ${SWITCH}`, input: script(SCRIPT) }],
    [63, both, { command: `chmod 755 ${SWITCH}` }],
    [64, both, { command: '/etc/rc.d/devd restart' }],
    [66, both, { command: 'vim /etc/rc.conf', input: MYSQL }],
    [67, both, { command: 'chmod 000 /usr/local/etc/rc.d/mysql-server' }],
    [70, a, { command: '/bin/sh /usr/local/etc/rc.d/mysql-server start' }],
  ]
}

function night(given: Given = {}) {
  const {
    hast = plain,
    system = 'freebsd-8',
    release = '9.0',
    sysctl = '',
    stop = '3s',
    link = '2.5s',
    events = [],
    until = '200s',
  } = given
  const host = (rc: string) => ({
    system,
    interfaces: { fxp0: { plug: 'lan' } },
    startup: { firmware: '3s', loader: '1s', link },
    hast: { release },
    disks: { '/dev/ad6': '256MiB' },
    services: { mysql: { stop } },
    files: {
      '/boot/loader.conf': 'if_carp_load="YES"\n',
      '/etc/rc.conf': rc,
      '/etc/sysctl.conf': sysctl,
      '/etc/hast.conf': hast(HAST),
    },
  })
  const hosts = { hasta: host(RC[0]!), hastb: host(RC[1]!) }
  const typed = steps(given).flatMap(([at, on, step]) => on.map((run) => ({ at: `${at}s`, run, ...step })))
  return play({ until, hosts, events: [...typed, ...events] })
}

/** What the script logged on a machine, and how many milliseconds after somebody tried it out. */
function told(records: readonly TraceRecord[], host: string, from = TRIED): [ms: number, says: string][] {
  return of(records, 'log', host).flatMap(({ t, line }): [number, string][] => {
    const [, says] = /^carp-hast: (.*)$/.exec(line) ?? []
    return says === undefined || t < from * 1e6 ? [] : [[Math.floor(t / 1e3 - from * 1e3), says]]
  })
}

/** When a machine's node became primary, or secondary, in milliseconds. */
const became = (records: readonly TraceRecord[], host: string, role: string) =>
  of(records, 'role', host).flatMap(({ t, to }) =>
    to === role && t > TRIED * 1e6 ? [Math.floor(t / 1e3 - TRIED * 1e3)] : [],
  )

const runs = (records: readonly TraceRecord[], host: string) =>
  of(records, 'service', host).findLast(({ name }) => name === 'mysql')?.runs ?? false

describe.skipIf(!isThere)(titled('CARP, HAST and MySQL: the script as it stands'), () => {
  test('it switches in seven seconds, and mysqld serves the data three seconds later', () => {
    const events = [TRY, { at: '120s', run: 'hastb', command: 'grep carp-hast /var/log/debug.log | head -1' }]
    const records = night({ events })
    expect(told(records, 'hasta').slice(0, 4)).toEqual([
      [2, 'Switching to secondary provider for test.'],
      [2, 'stop mysql'],
      [3517, 'umount test.'],
      [6877, 'Role switched to secondary for resource test.'],
    ])
    expect(told(records, 'hastb')).toEqual([
      [2, 'Switching to primary provider for test.'],
      [3562, 'Role for HAST resources test switched to primary.'],
      [3562, 'Mounting disks.'],
      [7479, 'start mysql'],
    ])
    expect([became(records, 'hasta', 'secondary'), became(records, 'hastb', 'primary')]).toEqual([[6827], [3012]])
    expect(printed(records, 'hastb', 120)).toEqual([
      'Jan  1 00:01:40 hastb carp-hast: Switching to primary provider for test.\n',
    ])
    expect([runs(records, 'hasta'), runs(records, 'hastb')]).toEqual([false, true])
  })

  test('other delays: the times follow them', () => {
    const slower = (text: string) => text.replace('delay=3', 'delay=5')
    const records = night({ script: slower, stop: '4s', events: [TRY] })
    expect([became(records, 'hasta', 'secondary'), became(records, 'hastb', 'primary')]).toEqual([[9822], [5012]])
  })

  test('pgrep never finds "(secondary)", so that nobody waits; with backslashes it waits, for seven seconds at most', () => {
    expect(exits(night({ events: [TRY] }), 'hastb', 'pgrep')).toEqual([1])
    const escaped = (text: string) => text.replace('(secondary)', '\\(secondary\\)')
    const countdown = (stop: string) => {
      const records = night({ script: escaped, stop, events: [TRY] })
      const counts = told(records, 'hastb').filter(([, says]) => says.startsWith('countdown'))
      return [counts.length, became(records, 'hastb', 'primary')[0]! > became(records, 'hasta', 'secondary')[0]!]
    }
    expect(countdown('3s')).toEqual([4, true])
    // It promotes over a primary that is alive.
    expect(countdown('12s')).toEqual([7, false])
  })

  test('bash and dash stop at the empty then, line 79, whatever they are to do; FreeBSD’s sh does not', () => {
    const host = { system: 'ucarp', interfaces: { eth0: { address: '10.0.0.1/24', plug: 'lan' } } }
    const typed = (at: number, shell: string) => ({ at: `${at}s`, run: 'deb', command: `${shell} ${SWITCH} slave` })
    const records = play({
      hosts: { deb: { ...host, files: { [SWITCH]: SCRIPT } } },
      events: [typed(1, 'bash'), typed(2, 'dash')],
    })
    expect([exits(records, 'deb', 'bash'), exits(records, 'deb', 'dash')]).toEqual([[2], [2]])
    expect(printed(records, 'deb')).toEqual([
      `${SWITCH}: line 79: syntax error near unexpected token \`else'\n${SWITCH}: line 79: \`            else'\n`,
      `${SWITCH}: 79: Syntax error: "else" unexpected\n`,
    ])
  })
})

describe.skipIf(!isThere)(titled('CARP, HAST and MySQL: what goes wrong'), () => {
  test('ifcofig: carp0 stays down', () => {
    const command = cut('003', 'ifconfig carp0 down && ifcofig', ' ( ').trim()
    const records = night({ events: [{ at: '90s', run: 'hasta', command }] })
    expect(states(records, 'hasta', 90)).toEqual(['INIT'])
    expect(exits(records, 'hasta', 'ifcofig')).toEqual([127])
  })

  test('a note in the midst of hast.conf: hastctl and hastd do not read it', () => {
    const records = night({ hast: same })
    expect(exits(records, 'hasta', 'hastctl create')).toEqual([78])
    expect(printed(records, 'hasta', 40).join('')).toContain("at line 3 near 'HD': syntax error")
    expect(of(records, 'role')).toEqual([])
  })

  test('a mount that fails is not looked at: a new, empty database is served', () => {
    const records = night({ formats: false, events: [TRY] })
    expect(exits(records, 'hastb', 'mount /dev')).toEqual([1])
    expect(told(records, 'hastb').at(-1)![1]).toBe('start mysql')
    expect([runs(records, 'hastb'), of(records, 'mount', 'hastb')]).toEqual([true, []])
  })

  test('a link at once: devd is told before hastd is there; the address has a MASTER, and no disk', () => {
    const events = [
      { at: '90s', run: 'hasta', command: 'reboot' },
      { at: '90s', run: 'hastb', command: 'reboot' },
    ]
    const booted = (link: string) => {
      const records = night({ link, events, until: '300s' })
      return [states(records, 'hasta', 100).at(-1), of(records, 'role', 'hasta').at(-1)!.to]
    }
    expect(booted('0s')).toEqual(['MASTER', 'init'])
    expect(booted('2.5s')).toEqual(['MASTER', 'primary'])
  })

  test('devd does one thing after another: a LINK_DOWN waits until the script is done with master', () => {
    const records = night({ events: [TRY, { at: '101s', run: 'hastb', command: 'ifconfig carp0 down' }] })
    const [down = 0] = of(records, 'devd', 'hastb').flatMap(({ t, type }) =>
      type === 'LINK_DOWN' && t >= 101e6 ? [t / 1e6] : [],
    )
    const begun = of(records, 'script', 'hastb').filter(
      ({ command, exit }) => command.endsWith('switch slave') && exit === null,
    )
    expect([down, begun.at(-1)!.t / 1e6 > 110]).toEqual([101, true])
  })
})

describe.skipIf(!isThere)(titled('CARP, HAST and MySQL: what else is not so'), () => {
  test('mysql-server with 000 is passed by at boot; where a package makes it 555 again, it is not', () => {
    const reboot = { at: '90s', run: 'hasta', command: 'reboot' }
    const started = (events: readonly object[]) =>
      of(night({ events, until: '300s' }), 'service', 'hasta').some(
        ({ t, name, runs: is }) => name === 'mysql' && is && t > 95e6 && t < 135e6,
      )
    expect(started([reboot])).toBe(false)
    expect(started([{ at: '89s', run: 'hasta', command: 'chmod 555 /usr/local/etc/rc.d/mysql-server' }, reboot])).toBe(
      true,
    )
  })

  test('there is no /var/log/message, and no man hast', () => {
    const typed = (at: number, command: string) => ({ at: `${at}s`, run: 'hasta', command })
    const records = night({ events: [typed(90, 'cat /var/log/message'), typed(91, 'man hast')] })
    expect(printed(records, 'hasta', 90)).toEqual([
      'cat: /var/log/message: No such file or directory\n',
      'No manual entry for hast\n',
    ])
  })
})
