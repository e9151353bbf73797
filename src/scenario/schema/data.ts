import * as addresses from './addresses.ts'
import * as read from './fields.ts'
import { piece } from './piece.ts'

/** An application on a host that writes again and again. */
export const writer = piece('a writer', {
  on: read
    .words('on is what it writes to: a device such as /dev/ad6, or a directory of a file system such as /hast/test')
    .exactOptional()
    .describe('A device, or a directory on a file system that is mounted: an application on this host writes there.'),
  to: addresses
    .ipv4('to is the IPv4 address of a MySQL, such as 10.0.0.3')
    .exactOptional()
    .describe('The address of a MySQL: it inserts rows there, over the network.'),
  every: read.duration('every', '100ms').describe('How often.'),
  port: read.whole(1, 65_535, 'port is 1 to 65535').exactOptional().describe('With to: the port; 3306 unless said.'),
  database: read
    .words('database is the name of a database')
    .exactOptional()
    .describe('With to: the database of its table; shop unless said.'),
})
