import type { TimerName } from '../../trace/record.ts'
import { count, roughly } from '../words.ts'
import type { Card, CutWay, Machine, PingScene, Timer, VhostScene } from './shapes.ts'

const TIMERS: Readonly<Record<TimerName, string>> = {
  advertise: 'advertises',
  'master-down': 'master down',
  'master-down-inet6': 'master down (IPv6)',
}

/** `master down in 0.41 s` */
export function timerWords({ name, left }: Timer): string {
  return `${TIMERS[name]} ${left === 0 ? 'now' : `in ${roughly(left)}`}`
}

/** `advskew 10`, and what it is with its demotion; advbase where it is not 1. */
export function skewWords({ advbase, advskew, advertises }: VhostScene): string {
  const demoted = advertises === advskew ? '' : `, advertises ${advertises}`
  return `${advbase === 1 ? '' : `advbase ${advbase} `}advskew ${advskew}${demoted}`
}

/** What is not as it should be with a card: empty where all is well. */
export function cardWords({ carrier, up, cuts, hindrances }: Card): string[] {
  return [...(carrier ? [] : ['no carrier']), ...(up ? [] : ['down']), ...cutWords(cuts), ...hindrances]
}

const SHOWN = 2

function cutWords(cuts: readonly CutWay[]): string[] {
  const isBoth = ({ other, family }: CutWay) =>
    cuts.filter((cut) => cut.other === other && cut.family === family).length === 2
  const said = cuts.flatMap((cut) => {
    const { way, other, family } = cut
    const whom = `${other}${family === undefined ? '' : family === 'inet' ? ' (IPv4)' : ' (IPv6)'}`
    if (isBoth(cut)) return way === 'out' ? [`cut off from ${whom}`] : []
    return [way === 'out' ? `cut to ${whom}` : `cut from ${whom}`]
  })
  const more = said.length - SHOWN
  return more > 0 ? [...said.slice(0, SHOWN), count(more, 'more cut')] : said
}

/** What a machine is, besides its virtual hosts: off, paused, demoted, preempting. */
export function machineWords({ preempt, demotion }: Machine): string {
  return [...(preempt ? ['preempt on'] : []), ...(demotion === 0 ? [] : [`demotion ${demotion}`])].join(', ')
}

/** How pings go: `by skunk1`, `no answer 1.5 s`. */
export function pingWords({ by, lasts }: PingScene): string {
  if (by === null) return 'nothing known yet'
  return by.length === 0 ? `no answer ${roughly(lasts)}` : `by ${by.join(' and ')}`
}
