import type { Listen } from '../../services/http/options.ts'
import * as addresses from './addresses.ts'
import * as read from './fields.ts'
import { piece } from './piece.ts'

const LISTENS = 'listens is a port, such as 80, or an IPv4 address with one, such as 172.16.0.1:80'

function time(name: string, example: string, says: string) {
  return read.time(name, example).exactOptional().describe(says)
}

/** What serves on a machine. Each service has some of these. */
export const service = piece('a service', {
  autostart: read
    .flag('autostart')
    .exactOptional()
    .describe(
      'apache2: whether it runs once the machine is up; true unless said. /etc/init.d/apache2 start does it, too.',
    ),
  listens: read
    .field(LISTENS, readListens, { type: 'string', pattern: '^(?:[0-9.]+:)?[0-9]{1,5}$' })
    .exactOptional()
    .describe('apache2: where it listens, in place of what /etc/apache2/ports.conf says: 80, or 172.16.0.1:80.'),
  start: time('start', '4s', 'From its start until it serves; 2s unless said.'),
  stop: time('stop', '2s', 'How long it takes to stop; 1s unless said, 3s for mysql.'),
  needs: read
    .words('needs is where a file system must be mounted, such as /hast/test')
    .exactOptional()
    .describe('Where a file system must be mounted, or it does not run; of mysql, the one that its data lie on.'),
  enabled: read
    .flag('enabled')
    .exactOptional()
    .describe('Whether it is started at boot; true unless said, and where there is an rc.conf, as that has it.'),
  recovery: time('recovery', '6s', 'mysql: from its start until it serves, where it was not stopped in order; 5.4s.'),
  install: time('install', '3s', 'mysql: how long a new, empty database takes to make; 3s unless said.'),
  directory: read
    .words('directory is where the data of mysql are, such as /hast/test/mysql')
    .exactOptional()
    .describe('mysql: where its data are, unless rc.conf says; mysql below what it needs, or /var/db/mysql.'),
  bind: addresses
    .ipv4('bind is the IPv4 address at which mysql listens, such as 10.0.0.3')
    .exactOptional()
    .describe('mysql: the address at which it listens, unless rc.conf says; at all of the host unless said.'),
  'flush-log': read
    .whole(0, 2, 'flush-log is 0, 1 or 2, as innodb_flush_log_at_trx_commit')
    .exactOptional()
    .describe('mysql: 1 writes each commit to the disk before it is acknowledged, 0 and 2 once a second; 1.'),
})

function readListens(text: string): Listen | undefined {
  const [, host, digits = ''] = /^(?:([^:]*):)?(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (port < 1 || port > 65_535) return undefined
  if (host === undefined) return { address: null, port }
  const address = addresses.readAddress(host)
  return typeof address === 'number' ? { address, port } : undefined
}
