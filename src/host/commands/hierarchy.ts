import type { Userland } from '../../carp/system.ts'
import { isGnu } from '../manners.ts'
import { DEBIAN_DIRECTORIES } from './debian/install.ts'

/** hier(7): directories that are there though nothing that is played lies in them. */
const BSD = [
  '/home',
  '/mnt',
  '/usr/local/bin',
  '/usr/local/etc',
  '/usr/local/lib',
  '/usr/local/libexec',
  '/usr/local/sbin',
  '/usr/local/share',
  '/usr/share',
  '/usr/src',
  '/var/db',
  '/var/mail',
  '/var/run',
  '/var/spool',
  '/var/tmp',
]
const FREEBSD = ['/etc/defaults', '/lib', '/libexec', '/media', '/proc', '/rescue', '/usr/local/etc/rc.d', '/usr/ports']
const DEBIAN = [
  '/home',
  '/lib',
  '/media',
  '/mnt',
  '/opt',
  '/srv',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/usr/src',
  '/var/lib',
  '/var/mail',
  '/var/spool',
  '/var/tmp',
]

export function directoriesOf(userland: Userland | undefined): readonly string[] {
  if (userland === 'Debian') return [...DEBIAN_DIRECTORIES, ...DEBIAN]
  if (isGnu(userland)) return DEBIAN
  return userland?.startsWith('FreeBSD') ? [...BSD, ...FREEBSD] : BSD
}
