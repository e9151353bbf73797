import { expect, test } from 'vitest'
import { Simulator, simulate } from '../../../src/simulate.ts'
import type { TraceRecord } from '../../../src/trace/record.ts'
import { boot, of, pairOf } from '../booted.ts'

const METAL = 'link: 2.5s'
const PREEMPT = { '/etc/sysctl.conf': 'net.inet.carp.preempt=1\n' }

function stages(records: readonly TraceRecord[], host = 'a'): string[] {
  return of(records, 'boot', host).flatMap(({ t, stage, lasts }) =>
    lasts === undefined ? [] : [`${(t / 1e6).toFixed(1)} ${stage}`],
  )
}

function printed(records: readonly TraceRecord[], host = 'a'): string[] {
  return of(records, 'output', host).flatMap(({ text }) => (text === '' ? [] : [text.trimEnd()]))
}

function transitions(records: readonly TraceRecord[], host = 'a'): string[] {
  return of(records, 'transition', host).map(({ t, to }) => `${(t / 1e6).toFixed(1)} ${to}`)
}

test('a machine of metal comes up in the order of rc, and each stage follows from the one before', () => {
  const { records } = boot({ startup: METAL })
  expect(stages(records)).toEqual([
    '0.0 firmware',
    '15.0 loader',
    '25.0 kernel',
    '33.0 fsck',
    '35.0 sysctl',
    '35.1 netif',
    '35.6 netif',
    '35.6 devd',
    '35.8 network',
    '36.3 syslogd',
    '36.5 services',
    '39.5 login',
  ])
  const boots = of(records, 'boot')
  expect(boots.slice(1).map(({ cause }) => cause)).toEqual(boots.slice(0, -1).map(({ id }) => id))
  expect(of(records, 'power')[0]!.id).toBe(boots[0]!.cause)
  // Its card has a link 2.5 s after netif, and waits three seconds for a MASTER from then on.
  expect(transitions(records)).toEqual(['38.1 BACKUP', '41.1 MASTER'])
})

test('until its kernel runs a machine hears and sends nothing, and nobody can type anything', () => {
  const { records } = boot({
    startup: METAL,
    events: ['{ at: 20s, run: a, command: ifconfig, even-if-inert: true }'],
  })
  expect(records.filter(({ kind, t }) => kind === 'inert' && t === 20e6)).toMatchObject([
    { reason: 'a has no kernel yet: it boots' },
  ])
  const adverts = of(records, 'advert')
  expect(adverts[0]!.t).toBeGreaterThan(41e6)
})

test('loader.conf says how long the loader waits; NO and -1 mean not at all', () => {
  const at = (delay: string) =>
    stages(boot({ startup: 'link: 0s', files: { '/boot/loader.conf': `autoboot_delay="${delay}"\n` } }).records)[2]
  expect(['3', 'NO', '-1', 'soon'].map(at)).toEqual(['18.0 kernel', '15.0 kernel', '15.0 kernel', '25.0 kernel'])
})

test('what sysctl.conf says is set at each boot; what was set by hand is lost', () => {
  const events = [
    '{ at: 20s, run: a, command: sysctl net.inet.carp.log=2 }',
    '{ at: 21s, run: b, command: sysctl net.inet.carp.preempt=1 }',
    '{ at: 25s, reboot: a }',
    '{ at: 25s, reboot: b }',
    '{ at: 50s, run: a, command: sysctl net.inet.carp.preempt net.inet.carp.log }',
    '{ at: 50s, run: b, command: sysctl net.inet.carp.preempt }',
  ]
  const { records } = boot({ files: PREEMPT, events })
  expect(printed(records)).toEqual([
    'net.inet.carp.preempt: 0 -> 1',
    'net.inet.carp.log: 1 -> 2',
    'net.inet.carp.preempt: 0 -> 1',
    'net.inet.carp.preempt: 1\nnet.inet.carp.log: 1',
  ])
  expect(printed(records, 'b').at(-1)).toBe('net.inet.carp.preempt: 0')
})

