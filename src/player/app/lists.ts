import { doesOf } from './bindings.ts'
import { PAGE } from './obey.ts'
import type { Player } from './state.ts'

const STEPS: Readonly<Record<string, number>> = { up: -1, down: 1, 'page up': -PAGE, 'page down': PAGE }

/** How far a key moves in a list. Arrows always do; where characters mean something else, those that are bound do not. */
export function stepOf(key: string, { keys }: Pick<Player, 'keys'>, characters: boolean): number | undefined {
  const always = STEPS[key.replace('-', ' ')]
  if (always !== undefined) return always
  return characters || Array.from(key).length > 1 ? STEPS[doesOf(key, keys) ?? ''] : undefined
}

export function within(at: number, length: number): number {
  return Math.min(length - 1, Math.max(0, at))
}
