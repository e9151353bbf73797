import type { Course } from '../../engine/course.ts'
import { formatIpv4, type Ipv4 } from '../../network/address.ts'
import { dateTime } from '../date.ts'
import { absolute } from '../disk.ts'
import { bodyOf, fetched, type Got, secondsOf, type Target, targetOf } from './fetch.ts'
import { addressOf } from './names.ts'
import { type Options, readOptions } from './options.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call, Program } from './program.ts'

/** Exit codes of wget(1). */
const NETWORK_FAILURE = 4
const SERVER_ERROR = 8

/** wget of Debian: -q, -O FILE (`-`: to stdout), -T SECONDS, -t TRIES, of which one is made. */
export const wget: Program = (call, args) => {
  const options = readOptions(args, 'qO:T:t:')
  const [url, ...more] = options?.rest ?? []
  if (options === undefined || url === undefined || more.length > 0)
    return failed('wget: missing URL\nUsage: wget [OPTION]... [URL]...', 1)
  const target = targetOf(url)
  if (target === undefined) return failed(`${url}: Invalid URL`, 1)
  const address = addressOf(call, target.host)
  return address === undefined ? unknown(target, options) : fetching(call, target, address, options)
}

function unknown({ host }: Target, { given }: Options): Outcome {
  const words = `Resolving ${host}... failed: Name or service not known.\nwget: unable to resolve host address \`${host}'`
  return given.has('q') ? { stdout: '', stderr: '', exit: NETWORK_FAILURE } : failed(words, NETWORK_FAILURE)
}

const WHY: Readonly<Record<Extract<Got, { failed: unknown }>['failed'], string>> = {
  refused: 'Connection refused',
  unreachable: 'No route to host',
  reset: 'Connection reset by peer',
  'timed out': 'Connection timed out',
  'given up': 'Connection timed out',
}

function* fetching(call: Call, target: Target, address: Ipv4, { given }: Options): Course<Outcome> {
  const { host: name, port, path } = target
  const at = `${formatIpv4(address)}:${port}`
  const head = `--${dateTime(call.host.clock.now)}--  http://${name}${port === 80 ? '' : `:${port}`}${path}\n`
  const begun = `${head}Connecting to ${at}... `
  const { got, connected } = yield* fetched(call, { ...target, address }, secondsOf(given.get('T')) ?? null)
  const told = (stderr: string) => (given.has('q') ? '' : stderr)
  const sent = `${begun}connected.\nHTTP request sent, awaiting response... `
  if ('failed' in got) {
    const why = WHY[got.failed]
    const stderr = connected ? `${sent}Read error (${why}) in headers.\n` : `${begun}failed: ${why}.\n`
    return { stdout: '', stderr: told(stderr), exit: NETWORK_FAILURE }
  }
  const status = got.page?.status ?? 200
  if (status >= 400) {
    const stamp = dateTime(call.host.clock.now)
    return {
      stdout: '',
      stderr: told(`${sent}${status} Not Found\n${stamp} ERROR ${status}: Not Found.\n\n`),
      exit: SERVER_ERROR,
    }
  }
  const body = bodyOf(got.page)
  const file = given.get('O') ?? (path.slice(path.lastIndexOf('/') + 1) || 'index.html')
  if (file !== '-') call.space.files.write(absolute(file, call.directory), body)
  const length = `${sent}200 OK\nLength: ${body.length} [text/html]\nSaving to: \`${file === '-' ? 'STDOUT' : file}'\n\n`
  return { stdout: file === '-' ? body : '', stderr: told(length), exit: 0 }
}
