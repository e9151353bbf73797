import type { HostFindings } from '../scenario/files.ts'
import { frame } from '../scenario/text/frame.ts'
import { count } from '../views/words.ts'
import { harmless, inAscii, wrapped } from '../views/wrap.ts'

export interface FindingsOptions {
  readonly width: number
  readonly ascii: boolean
  /** Each in its file; else they are counted. */
  readonly listed: boolean
}

/** What was found in the files of machines: how much, or each with the lines where it is. */
export function* findingsText(
  found: readonly HostFindings[],
  { width, ascii, listed }: FindingsOptions,
): Generator<string> {
  if (found.length === 0) return
  const say = (line: string) => (ascii ? inAscii(harmless(line)) : harmless(line))
  const counted = found
    .map(({ host, findings }) => `${count(findings.length, 'finding')} in ${host.name}'s files`)
    .join(', ')
  if (!listed) {
    yield* wrapped(say(`${counted}; --findings lists them`), width)
    return
  }
  for (const host of found) {
    for (const framed of framesOf(host)) yield* ['', ...framed.split('\n').map(say)]
  }
  yield ''
  yield* wrapped(say(counted), width)
}

function* framesOf({ host, findings }: HostFindings): Generator<string> {
  const lines = new Map<string, string[]>()
  for (const { file, place, name, says, instead } of findings) {
    const known = lines.get(file) ?? host.files![file]!.split('\n')
    lines.set(file, known)
    const line = known[place.line - 1]!
    const length = Math.max(1, Math.min(place.end - place.start, line.length - place.column + 1))
    const message = instead === undefined ? says : `${says}; instead: ${instead}`
    yield frame({ file: `${host.name}:${file}`, ...place, length, path: name, message }, known)
  }
}
