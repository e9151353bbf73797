import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordsOf } from './story.ts'

const PHRASES = `
  vhid 1, vhid 2, vhid 3, vhid 0, vhid 256, pass secret, pass '', advbase 2, advbase 0, advskew 10, advskew -5,
  advskew 255, state master, state backup, state init, up, down, inet, netmask 0xffffff00, alias 10.0.0.100/24,
  alias 10.0.0.101, 10.0.1.100/32, 10.0.1.100/32 alias, alias 192.168.0.1/24, -alias 10.0.0.100, 10.0.1.100 delete,
  -alias, 10.0.0.1/24, destroy, vhid, x
`
  .trim()
  .split(/,\s+/)
const SYSCTLS = 'allow=0 allow=1 preempt=1 demotion=240 demotion=-20 ifdown_demotion_factor=1 log=2 x'.split(' ')

const ifconfig = fc
  .tuple(
    fc.constantFrom('carp0', 'carp1', 'carp2 create', 'em0', 'em1', '-k em0', 'lo0', '-a'),
    fc.array(fc.constantFrom(...PHRASES), { maxLength: 5 }),
  )
  .map(([device, phrases]) => ['a# ifconfig', device, ...phrases].join(' '))
const sysctl = fc.constantFrom(...SYSCTLS).map((word) => `a# sysctl net.inet.carp.${word}`)
const fault = fc.constantFrom('unplug a.em0', 'plug a.em0', 'send-error a.em0 4', 'crash a', 'boot a')
const blocks = fc.array(fc.oneof({ weight: 8, arbitrary: ifconfig }, sysctl, fault), { minLength: 4, maxLength: 24 })

test.each(['freebsd-9.3', 'freebsd-12', 'freebsd-14'])('%s: whatever is typed, it ends and says how', (system) => {
  const host = `hosts
a ${system} em0=10.0.0.1/24 em1=10.0.1.1/24
  em0 vhid 1 pass secret 10.0.0.100/24
  em1 vhid 2 pass secret 10.0.1.100/24`
  let masters = 0
  fc.assert(
    fc.property(blocks, (done) => {
      const story = [host, ...done.flatMap((block, i) => [`run ${4 * (i + 1)}s`, block])]
      for (const record of recordsOf(story.join('\n\n'))) {
        if (record.kind === 'output') expect(record.exit === 0 || record.text !== '').toBe(true)
        if (record.kind === 'transition' && record.to === 'MASTER') {
          expect(record).toMatchObject({ from: 'BACKUP' })
          expect(record.vhid).toBeGreaterThan(0)
          masters += 1
        }
        if (record.kind === 'demotion' && system === 'freebsd-9.3') expect(record.total).toBeGreaterThanOrEqual(0)
      }
    }),
  )
  expect(masters).toBeGreaterThan(200)
})

const WORDS = `
  cat tail head grep ls cd pwd mkdir cp mv ln rm touch echo vim hostname date uname dmesg logger sleep ping arp tcpdump kldload
  kldstat kldunload service /etc/rc.d/devd make sysinstall netstat shutdown reboot halt ifconfig sysctl true false nothing
  -a -n -f -r -s -p -c -d -i -T -v -l -1 1 0.5 3 -5 x carp carp0 em0 em9 10.0.0.2 10.0.0.9 10.0.0.100 now +1 devd netif restart
  status stop start /etc /etc/rc.conf /var/log/messages /tmp/a /tmp/a/b a b .. . / - pf if_carp down up buildkernel KERNCONF=A
  net.inet.carp '' '.*' '(' /usr/src /boot/kernel/kernel
`
  .trim()
  .split(/\s+/)
const simple = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
const typed = fc
  .array(fc.tuple(simple, fc.constantFrom(' && ', ' || ', '; ')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([command, next], i) => (i === parts.length - 1 ? command : command + next)).join(''))

test.each(['freebsd-9.3', 'freebsd-14', 'openbsd-7.7', 'netbsd-2015'])(
  '%s: whatever programs are called, nothing is thrown, each has its end, and again it is the same',
  (system) => {
    const host = (name: string, place: number) =>
      `${name} ${system} em0=10.0.0.${place}/24\n  em0 vhid 1 pass secret 10.0.0.100/24`
    const start = ['hosts', host('a', 1), host('b', 2)].join('\n')
    let printed = 0
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 8 }), (lines) => {
        const blocks = lines.flatMap((line, i) => [`run ${5 * (i + 1)}s`, `a# ${line}`, 'boot a'])
        const story = [start, ...blocks, `run ${5 * lines.length + 300}s`].join('\n\n')
        const records = recordsOf(story)
        for (const record of records) {
          if (record.kind !== 'output') continue
          printed += 1
          expect(record.exit).toBeGreaterThanOrEqual(0)
          expect(record.text.length).toBeLessThan(70_000)
        }
        expect(recordsOf(story)).toEqual(records)
      }),
      { numRuns: 25 },
    )
    expect(printed).toBeGreaterThan(50)
  },
  60_000,
)
