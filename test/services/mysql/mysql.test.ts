import { expect, test } from 'vitest'
import { loadScenario } from '../../../src/scenario/load.ts'
import { simulate } from '../../../src/simulate.ts'
import { measure } from '../../../src/trace/fold.ts'
import { dataSafety } from '../../../src/trace/folds/data-safety.ts'
import { hastConf, printed, recordsOf } from '../hast/pair.ts'

interface Told {
  readonly mysql?: string
  readonly events: readonly string[]
  readonly until?: string
  readonly rc?: string
}

const MOUNTED = '{ at: 4s, run: db1, command: "newfs -U /dev/ad6 && mkdir /data && mount /dev/ad6 /data" }'

/** A machine with a MySQL, and a shop that writes to it. */
function played({ mysql = 'needs: /data, enabled: false', events, until = '40s', rc }: Told) {
  const scenario = loadScenario(
    `
carpsim: 1
until: ${until}
hosts:
  db1:
    system: freebsd-9.3
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24] }]
    disks: { /dev/ad6: 64MiB }
    services: { mysql: { ${mysql} } }
    ${rc === undefined ? '' : `files: { /etc/rc.conf.local: ${JSON.stringify(rc)} }`}
  shop:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    writer: { to: 10.0.0.3, every: 100ms }
events:
${events.map((event) => `  - ${event}`).join('\n')}
`,
    'mysql.yaml',
  )
  const { records } = simulate(scenario)
  return { records, safety: measure(records, scenario.until, dataSafety()) }
}

function services(records: ReturnType<typeof played>['records']): string[] {
  return recordsOf(records, 'service').map(
    ({ t, runs, says }) =>
      `${(t / 1e6).toFixed(2)} ${runs ? 'runs' : 'runs no more'}${says === undefined ? '' : `: ${says}`}`,
  )
}

test('it takes its time to make a database, to start, to stop, and to recover', () => {
  const { records } = played({
    mysql: 'needs: /data, enabled: false, start: 4s, stop: 2s, install: 3s, recovery: 6s',
    events: [
      MOUNTED,
      '{ at: 10s, run: db1, command: service mysql-server onestart }',
      '{ at: 20s, run: db1, command: service mysql-server onestop; service mysql-server onestart }',
      '{ at: 30s, crash: db1 }',
      '{ at: 32s, boot: db1 }',
      '{ at: 33s, run: db1, command: "fsck -p -y /dev/ad6; mount /dev/ad6 /data; service mysql-server onestart" }',
    ],
    until: '45s',
  })
  expect(services(records)).toMatchInlineSnapshot(`
    [
      "17.00 runs",
      "22.00 runs no more",
      "26.01 runs",
      "40.22 runs",
    ]
  `)
})

test('a start-up script that cannot be executed is passed by, and a shell that reads it does what it says', () => {
  const { records } = played({
    events: [
      MOUNTED,
      '{ at: 6s, run: db1, command: "chmod 000 /usr/local/etc/rc.d/mysql-server; service mysql-server onestart" }',
      '{ at: 8s, run: db1, command: /usr/local/etc/rc.d/mysql-server onestart }',
      '{ at: 10s, run: db1, command: sh /usr/local/etc/rc.d/mysql-server start }',
      '{ at: 12s, run: db1, command: sh /usr/local/etc/rc.d/mysql-server onestart }',
    ],
  })
  expect(printed(records).slice(1)).toMatchInlineSnapshot(`
    [
      "6.000000 db1 mysql-server does not exist in /etc/rc.d or the local startup
    directories (/usr/local/etc/rc.d), or is not executable
    (exit 1)",
      "8.000000 db1 /usr/local/etc/rc.d/mysql-server: Permission denied
    (exit 126)",
      "10.000070 db1 Cannot 'start' mysql. Set mysql_enable to YES in /etc/rc.conf or use 'onestart' instead of 'start'.
    (exit 0)",
      "18.000070 db1 Starting mysql.
    (exit 0)",
    ]
  `)
  expect(services(records)).toEqual(['17.01 runs'])
})

test('it does not start at an address that its machine does not have', () => {
  const { records } = played({
    mysql: 'needs: /data, enabled: false, bind: 10.0.0.4',
    events: [
      MOUNTED,
      '{ at: 6s, run: db1, command: service mysql-server onestart }',
      '{ at: 30s, run: db1, command: "tail -2 /data/mysql/db1.err; service mysql-server onestop" }',
    ],
  })
  expect(services(records)).toEqual([
    "11.01 runs no more: Can't start server: Bind on TCP/IP port: Can't assign requested address",
  ])
  expect(printed(records).at(-1)).toContain('mysql not running? (check /data/mysql/db1.pid).')
})

test('where its data are not mounted it makes a new database, and serves that: nobody finds his own', () => {
  const { records, safety } = played({
    mysql: 'needs: /data',
    events: [MOUNTED.replace('4s', '0.5s'), '{ at: 10s, crash: db1 }', '{ at: 15s, boot: db1 }'],
    until: '60s',
  })
  const [data] = safety.data
  expect(data!.acknowledged.length).toBeGreaterThan(10)
  expect(data!.takeovers).toMatchObject([{ host: 'db1', empty: true, missing: data!.acknowledged.length }])
  expect(safety.writers[0]!.failing).toMatch(/ERROR 1049 \(42000\): Unknown database 'shop'/)
  expect(recordsOf(records, 'unwritten').at(-1)!.by).toBe('db1')
})

test('it dies when its file system goes under it, and a client is told in the field’s own words', () => {
  const { records, safety } = played({
    events: [
      MOUNTED,
      '{ at: 6s, run: db1, command: service mysql-server onestart }',
      '{ at: 20s, run: db1, command: umount /data }',
      '{ at: 25s, run: db1, command: umount -f /data }',
    ],
  })
  expect(printed(records).some((line) => line.includes('umount: unmount of /data failed: Device busy'))).toBe(true)
  expect(services(records).at(-1)).toBe('25.00 runs no more: its file system is gone')
  const errors = [...safety.writers[0]!.errors.keys()].map((error) => error.slice(0, 'ERROR 2003'.length))
  expect(new Set(errors)).toEqual(new Set(['ERROR 2003', 'ERROR 2013']))
})

test('when it cannot close its files it says so, and its end is told once', () => {
  const { records } = simulate(
    loadScenario(
      `
carpsim: 1
system: freebsd-9.3
until: 40s
hosts:
  a:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    startup: { firmware: 0s, loader: 0s, kernel: 0s, fsck: 0s, link: 0s, unclean: 0s }
    disks: { /dev/ad6: 64MiB }
    files:
      /etc/rc.conf: |
        hostname="a.example.org"
        ifconfig_em0="inet 10.0.0.1/24"
        mysql_enable="NO"
        mysql_dbdir="/data/mysql"
      /etc/hast.conf: ${JSON.stringify(hastConf({}))}
  b: { system: client, interfaces: { em0: { address: 10.0.0.2/24, plug: lan } } }
events:
  - { at: 10s, run: a, command: hastctl create test && /etc/rc.d/hastd onestart && hastctl role primary test }
  - { at: 12s, run: a, command: newfs -U /dev/hast/test && mkdir /data && mount /dev/hast/test /data }
  - { at: 14s, run: a, command: service mysql-server onestart }
  # Nobody writes: that its disk has gone it sees at the end.
  - { at: 30s, run: a, command: pkill hastd }
  - { at: 32s, run: a, command: service mysql-server onestop }
`,
      'mysql.yaml',
    ),
  )
  expect(services(records)).toEqual(['19.00 runs', '35.00 runs no more: Device not configured'])
})
