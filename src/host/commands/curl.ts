import type { Course } from '../../engine/course.ts'
import { type Micros, SECOND } from '../../time.ts'
import { absolute } from '../disk.ts'
import { bodyOf, fetched, type Got, secondsOf, type Target, targetOf } from './fetch.ts'
import { addressOf } from './names.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome, printed } from './outcome.ts'
import type { Program } from './program.ts'

/** Exit codes of curl(1). */
const EXIT = { unresolved: 6, refused: 7, 'given up': 28, reset: 56 } as const

/** curl of Debian: -s, -S, -f, -i, -m SECONDS, -o FILE. */
export const curl: Program = (call, args) => {
  const options = readOptions(args.flatMap(long), 'sSfiIm:o:')
  const [url, ...more] = options?.rest ?? []
  if (options === undefined || url === undefined || more.length > 0)
    return failed("curl: try 'curl --help' for more information", 2)
  const target = targetOf(url)
  const address = target && addressOf(call, target.host)
  if (target === undefined) return failed('curl: (3) URL using bad/illegal format or missing URL', 3)
  if (address === undefined) return failed(`curl: (6) Could not resolve host: ${target.host}`, EXIT.unresolved)
  const { given } = options
  const patience = secondsOf(given.get('m')) ?? null
  return (function* (): Course<Outcome> {
    const since = call.host.clock.uptime
    const { got } = yield* fetched(call, { ...target, address }, patience)
    const time = call.host.clock.uptime - since
    if ('failed' in got) return given.has('s') && !given.has('S') ? quiet(got) : complaint(got, target, time)
    if (given.has('f') && (got.page?.status ?? 200) >= 400)
      return failed(`curl: (22) The requested URL returned error: ${got.page!.status}`, 22)
    const text = `${given.has('i') ? `HTTP/1.1 ${got.page?.status ?? 200}\n\n` : ''}${bodyOf(got.page)}`
    const file = given.get('o')
    if (file !== undefined) call.space.files.write(absolute(file, call.directory), text)
    return printed(file === undefined ? text : '')
  })()
}

const LONG: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    '--silent': '-s',
    '--show-error': '-S',
    '--fail': '-f',
    '--include': '-i',
    '--max-time': '-m',
    '--connect-timeout': '-m',
    '--output': '-o',
  }),
)

function long(word: string): string[] {
  const [name = '', value] = word.split('=', 2)
  const short = LONG.get(name)
  return short === undefined ? [word] : [short, ...(value === undefined ? [] : [value])]
}

type Failed = Extract<Got, { failed: unknown }>

function exitOf({ failed: why }: Failed): number {
  return why === 'reset' ? EXIT.reset : why === 'given up' || why === 'timed out' ? EXIT['given up'] : EXIT.refused
}

function quiet(got: Failed): Outcome {
  return { stdout: '', stderr: '', exit: exitOf(got) }
}

function complaint(got: Failed, { host, port }: Target, time: Micros): Outcome {
  const exit = exitOf(got)
  const ms = Math.floor(time / (SECOND / 1000))
  const words = {
    refused: `Failed to connect to ${host} port ${port}: Connection refused`,
    unreachable: `Failed to connect to ${host} port ${port}: No route to host`,
    reset: 'Recv failure: Connection reset by peer',
    'timed out': `Failed to connect to ${host} port ${port}: Connection timed out`,
    'given up': `Connection timed out after ${ms} milliseconds`,
  }[got.failed]
  return failed(`curl: (${exit}) ${words}`, exit)
}
