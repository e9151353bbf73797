import { failed, printed } from '../outcome.ts'
import type { Program } from '../program.ts'
import { ipAddress } from './ip-address.ts'
import { ipLink } from './ip-link.ts'
import { ipNeighbour } from './ip-neighbour.ts'
import { ipRoute } from './ip-route.ts'
import type { Look, Talk } from './ip-words.ts'

/** Any beginning of a word calls it, and of two the first one (iproute2, ip.c, cmds). */
const OBJECTS: readonly (readonly [string, Talk])[] = [
  ['address', ipAddress],
  ['route', ipRoute],
  ['neighbor', ipNeighbour],
  ['neighbour', ipNeighbour],
  ['link', ipLink],
]

const USAGE = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
       ip [ -force ] -batch filename
where  OBJECT := { address | link | neighbour | route }
       OPTIONS := { -4 | -6 | -o[neline] | -br[ief] | -V[ersion] }
`

/** ip(8) of iproute2. */
export const ip: Program = (call, args) => {
  const count = args.findIndex((word) => !word.startsWith('-'))
  const options = count === -1 ? args : args.slice(0, count)
  const look: Record<'brief' | 'oneLine', boolean> & { family: Look['family'] } = {
    brief: false,
    oneLine: false,
    family: null,
  }
  for (const word of options) {
    const option = word.replace(/^--?/, '')
    if (option === '4' || option === '6') look.family = option === '4' ? 'inet' : 'inet6'
    else if (option !== '' && 'oneline'.startsWith(option)) look.oneLine = true
    else if (option.length > 1 && 'brief'.startsWith(option)) look.brief = true
    else if (option !== '' && 'Version'.startsWith(option)) return printed('ip utility, iproute2-ss150210\n')
    else if (!/^(?:s|d|c|stat.*|det.*|color.*)$/.test(option))
      return failed(`Option "${word}" is unknown, try "ip -help".`, 255)
  }
  const [object, ...words] = args.slice(options.length)
  if (object === undefined || object === 'help') return { stdout: '', stderr: USAGE, exit: 255 }
  const talk = OBJECTS.find(([name]) => name.startsWith(object))?.[1]
  return talk?.(call, words, look) ?? failed(`Object "${object}" is unknown, try "ip help".`)
}
