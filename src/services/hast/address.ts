import { type Address, formatAddress, parseAddress } from '../../network/address.ts'

export const PORT = 8_457

export interface Endpoint {
  readonly address: Address
  readonly port: number
}

interface Readable {
  read(path: string): { readonly is: string } | { readonly error: string }
}

/** `tcp4://10.0.0.2:8457`, `10.0.0.2`, `[2001:db8::2]:8457`, a name of /etc/hosts; undefined: that is no address. */
export function endpointOf(text: string, files: Readable): Endpoint | undefined {
  const rest = text.replace(/^tcp[46]?:\/\//, '')
  const [, name = rest, port = `${PORT}`] = /^\[(.*)\](?::(\d+))?$/.exec(rest) ?? /^([^:]*):(\d+)$/.exec(rest) ?? []
  const address = parseAddress(name) ?? named(name, files)
  return address === undefined ? undefined : { address, port: Number(port) }
}

function named(name: string, files: Readable): Address | undefined {
  const hosts = files.read('/etc/hosts')
  if ('error' in hosts) return undefined
  for (const line of hosts.is.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (names.includes(name)) return parseAddress(address)
  }
  return undefined
}

/** As hastd logs it: `tcp4://10.0.0.2:8457`. */
export function shown(address: Address, port: number): string {
  const text = formatAddress(address)
  return typeof address === 'number' ? `tcp4://${text}:${port}` : `tcp6://[${text}]:${port}`
}
