import alea from 'seedrandom/lib/alea.js'

const HOUR = 3_600
/** How often a fault comes, in seconds. */
const EVERY = HOUR

const ADDRESSES: Readonly<Record<string, string>> = { hasta: '192.168.1.51', hastb: '192.168.1.52' }
const SHARED = '192.168.1.50'

/** What devd calls: the storage and the server follow the address. */
const SWITCH = `#!/bin/sh
tell() { logger -p local0.debug -t carp-switch "$1"; }
case "$1" in
master)
  tell 'becoming primary'
  sleep 3
  left=7
  while pgrep -f 'hastd: data \\(secondary\\)' > /dev/null && [ $left -gt 0 ]; do
    left=$((left - 1))
    sleep 1
  done
  hastctl role primary data || { tell 'cannot become primary'; exit 1; }
  for i in $(jot 60); do
    [ -c /dev/hast/data ] && break
    sleep 0.5
  done
  [ -c /dev/hast/data ] || { tell 'there is no device'; exit 1; }
  mkdir -p /data
  fsck -p -y -t ufs /dev/hast/data
  mount /dev/hast/data /data
  service mysql-server onestart
  tell 'primary'
  ;;
slave)
  tell 'becoming secondary'
  if mount | grep -q '^/dev/hast/data on '; then
    service mysql-server onestop
    sleep 0.5
    umount -f /data
  fi
  sleep 3
  hastctl role secondary data || exit 1
  tell 'secondary'
  ;;
esac
`

function machine(name: string, advskew: number): string {
  const event = (type: string, says: string) => `notify 30 {
  match "system" "IFNET"; match "subsystem" "carp0"; match "type" "${type}";
  action "/usr/local/sbin/carp-switch ${says}";
};
`
  const files = {
    '/etc/rc.conf': `hostname="${name}.example.org"
ifconfig_em0="inet ${ADDRESSES[name]} netmask 255.255.255.0"
cloned_interfaces="carp0"
ifconfig_carp0="vhid 1 pass secret advskew ${advskew} ${SHARED} netmask 255.255.255.0"
hastd_enable="YES"
mysql_dbdir="/data/mysql"
`,
    '/boot/loader.conf': 'if_carp_load="YES"\n',
    '/etc/sysctl.conf': 'net.inet.carp.preempt=1\n',
    '/etc/hast.conf': `resource data {
  on hasta { local /dev/ad6 remote ${ADDRESSES['hastb']} }
  on hastb { local /dev/ad6 remote ${ADDRESSES['hasta']} }
}
`,
    '/usr/local/etc/devd/carp.conf': event('LINK_UP', 'master') + event('LINK_DOWN', 'slave'),
  }
  const texts = Object.entries(files).map(([path, text]) => `      ${path}: ${JSON.stringify(text)}`)
  return `  ${name}:
    interfaces: { em0: { plug: lan } }
    disks: { /dev/ad6: 512MiB }
    services: { mysql: { enabled: false, needs: /data } }
    files:
${texts.join('\n')}
      /usr/local/sbin/carp-switch: { mode: 755, text: ${JSON.stringify(SWITCH)} }
`
}

/** As somebody sets it up by hand, once the scripts of the first boot have given up. */
const SET_UP: readonly string[] = [
  '{ at: 100s, run: hasta, command: "hastctl role init data; hastctl create data" }',
  '{ at: 100s, run: hastb, command: "hastctl role init data; hastctl create data; hastctl role secondary data" }',
  '{ at: 102s, run: hasta, command: "hastctl role primary data; sleep 1; newfs -U /dev/hast/data; carp-switch master" }',
]

/** What may befall a machine, and what somebody does about it; times in seconds. */
const FAULTS: readonly ((host: string, at: number, lasts: number) => readonly string[])[] = [
  (host, at, lasts) => [`{ at: ${at}s, crash: ${host} }`, `{ at: ${at + lasts}s, boot: ${host} }`],
  (host, at, lasts) => [`{ at: ${at}s, unplug: ${host}, for: ${lasts}s }`],
  (host, at) => [`{ at: ${at}s, reboot: ${host} }`],
  (host, at, lasts) => [`{ at: ${at}s, pause: ${host}, for: ${lasts}s }`],
  (host, at, lasts) => [`{ at: ${at}s, cut: ${host} -> any, for: ${lasts}s }`],
  (_, at, lasts) => [`{ at: ${at}s, partition: lan, groups: [[hasta, shop], [hastb]], for: ${lasts}s }`],
  (host, at, lasts) => [`{ at: ${at}s, carp-down: ${host}.em0/1 }`, `{ at: ${at + lasts}s, carp-up: ${host}.em0/1 }`],
]

/** By the book: what hastb wrote alone is given up, and copied from hasta anew; hasta serves again where it does not. */
function recovery(at: number): readonly string[] {
  return [
    `{ at: ${at}s, run: hastb, command: "hastctl status data | grep -q complete || { hastctl role init data; hastctl create data; hastctl role secondary data; }" }`,
    `{ at: ${at + 30}s, run: hasta, command: "pgrep mysqld || carp-switch master" }`,
  ]
}

/** Two machines that share an address and a database, one that writes to it, and a fault an hour, drawn from a seed. */
export function week(hours: number, seed: string): string {
  const draw = alea(seed)
  const below = (count: number) => Math.floor(draw() * count)
  const faults = Array.from({ length: hours - 1 }, (_, hour) => {
    const at = (hour + 1) * EVERY + below(60)
    const host = below(2) === 0 ? 'hasta' : 'hastb'
    return [...FAULTS[below(FAULTS.length)]!(host, at, 1 + below(120)), ...recovery(at + 600)]
  })
  const events = [...SET_UP, ...faults.flat()].map((event) => `  - ${event.replace(/ }$/, ', even-if-inert: true }')}`)
  return `carpsim: 1
title: A week with a fault an hour
seed: 1
until: ${hours}h
system: freebsd-9.3
hosts:
${machine('hasta', 0)}${machine('hastb', 100)}  shop:
    system: client
    interfaces: { em0: { address: 192.168.1.60/24, plug: lan } }
    writer: { to: ${SHARED}, every: 2s }
events:
${events.join('\n')}
`
}
