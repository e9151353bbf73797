import { type Ipv4, parseIpv4 } from '../../network/address.ts'
import { linesOf } from './paths.ts'
import type { Call } from './program.ts'

/** The address of a name: it is one, or /etc/hosts has it; undefined: nobody knows it. */
export function addressOf({ space }: Pick<Call, 'space'>, name: string): Ipv4 | undefined {
  const hosts = space.files.read('/etc/hosts')
  const lines = 'is' in hosts ? linesOf(hosts.is) : []
  const words = lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
  const found = words.find(([, ...names]) => names.includes(name))?.[0]
  return parseIpv4(found ?? (name === 'localhost' ? '127.0.0.1' : name))
}
