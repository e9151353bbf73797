import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'

const WORDS = `
  ifconfig ip route arp arping ping ps pgrep pkill kill /bin/kill killall start-stop-daemon service update-rc.d insserv apt-get wget
  tar make ifup ifdown sysctl reboot halt poweroff shutdown dmesg uname hostname sudo run-parts invoke-rc.d ucarp sleep cat rm
  addr link route neigh show add del set flush get replace dev via default up down eth0 eth9 lo eth0:0 eth0:ucarp netmask broadcast
  label to primary secondary brd + - -4 -6 -o -br -a -n -e -f -l -x -q -v -c -d -p -r -s -w -i -I -U -D -A -h -k now +1 ax aux -ef -o
  pid,args 1 2 701 702 0 -9 -TERM -USR1 -0 10.0.0.1/24 10.0.0.100 10.0.0.100/32 10.0.0.2 10.9.0.0/16 255.255.255.0 0.0.0.0 gw -net
  -host --start --stop --status --exec /bin/sleep --pidfile /var/run/a.pid --background --make-pidfile --quiet --retry 1 --oknodo --
  300 nap late defaults remove enable disable install ucarp apache2 start stop restart status all --all --force -z -B
  net.ipv4.ip_forward=1 net.ipv4.ip_forward /etc/init.d /etc/init.d/nap /etc/network/if-up.d sleep '(' '.*' ''
`
  .trim()
  .split(/\s+/)

const simple = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 7 }).map((words) => words.join(' '))
const typed = fc.array(simple, { minLength: 1, maxLength: 4 }).map((commands) => commands.join('; '))

const SCENARIO = (events: readonly string[]) => `
carpsim: 1
until: ${events.length * 20 + 200}s
system: ucarp
hosts:
  a:
    interfaces: { eth0: { plug: lan } }
    startup: { firmware: 0s, loader: 0s, kernel: 1s, fsck: 0s, link: 0s }
    files:
      /etc/init.d/nap: { mode: 755, text: "#!/bin/sh\\nsleep 2\\necho nap $1\\n" }
      /etc/network/interfaces: |
        auto lo eth0
        iface lo inet loopback
        iface eth0 inet static
          address 10.0.0.1
          netmask 255.255.255.0
          gateway 10.0.0.2
          ucarp-vid 1
          ucarp-vip 10.0.0.100
          ucarp-password secret
        iface eth0:ucarp inet static
          address 10.0.0.100
          netmask 255.255.255.255
  b:
    interfaces: { eth0: { address: 10.0.0.2/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.100], password: secret, advskew: 100 }]
events:
${events.map((line, i) => `  - { at: ${i * 20 + 10}s, even-if-inert: true, run: a, command: ${JSON.stringify(line)} }`).join('\n')}
  - { at: ${events.length * 20 + 10}s, boot: a, even-if-inert: true }
`

test('whatever programs of Debian are called, nothing is thrown, each has its end, and again it is the same', () => {
  let printed = 0
  fc.assert(
    fc.property(fc.array(typed, { minLength: 1, maxLength: 8 }), (lines) => {
      const scenario = loadScenario(SCENARIO(lines), 'any.yaml')
      const { records } = simulate(scenario)
      for (const record of records) {
        if (record.kind !== 'output') continue
        printed += 1
        expect(record.exit).toBeGreaterThanOrEqual(0)
        expect(record.exit).toBeLessThan(256)
        expect(record.text.length).toBeLessThan(70_000)
      }
      expect(simulate(scenario).records).toEqual(records)
    }),
    { numRuns: 60 },
  )
  expect(printed).toBeGreaterThan(300)
}, 60_000)
