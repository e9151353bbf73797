import type { Stage } from '../compile.ts'
import { drawn, spanText } from '../drawn.ts'
import { cableName, plugged } from './cables.ts'
import type { ActionOf, Step, VerbRules } from './rule.ts'

type Flap = ActionOf<'flap'>

/** A cable that is out and in again, for times that are drawn: each cable from a stream of its own. */
export const FLAPPING: VerbRules<'flap'> = {
  flap: {
    deed: (action, stage) => {
      const out = plugged(action, stage, false)
      return typeof out === 'string' ? out : () => undefined
    },
    words: (action) => `cable ${cableName(action)} flaps: out ${spanText(action.down)}, in ${spanText(action.up)}`,
    undo: ({ down: _, up: __, ...cable }) => ({ ...cable, verb: 'plug' }),
    course: flaps,
  },
}

function* flaps({ down, up, ...cable }: Flap, { world }: Stage): Generator<Step> {
  const stream = () => world.random.stream(`flap ${cableName(cable)}`)
  yield { after: 0, action: { ...cable, verb: 'unplug' } }
  for (;;) {
    yield { after: drawn(down, stream), action: { ...cable, verb: 'plug' } }
    yield { after: drawn(up, stream), action: { ...cable, verb: 'unplug' } }
  }
}
