import type { Body } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { World } from './world.ts'

/** Something happens to a machine, and causes what is done then. */
export function causing({ world }: { readonly world: World }, body: Body, act: (noted: Link | null) => void): void {
  const { engine, trace } = world
  const { cause } = engine
  const noted = trace.note(body)
  engine.cause = noted
  act(noted)
  engine.cause = cause
}
