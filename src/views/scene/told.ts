import type { Card, Machine, Scene, VhostScene } from './shapes.ts'
import { cardWords, machineWords, pingWords, skewWords, timerWords } from './words.ts'

/** The network in sentences, a machine each, with nothing that is drawn. */
export function sceneTold({ machines }: Scene): string[] {
  return machines.map(machineTold)
}

/** `skunk1: MASTER, holds 10.0.0.3, advskew 10, advertises in 0.4 s; em0 10.0.0.1 on lan; preempt on` */
function machineTold(machine: Machine): string {
  const { name, power, cards, vhosts, pings } = machine
  const words = machineWords(machine)
  const parts = [
    ...(power === 'on' ? vhosts.map((vhost) => vhostTold(vhost, vhosts.length > 1)) : [POWERS[power]]),
    ...cards.map(cardTold),
    ...(words === '' || power === 'off' ? [] : [words]),
    ...pings.map((ping) => `ping ${ping.address} ${pingWords(ping)}`),
  ]
  return `${name}: ${parts.join('; ')}`
}

const POWERS = { off: 'off', paused: 'stands still', on: 'on' } as const

function vhostTold(vhost: VhostScene, several: boolean): string {
  const holds = vhost.holds.length === 0 ? [] : [`holds ${vhost.holds.join(' and ')}`]
  const state = several ? `${vhost.group} ${vhost.state}` : vhost.state
  return [state, ...holds, skewWords(vhost), ...vhost.timers.map(timerWords)].join(', ')
}

function cardTold(card: Card): string {
  return [`${card.name} ${card.address} on ${card.network}`, ...cardWords(card)].join(', ')
}
