import type { Cable, Switch } from './hardware.ts'

/**
 * The cables over which frames go: all that are alive, but for those that would close a circle. Which those are, the
 * order of the file decides, where real switches compare priorities, costs and MACs. A tree is grown anew at once, as
 * by rapid spanning tree (IEEE 802.1D-2004, 17) on full-duplex cables.
 */
export function spanningTree(cables: readonly Cable[]): ReadonlySet<Cable> {
  const alive = cables.filter((cable) => cable.live)
  const part = new Map<Switch, Switch>()
  const partOf = (one: Switch): Switch => {
    const above = part.get(one)
    return above === undefined ? one : partOf(above)
  }
  // A switch that teams cables passes nothing from one to another: they close no circle.
  const [teamed, others] = [alive.filter(isTeamed), alive.filter((cable) => !isTeamed(cable))]
  const open = new Set<Cable>(teamed)
  // Where no end of it can be blocked, a cable carries frames whatever comes of it.
  for (const cable of [...others.filter((one) => !mayBlock(one)), ...others.filter(mayBlock)]) {
    const [a, b] = cable.ends.map((end) => partOf(end.on)) as [Switch, Switch]
    if (a !== b) part.set(b, a)
    else if (mayBlock(cable)) continue
    open.add(cable)
  }
  return open
}

function mayBlock({ ends }: Cable): boolean {
  return ends.some(({ on }) => on.options.spanningTree)
}

function isTeamed({ name, ends }: Cable): boolean {
  return ends.some(({ on }) => on.teams(name))
}
