import type { UserSpace } from '../../user-space.ts'

/** What ifup has brought up, a line each: `eth0=eth0`. */
const STATE = '/run/network/ifstate'

export function broughtUp({ files }: UserSpace): readonly string[] {
  const text = files.read(STATE)
  return 'is' in text ? text.is.split('\n').flatMap((line) => line.split('=', 1).filter((name) => name !== '')) : []
}

export function remember({ files }: UserSpace, names: readonly string[]): void {
  files.makeAll('/run/network')
  files.write(STATE, names.map((name) => `${name}=${name}\n`).join(''))
}
