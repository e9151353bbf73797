import { loadScenario } from '../../../src/scenario/load.ts'

const START = 'fsck -p -y /dev/ad6; mount /dev/ad6 /data; service mysql-server start'

/** A machine with a MySQL that loses its power at these times, and is there again after a while each time. */
export function crashing(crashes: readonly number[], flushLog: number, seed: string) {
  const times = crashes.toSorted((a, b) => a - b)
  const events = times.flatMap((at, i) => [
    `{ at: ${20 * i + 12}.${String(at).padStart(3, '0')}s, crash: db1, even-if-inert: true }`,
    `{ at: ${20 * i + 16}s, boot: db1, even-if-inert: true }`,
    `{ at: ${20 * i + 18}s, run: db1, command: "${START}" }`,
  ])
  const end = 20 * times.length + 15
  return loadScenario(
    `
carpsim: 1
seed: ${seed}
until: ${end + 10}s
hosts:
  db1:
    system: freebsd-9.3
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    disks: { /dev/ad6: 64MiB }
    services: { mysql: { needs: /data, enabled: false, start: 500ms, stop: 500ms, recovery: 700ms, flush-log: ${flushLog} } }
    files:
      /etc/fstab: ""
  laptop:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    writer: { to: 10.0.0.1, every: 37ms }
events:
  - { at: 1s, run: db1, command: "newfs -U /dev/ad6 && mkdir /data && mount /dev/ad6 /data" }
  - { at: 3s, run: db1, command: "service mysql-server onestart" }
${events.map((event) => `  - ${event.replace('service mysql-server start', 'service mysql-server onestart')}`).join('\n')}
  - { at: ${end}s, run: db1, command: "service mysql-server onestop; umount /data" }
`,
    'crashing.yaml',
  )
}