test('a file that was edited counts from the next boot on', () => {
  const events = [
    '{ at: 10s, run: a, command: vim /etc/sysctl.conf, input: net.inet.carp.preempt=1 }',
    '{ at: 11s, run: a, command: sysctl net.inet.carp.preempt }',
    '{ at: 12s, reboot: a }',
    '{ at: 40s, run: a, command: sysctl net.inet.carp.preempt }',
  ]
  const lines = printed(boot({ events }).records).filter((text) => text.startsWith('net'))
  expect(lines).toEqual(['net.inet.carp.preempt: 0', 'net.inet.carp.preempt: 0 -> 1', 'net.inet.carp.preempt: 1'])
})

test('an orderly reboot says no goodbye: the machine advertises until its card is silent', () => {
  const { records } = boot({ events: ['{ at: 20s, reboot: a }'] })
  const adverts = of(records, 'advert').filter(({ t }) => t > 20e6 && t < 30e6)
  expect(adverts.every(({ advskew }) => advskew === 0)).toBe(true)
  expect(adverts.length).toBeGreaterThan(6)
  expect(of(records, 'power').map(({ t, power }) => `${t / 1e6} ${power}`)).toEqual(['0 on', '28 off', '28 on'])
  const [taken] = of(records, 'transition', 'b').filter(({ to }) => to === 'MASTER')
  expect(taken!.t / 1e6).toBeGreaterThan(28 + 2.39)
  expect(taken!.t / 1e6).toBeLessThan(28 + 3.4)
})

test('a file system that was not left in order is checked, which takes its time', () => {
  const after = (event: string) => {
    const { records } = boot({
      events: [`{ at: 20s, ${event}: a }`, ...(event === 'reboot' ? [] : ['{ at: 30s, boot: a }'])],
    })
    const fsck = of(records, 'boot').filter(({ stage }) => stage === 'fsck')
    return [fsck.map(({ lasts }) => lasts! / 1e6), of(records, 'log').some(({ line }) => /not properly/.test(line))]
  }
  expect(after('crash')).toEqual([[0, 10], true])
  expect(after('shutdown').at(0)).toEqual([0, 0])
  expect(after('reboot')).toEqual([[0, 0], false])
})

test('a kernel without CARP makes no carp interface, and has no sysctls of it; a module that is loaded late helps from then on', () => {
  const events = [
    '{ at: 10s, run: a, command: ifconfig carp0 create }',
    '{ at: 11s, run: a, command: kldload if_carp }',
    '{ at: 12s, run: a, command: service netif restart }',
    '{ at: 20s, run: a, command: sysctl net.inet.carp.preempt }',
  ]
  const { records } = boot({ files: { '/boot/kernel/kernel': 'ident GENERIC\n', ...PREEMPT }, events })
  expect(printed(records).slice(0, 4)).toEqual([
    "sysctl: unknown oid 'net.inet.carp.preempt'",
    'ifconfig: SIOCIFCREATE2: Invalid argument',
    'ifconfig: SIOCIFCREATE2: Invalid argument',
    expect.stringContaining('Stopping Network'),
  ])
  // The other one has the address, and keeps it.
  expect(transitions(records).map((line) => line.split(' ')[1])).toEqual(['BACKUP'])
  // sysctl.conf has had its turn.
  expect(printed(records).at(-1)).toBe('net.inet.carp.preempt: 0')
})

test('the loader loads the module under the name that the system has for it', () => {
  const kernel = { '/boot/kernel/kernel': 'ident GENERIC\n' }
  const load = (line: string) => boot({ files: { ...kernel, '/boot/loader.conf': line } }).records
  const loaded = load('if_carp_load="YES"\n')
  expect(transitions(loaded).at(-1)).toContain('MASTER')
  const wrong = load('carp_load="YES"\n')
  expect(transitions(wrong)).toEqual([])
  expect(of(wrong, 'boot').flatMap(({ says }) => says ?? [])).toContain("can't find 'carp'")
})

