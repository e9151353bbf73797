import type { Stream } from '../../engine/random.ts'
import { formatTime, type Micros } from '../../time.ts'
import type { Span } from '../scenario.ts'

/** A time that is given, or one that is drawn. */
export function drawn(span: Span, stream: () => Stream): Micros {
  return typeof span === 'number' ? span : span.from + stream().below(span.to - span.from)
}

/** `3s`, `1s..3s` */
export function spanText(span: Span): string {
  return typeof span === 'number' ? formatTime(span) : `${formatTime(span.from)}..${formatTime(span.to)}`
}
