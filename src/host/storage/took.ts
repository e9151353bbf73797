import type { Course } from '../../engine/course.ts'
import type { Micros } from '../../time.ts'
import type { Host } from '../host.ts'

type Machine = Pick<Host, 'world'>

/** A while, whoever wakes who waits for it. */
export function* lasting({ world }: Machine, time: Micros): Course<void> {
  const { engine } = world
  const end = engine.now + time
  while (engine.now < end) yield end - engine.now
}

/** Something that takes so long by itself, unless what it waits for takes longer. */
export function* taking<T>(machine: Machine, least: Micros, course: Course<T>): Course<T> {
  const { engine } = machine.world
  const since = engine.now
  const result = yield* course
  yield* lasting(machine, since + least - engine.now)
  return result
}
