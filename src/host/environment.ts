import type { Userland } from '../carp/system.ts'
import { isGnu } from './manners.ts'

const ROOT = [
  ['HOME', '/root'],
  ['LOGNAME', 'root'],
  ['USER', 'root'],
] as const
const BSD_ENVIRONMENT: ReadonlyMap<string, string> = new Map<string, string>([
  ...ROOT,
  ['SHELL', '/bin/sh'],
  ['PATH', '/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin'],
])
const LINUX_ENVIRONMENT: ReadonlyMap<string, string> = new Map<string, string>([
  ...ROOT,
  ['SHELL', '/bin/bash'],
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
])

/** What a program of root has in its environment. */
export function environmentOf(userland: Userland | undefined): ReadonlyMap<string, string> {
  return isGnu(userland) ? LINUX_ENVIRONMENT : BSD_ENVIRONMENT
}
