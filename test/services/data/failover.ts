import { loadScenario } from '../../../src/scenario/load.ts'

/**
 * As the script of the tutorials, with what it lacks: it waits until its own secondary has seen that the other side is
 * gone, goes on only while the machine is MASTER, and writes nothing more where it has lost its cable.
 */
const SCRIPT = `#!/bin/sh
is_master() { ifconfig carp0 | grep -q 'carp: MASTER'; }
case "$1" in
master)
    while pgrep -f 'hastd: data \\(secondary\\)' > /dev/null; do
        is_master || exit 0
        sleep 1
    done
    is_master || exit 0
    hastctl role primary data || exit 1
    for i in $(jot 60); do
        [ -c /dev/hast/data ] && break
        sleep 0.5
    done
    is_master || { hastctl role secondary data; exit 0; }
    mkdir -p /data
    fsck -p -y -t ufs /dev/hast/data && mount /dev/hast/data /data && service mysql-server onestart
    ;;
slave)
    if mount | grep -q '^/dev/hast/data on '; then
        if ifconfig em0 | grep -q 'status: active'; then
            service mysql-server onestop
        else
            hastctl role init data
            pkill -KILL mysqld
        fi
        umount -f /data
    fi
    hastctl role secondary data
    ;;
esac
`

const RULES = ['UP master', 'DOWN slave']
  .map((one) => one.split(' '))
  .map(
    ([link, role]) => `notify 30 {
  match "system" "IFNET"; match "subsystem" "carp0"; match "type" "LINK_${link}";
  action "/usr/local/sbin/data-role ${role}";
};
`,
  )
  .join('')

const HAST = `resource data {
  replication fullsync
  on a { local /dev/ad6 remote 10.0.0.2 }
  on b { local /dev/ad6 remote 10.0.0.1 }
}
`

function host(name: string, address: string, skew: number): string {
  const rc = `hostname="${name}"
ifconfig_em0="inet ${address}/24"
cloned_interfaces="carp0"
ifconfig_carp0="vhid 1 advskew ${skew} pass secret 10.0.0.3/24"
hastd_enable="YES"
mysql_enable="NO"
mysql_dbdir="/data/mysql"
mysql_args="--bind-address=10.0.0.3"
`
  return `  ${name}:
    interfaces: { em0: { plug: lan } }
    startup: { firmware: 0s, loader: 0s, kernel: 0s, fsck: 0s, unclean: 1s, shutdown: 2s }
    disks: { /dev/ad6: 64MiB }
    services: { mysql: { start: 500ms, stop: 500ms, recovery: 1s, install: 500ms } }
    files:
      /boot/loader.conf: if_carp_load="YES"
      /etc/rc.conf: ${JSON.stringify(rc)}
      /etc/hast.conf: ${JSON.stringify(HAST)}
      /etc/devd/carp.conf: ${JSON.stringify(RULES)}
      /usr/local/sbin/data-role: { mode: 755, text: ${JSON.stringify(SCRIPT)} }
`
}

/** The second from which on all is set up, and somebody writes. */
export const READY = 30

/** Two machines with CARP, devd, the switch script, HAST, UFS and MySQL, and a shop that writes through the address. */
export function failover({ events, seed, until }: { events: readonly string[]; seed: number; until: number }) {
  const all = [
    '{ at: 15s, run: b, command: "hastctl role init data; hastctl create data; hastctl role secondary data" }',
    '{ at: 15s, run: a, command: "hastctl role init data; hastctl create data; hastctl role primary data" }',
    '{ at: 18s, run: a, command: "newfs -U /dev/hast/data && mkdir -p /data && mount /dev/hast/data /data && service mysql-server onestart" }',
    ...events,
  ]
  return loadScenario(
    `carpsim: 1
system: freebsd-9.3
seed: ${seed}
until: ${until}s
hosts:
${host('a', '10.0.0.1', 0)}${host('b', '10.0.0.2', 100)}  shop:
    system: client
    boot: ${READY - 5}s
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    writer: { to: 10.0.0.3, every: 70ms }
events:
${all.map((event) => `  - ${event}`).join('\n')}
`,
    'failover.yaml',
  )
}
