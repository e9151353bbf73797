import type { Course } from '../../engine/course.ts'
import { atOnce } from '../../shell/flow.ts'
import type { Io, Sink, Source } from '../../shell/machine.ts'

/** Whoever reads it gets a text, and then the end: what somebody types into a program. */
export function typed(text: string): Source {
  const waiting = text === '' ? [] : [text]
  return {
    read: () => atOnce(waiting.shift() ?? null),
    unread(more) {
      waiting.unshift(more)
    },
  }
}

/** Takes all, and shows nothing: what is written is on the record with the command that writes it. */
const SCREEN: Sink = { isTerminal: true, write: () => atOnce(true) }

/** In front of a terminal, or of nothing: a daemon. */
export function atTerminal(input = ''): Io {
  return { stdin: typed(input), stdout: SCREEN, stderr: SCREEN }
}

/** The same terminal, without those who have been watching what is written there. */
export function unwatched(io: Io): Io {
  const plain = (sink: Sink) => (sink.isTerminal === true ? SCREEN : sink)
  return { stdin: io.stdin, stdout: plain(io.stdout), stderr: plain(io.stderr) }
}

/** All that a program reads, to the end. */
export function* wholeOf(source: Source, most: number): Course<string> {
  let text = ''
  for (let more = yield* source.read(); more !== null; more = yield* source.read()) {
    text += more
    if (text.length > most) return text.slice(0, most)
  }
  return text
}
