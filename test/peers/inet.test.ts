import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { broadcastOf, type Ifaddr, Inet } from '../../src/host/inet.ts'
import { formatIpv4, formatPrefix, type Ipv4, netmask, parseIpv4 } from '../../src/network/address.ts'

// The kernel of this machine, in a network of its own: what ifconfig(8) and ip(8) make of the addresses of a card.
const MAKE = 'ip link add eth0 type bridge && ip link set eth0 up'
const absent =
  spawnSync('unshare', [
    '-rn',
    'sh',
    '-c',
    `${MAKE} && ifconfig eth0 && cat /proc/sys/net/ipv4/conf/eth0/promote_secondaries`,
  ])
    .stdout?.toString()
    .trimEnd()
    .endsWith('0') !== true

const ADDRESSES = ['10.0.0.1', '10.0.0.3', '10.0.1.3', '172.16.0.1', '192.168.0.9'].map((text) => parseIpv4(text)!)
const LABELS = ['eth0', 'eth0:0', 'eth0:up']
const LENGTHS = [8, 16, 24, 30, 31, 32]

interface Step {
  readonly shell: string
  play(inet: Inet): void
}

function stepOf(pick: <T>(list: readonly T[]) => T): Step {
  const [label, alias, address, length] = [pick(LABELS), pick(LABELS.slice(1)), pick(ADDRESSES), pick(LENGTHS)]
  const text = formatIpv4(address)
  const broadcast = broadcastOf(address, length)
  const brd = broadcast === null ? '' : ` brd ${formatIpv4(broadcast)}`
  const steps: readonly Step[] = [
    { shell: `ifconfig ${label} ${text}`, play: (inet) => inet.setAddress(label, address) },
    { shell: `ifconfig ${label} netmask ${formatIpv4(netmask(length))}`, play: (inet) => inet.setMask(label, length) },
    { shell: `ifconfig ${label} broadcast ${text}`, play: (inet) => inet.setBroadcast(label, address) },
    { shell: `ifconfig ${alias} down`, play: (inet) => inet.takeDown(alias) },
    {
      shell: `ip addr add ${text}/${length}${brd} label ${label} dev eth0`,
      play: (inet) => inet.add({ label, address, length, broadcast }),
    },
    { shell: `ip addr del ${text}/${length} dev eth0`, play: (inet) => remove(inet, address, length) },
  ]
  return pick(steps)
}

function remove(inet: Inet, address: Ipv4, length: number): void {
  const one = inet.list.find((other) => other.address === address && other.length === length)
  if (one !== undefined) inet.remove(one)
}

function shown(inet: Inet): string {
  const lines = inet.list.map(
    (one) => `${prefixOf(one)} scope global${inet.isSecondary(one) ? ' secondary' : ''} ${one.label}`,
  )
  return lines.join('\n')
}

function prefixOf(one: Ifaddr): string {
  return `${formatPrefix(one)}${one.broadcast === null ? '' : ` brd ${formatIpv4(one.broadcast)}`}`
}

/** Small, and the same on every machine. */
function picker(seed: number): <T>(list: readonly T[]) => T {
  let state = seed
  return (list) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return list[Math.floor((state / 2_147_483_648) * list.length)]!
  }
}

test.skipIf(absent)('the addresses of a card become what the kernel of Linux makes of them, step by step', () => {
  const steps = Array.from({ length: 12 }, (_, seed) => {
    const pick = picker(seed + 1)
    return Array.from({ length: 60 }, () => stepOf(pick))
  })
  const script = steps.map((run) => [
    'ip addr flush dev eth0',
    ...run.map(
      ({ shell }) => `${shell} 2>/dev/null; echo "== ${shell}"; ip -4 addr show eth0 | sed -n 's/^ *inet //p'`,
    ),
  ])
  const { stdout } = spawnSync('unshare', ['-rn', 'sh'], { input: [MAKE, ...script.flat()].join('\n') })
  const seen = stdout.toString()
  const expected = steps.flatMap((run) => {
    const inet = new Inet([])
    return run.map(({ shell, play }) => {
      play(inet)
      return [`== ${shell}`, shown(inet)].filter((part) => part !== '').join('\n')
    })
  })
  expect(seen.trimEnd()).toBe(expected.join('\n'))
})
