import { SECOND } from '../../../time.ts'
import { formatted, fullDate } from '../../date.ts'
import { isGnu } from '../../manners.ts'
import { isOutcome, misused, readFlags } from '../flags.ts'
import { failed, printed } from '../outcome.ts'
import { joined } from '../paths.ts'
import type { Program } from '../program.ts'

/** whoami(1): everybody is root. */
export const whoami: Program = () => printed('root\n')

const ID = {
  name: 'id',
  letters: 'AcgGMnpPru',
  long: { user: 'u', group: 'g', groups: 'G', name: 'n', real: 'r' },
  usage:
    'usage: id [user]\n       id -A\n       id -G [-n] [user]\n       id -g [-nr] [user]\n       id -u [-nr] [user]',
}

/** id(1) */
export const id: Program = (call, args) => {
  const flags = readFlags(call, args, ID)
  if (isOutcome(flags)) return flags
  const [user] = flags.rest
  if (user !== undefined && user !== 'root')
    return failed(flags.gnu ? `id: '${user}': no such user` : `id: ${user}: no such user`)
  const group = flags.gnu ? 'root' : 'wheel'
  const others = flags.gnu ? '' : ',5(operator)'
  if (flags.has('u')) return printed(flags.has('n') ? 'root\n' : '0\n')
  if (flags.has('g')) return printed(flags.has('n') ? `${group}\n` : '0\n')
  if (flags.has('G'))
    return printed(flags.has('n') ? `${group}${flags.gnu ? '' : ' operator'}\n` : `0${flags.gnu ? '' : ' 5'}\n`)
  return printed(`uid=0(root) gid=0(${group}) groups=0(${group})${others}\n`)
}

const DATE = {
  name: 'date',
  letters: 'jnRud:r:v:f:',
  long: { utc: 'u', universal: 'u', date: 'd', reference: 'r' },
  usage:
    'usage: date [-jnRu] [-d dst] [-r seconds] [-t west] [-v[+|-]val[ymwdHMS]] ... \n            [-f fmt date | [[[[[cc]yy]mm]dd]HH]MM[.ss]] [+format]',
}

/** date(1): the time is as it is, and is not set. */
export const date: Program = (call, args) => {
  const flags = readFlags(call, args, DATE)
  if (isOutcome(flags)) return flags
  const given = flags.value('r')
  if (flags.has('dvf')) return failed('date: carpsim shows the time as it is: date, date +FORMAT, date -r SECONDS')
  if (given !== undefined && !/^\d{1,11}$/.test(given)) return misused(call, DATE)
  const now = given === undefined ? call.host.clock.now : Number(given) * SECOND
  const [format] = flags.rest
  if (format !== undefined && !format.startsWith('+'))
    return failed('date: carpsim shows the time as it is, and nobody sets it')
  if (flags.has('R')) return printed(`${formatted(now, '%a, %d %b %Y %T %z')}\n`)
  return printed(`${format === undefined ? fullDate(now) : formatted(now, format.slice(1))}\n`)
}

/** uptime(1) */
export const uptime: Program = ({ host, space }) => {
  const seconds = Math.floor(host.clock.uptime / SECOND)
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  const clock = `${`${hours}`.padStart(2)}:${`${minutes}`.padStart(2, '0')}`
  const short =
    hours > 0 ? clock : isGnu(space.userland) ? `${minutes} min` : minutes === 1 ? '1 min' : `${minutes} mins`
  const up = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${short.trimStart()}`
  if (isGnu(space.userland))
    return printed(` ${formatted(host.clock.now, '%H:%M:%S')} up ${up},  1 user,  load average: 0.00, 0.00, 0.00\n`)
  return printed(`${formatted(host.clock.now, '%l:%M%p')}  up ${up}, 1 user, load averages: 0.00, 0.00, 0.00\n`)
}

/** man(1): there are no pages. */
export const man: Program = (call, args) => {
  const names = args.filter((word) => !word.startsWith('-') && !/^[1-9]$/.test(word))
  const section = args.find((word) => /^[1-9]$/.test(word))
  if (names.length === 0)
    return failed(
      isGnu(call.space.userland)
        ? "What manual page do you want?\nFor example, try 'man man'."
        : 'What manual page do you want?',
    )
  const where = section === undefined ? '' : isGnu(call.space.userland) ? ` in section ${section}` : ''
  const exit = isGnu(call.space.userland) ? 16 : 1
  return { stdout: '', stderr: joined(names.map((name) => `No manual entry for ${name}${where}`)), exit }
}

/** env(1) without a command, and printenv(1): what is exported. */
export function environment(env: ReadonlyMap<string, string>): string {
  return joined([...env].map(([name, value]) => `${name}=${value}`))
}
