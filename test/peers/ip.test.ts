import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'

// The programs of this machine, in a network of its own: what ip(8) and ifconfig(8) say, and how they end.
const MAC = '02:00:00:00:00:01'
const MAKE = `ip link add eth0 address ${MAC} type bridge && ip link set lo up && ip link set eth0 up && ip addr add 10.0.0.1/24 brd + dev eth0`
const TRIED = spawnSync('unshare', ['-rn', 'sh', '-c', `${MAKE} && ifconfig eth0 && route -n && ip -V && ip neigh`])
const absent = TRIED.status !== 0

/** What is typed one after the other. */
const LINES = `
ip -4 addr show eth0
ip addr add 10.0.0.100/24 dev eth0 label eth0:0
ip addr add 10.0.0.101/24 brd + dev eth0
ip addr add 10.7.0.1/16 dev eth0
ip -4 addr show eth0
ip -4 -o addr show eth0
ip -4 -br addr show eth0
ip addr show eth0 label eth0:0
ip -4 addr show secondary
ip -4 addr show to 10.0.0.100
ip addr add 10.0.0.300 dev eth0
ip addr add 10.0.0.3/24 dev eth9
ip addr add 10.0.0.3/24
ip addr show dev eth9
ip addr add 10.0.0.3/24 dev eth0 foo
ip foo
ip addr foo
ip link set eth9 up
ip route
ip route add default via 10.0.0.2
ip route add default via 10.0.0.2
ip route add 10.9.0.0/16 via 10.0.0.3
ip route add 192.168.3.0/24 dev eth0
ip route
ip route show default
ip route show dev eth0
ip route del 10.9.0.0/16
ip route del 10.9.0.0/16
ip route replace default via 10.0.0.3
ip route show default
route -n
route add -net 192.168.7.0 netmask 255.255.255.0 gw 10.0.0.2
route add -host 192.168.9.9 gw 10.0.0.2
route add -net 192.168.8.0/24 gw 10.99.0.8
route -n
route del default
route del default
ifconfig eth0:1 172.16.0.1 netmask
ifconfig eth0:2 10.3.3.3 netmask 255.255.255.0 broadcast 10.3.3.9
ifconfig eth0:3 192.168.7.7/28
ip -4 addr show eth0
ifconfig eth0:2 down
ifconfig eth0:2 down
ifconfig eth0:9 netmask 255.255.0.0
ifconfig eth0:9 up
ifconfig eth9
ifconfig eth9 up
ifconfig eth9:0 10.0.0.1
ifconfig eth0:4 10.4.4.4 netmask 255.0.255.0
ifconfig eth0 add 10.0.0.55
ip -4 addr show eth0
ifconfig eth0 del 10.0.0.55
ifconfig -x
ifconfig eth0:1 0.0.0.0
ip -4 addr show eth0
ip link set eth0 down
ip route
ip link set eth0 up
ip route
ip addr del 10.0.0.1/24 dev eth0
ip -4 addr show eth0
ip addr flush dev eth0
ip -4 addr show eth0
arp -n
arp -d 10.0.0.9
`
  .trim()
  .split('\n')

/** What no other version says so, and what a bridge is otherwise. */
function compared(text: string): string {
  return text
    .replace(/^\d+: (eth0)/gm, 'N: $1')
    .replace(/qdisc \S+/g, 'qdisc Q')
    .replace(/Error: ipv4: Address already assigned\./g, 'RTNETLINK answers: File exists')
    .replace(/ linkdown /g, ' ')
    .replace(/<NO-CARRIER,BROADCAST,MULTICAST,UP>|<BROADCAST,MULTICAST,UP,LOWER_UP>/g, '<UP>')
    .replace(/state \S+/g, 'state S')
    .replace(/\b(?:UP|DOWN) {10,}/g, 'S ')
    .replace(/^Usage:[\s\S]*/m, 'Usage')
    .trimEnd()
}

test.skipIf(absent)('ip, route, ifconfig and arp say what those of Linux say, and end as they do', () => {
  const script = LINES.map((line) => `echo "== ${line}"; ${line} 2>&1; echo "= $?"`)
  const { stdout } = spawnSync('unshare', ['-rn', 'sh'], { input: [MAKE, ...script].join('\n') })
  const real = stdout.toString().split(/^(?=== )/m)

  const events = LINES.map((line, i) => `  - { at: ${i + 1}s, run: a, command: ${JSON.stringify(line)} }`)
  const scenario = `carpsim: 1
until: ${LINES.length + 10}s
hosts:
  a: { system: client, interfaces: { eth0: { address: 10.0.0.1/24, plug: lan, mac: "${MAC}" } } }
events:
${events.join('\n')}
`
  const outputs = simulate(loadScenario(scenario, 'peers.yaml')).records.flatMap((record) =>
    record.kind === 'output' ? [record] : [],
  )
  const own = LINES.map((line, i) => `== ${line}\n${compared(outputs[i]!.text)}\n= ${outputs[i]!.exit}`)
  expect(own).toEqual(
    real.map((block) => {
      const [, head = '', text = '', exit = ''] = /^(== .*)\n([\s\S]*?)= (\d+)\n$/.exec(block) ?? []
      return `${head}\n${compared(text)}\n= ${exit}`
    }),
  )
})
