import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'

/** Who does what is done now, and can be woken. */
export interface Doing {
  readonly current: { wake(): void } | null
}

/** Begins something, and waits until it is done: whoever is at it tells what came of it. */
export function* until<T>({ current }: Doing, begin: (done: (is: T) => void) => void): Course<T> {
  const came: T[] = []
  begin((is) => {
    came.push(is)
    current?.wake()
  })
  // What wakes a process may be something else.
  while (came.length === 0) yield UNTIL_WOKEN
  return came[0]!
}
