import type { Course } from '../engine/course.ts'
import type { Micros } from '../time.ts'

/**
 * What a shell does over time. It asks for time as a course does, or for another flow to be done first: one level of
 * the shell in another (a function, a `$( )`) does not stand on the native stack, however deep they are.
 */
export interface Flow<T> extends Generator<Micros | Flow<unknown>, T, unknown> {}

/** What is there at once, as a course. */
export function* atOnce<T>(value: T): Course<T> {
  yield* NO_TIME
  return value
}

const NO_TIME: readonly Micros[] = []

/** One level deeper. */
export function* nested<T>(flow: Flow<T>): Flow<T> {
  return (yield flow) as T
}

/** A flow with all its levels, as a course. */
export function* course<T>(first: Flow<T>): Course<T> {
  const levels: Flow<unknown>[] = [first]
  try {
    return yield* climb(levels) as Course<T>
  } finally {
    while (levels.length > 0) levels.pop()!.return(undefined)
  }
}

function* climb(levels: Flow<unknown>[]): Course<unknown> {
  let given: unknown
  let thrown: { readonly what: unknown } | null = null
  for (;;) {
    const top = levels[levels.length - 1]!
    let next: IteratorResult<Micros | Flow<unknown>, unknown>
    try {
      next = thrown === null ? top.next(given) : top.throw(thrown.what)
      thrown = null
    } catch (what) {
      levels.pop()
      if (levels.length === 0) throw what
      thrown = { what }
      continue
    }
    given = undefined
    if (next.done) {
      levels.pop()
      if (levels.length === 0) return next.value
      given = next.value
    } else if (typeof next.value === 'number') yield next.value
    else levels.push(next.value)
  }
}
