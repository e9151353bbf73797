import type { Listen } from '../../services/http/options.ts'
import { readAddress } from './addresses.ts'
import * as read from './fields.ts'
import { allReserved, piece, pieces } from './piece.ts'

const LISTENS = 'listens is a port, such as 80, or an IPv4 address with one, such as 172.16.0.1:80'

export const apache2 = piece('apache2', {
  autostart: read
    .flag('autostart')
    .default(true)
    .describe('Whether it runs once the machine is up; true unless said. /etc/init.d/apache2 start does it, too.'),
  listens: read
    .field(LISTENS, readListens, { type: 'string', pattern: '^(?:[0-9.]+:)?[0-9]{1,5}$' })
    .exactOptional()
    .describe('Where it listens, in place of what /etc/apache2/ports.conf says: 80, or 172.16.0.1:80.'),
})

/** What serves on a machine. */
export const services = piece(
  'services',
  { apache2: pieces('one', () => apache2, 'The web server of Debian, which serves /var/www.') },
  allReserved('mysql'),
)

function readListens(text: string): Listen | undefined {
  const [, host, digits = ''] = /^(?:([^:]*):)?(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (port < 1 || port > 65_535) return undefined
  if (host === undefined) return { address: null, port }
  const address = readAddress(host)
  return typeof address === 'number' ? { address, port } : undefined
}