test('FreeBSD 12 has no carp interfaces: the files of FreeBSD 8 make nothing there', () => {
  const { records } = boot({ system: 'freebsd-12' })
  expect(printed(records)).toEqual(['ifconfig: SIOCIFCREATE2: Invalid argument'])
  expect(of(records, 'transition')).toEqual([])
})

test('without a line for its card the virtual address has no parent', () => {
  const conf = 'cloned_interfaces="carp0"\nifconfig_carp0="vhid 1 pass secret 10.0.0.3/24"\n'
  const { records } = boot({ files: { '/etc/rc.conf': conf } })
  expect(printed(records)).toEqual(["ifconfig: ioctl (SIOCAIFADDR): Can't assign requested address"])
  expect(of(records, 'transition')).toEqual([])
})

test('quotes of a typesetter: one line makes an interface of a strange name, the other is a command', () => {
  const conf = [
    'ifconfig_em0="inet 10.0.0.1/24"',
    'cloned_interfaces=”carp0″',
    'ifconfig_carp0=”vhid 1 pass secret 10.0.0.3 netmask 255.255.255.0″',
    '',
  ].join('\n')
  const { records } = boot({ files: { '/etc/rc.conf': conf } })
  expect(of(records, 'command').map(({ command }) => command)).toContain("ifconfig '”carp0″' create")
  expect(of(records, 'boot').flatMap(({ says }) => says ?? [])).toContain('1: not found')
  expect(of(records, 'transition')).toEqual([])
})

test('a crash in the middle of a boot ends it, and the next one begins anew', () => {
  const { records } = boot({
    startup: METAL,
    until: '120s',
    events: ['{ at: 30s, crash: a }', '{ at: 40s, boot: a }', '{ at: 60s, reboot: a }'],
  })
  expect(stages(records).filter((line) => line.endsWith('firmware'))).toEqual([
    '0.0 firmware',
    '40.0 firmware',
    '60.0 firmware',
  ])
})

test('a boot empties /var/run, and what else is on the disk stays', () => {
  const { records } = boot({
    until: '60s',
    events: [
      '{ at: 10s, run: a, command: "touch /var/run/here /var/db.here" }',
      '{ at: 11s, crash: a }',
      '{ at: 12s, boot: a }',
      '{ at: 50s, run: a, command: ls /var/run /var/db.here }',
    ],
  })
  const texts = of(records, 'output').flatMap(({ t, text }) => (t >= 50e6 ? [text] : []))
  expect(texts.join('')).toContain('/var/db.here')
  expect(texts.join('')).not.toMatch(/^here$/m)
})

test('what one run leaves on disks, in queues and in daemons is gone in the next one; what is recorded makes no difference', () => {
  const scenario = pairOf({
    files: {
      ...PREEMPT,
      '/etc/devd.conf': 'notify 9 { match "subsystem" "carp0"; action "sleep 3"; action "ifconfig carp0"; };\n',
    },
    events: [
      '{ at: 6s, crash: b }',
      '{ at: 8s, boot: b }',
      '{ at: 10s, run: a, command: vim /etc/sysctl.conf, input: net.inet.carp.log=2 }',
      '{ at: 11s, run: a, command: service devd restart }',
      '{ at: 12s, pause: a, for: 5s }',
      '{ at: 20s, reboot: a }',
      '{ at: 55s, shutdown: b }',
    ],
  })
  const simulator = new Simulator(scenario)
  const { records, counters } = simulator.run()
  expect(simulator.run().records).toEqual(records)
  expect(simulate(scenario).records).toEqual(records)
  const changes = simulate(scenario, { level: 'changes' }).records
  expect(transitions(changes)).toEqual(transitions(records))
  expect(simulate(scenario, { level: 'metrics' }).counters).toEqual(counters)
})
