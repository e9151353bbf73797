import type { z } from 'zod'
import type { Runs } from '../runs.ts'
import type { Action, Verb } from '../scenario.ts'
import * as read from '../schema/fields.ts'
import type { AnyPiece } from '../schema/form.ts'
import { timing, triggering } from '../schema/lists.ts'
import { MEANINGS } from '../schema/meanings.ts'
import { piece } from '../schema/piece.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'
import { type Names, Targets } from './targets.ts'

type Timing = z.output<z.ZodObject<typeof timing & typeof triggering>>
type Arguments<S extends z.ZodRawShape> = z.output<z.ZodObject<S & typeof timing>>

/** An event, as far as its verb goes. Undefined parts: there were complaints. */
export interface ReadEvent {
  readonly timing: Timing | undefined
  readonly action: Action | undefined
}

export interface ReadVerb {
  /** Its keys, those of all events among them. */
  readonly piece: AnyPiece
  read(reader: Reader, path: Path, names: Names): ReadEvent
}

/** What only some systems can do. */
export interface Ability {
  has(system: Runs): boolean
  /** As in "FreeBSD 9.3 has no …". */
  readonly what: string
  /** What to write, with the name of the host. */
  readonly instead: (host: string) => string
}

interface Definition<T extends object, S extends z.ZodRawShape> {
  /** What it acts on. */
  target(on: Targets): T | undefined
  readonly arguments: S
  action(target: T, said: Arguments<S>, on: Targets): Action | undefined
  readonly needs?: Ability
}

/** How a verb is written. */
export function define<T extends object, S extends z.ZodRawShape>(verb: Verb, definition: Definition<T, S>): ReadVerb {
  const shape = {
    ...timing,
    ...triggering,
    [verb]: read.text(verb).describe(MEANINGS[verb]),
    ...definition.arguments,
  } as unknown as S & typeof timing
  const whole = piece(verb, shape)
  return {
    piece: whole,
    read: (reader, path, names) => {
      const said = reader.check(whole, path)
      const on = new Targets(reader, path, verb, names)
      const target = reader.at(on.at)?.kind === 'text' ? definition.target(on) : undefined
      if (target !== undefined && definition.needs) checkAbility(definition.needs, target, on)
      const action = said && target !== undefined ? definition.action(target, said, on) : undefined
      return { timing: said as Timing | undefined, action }
    },
  }
}

function checkAbility({ has, what, instead }: Ability, target: object, on: Targets): void {
  if (!('host' in target)) return
  const { system, spec } = on.known(String(target.host))
  if (system.runs === 'nothing') on.wrong(`${spec.name} is a client: it has no ${what}; leave the event out`)
  else if (!has(system)) on.wrong(`${spec.name} runs ${system.title}, which has no ${what}; ${instead(spec.name)}`)
}
