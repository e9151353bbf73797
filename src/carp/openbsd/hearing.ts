import { skewMicros } from '../../trace/interval.ts'
import type { Numbers } from '../../trace/record.ts'
import { intervalOf } from '../interval.ts'
import { giveWay } from '../kernel-rules.ts'
import { type Heard, type Port, type Rule, rule } from '../rule.ts'
import type { Vhost } from '../vhost.ts'
import { setRun, takeOver } from './interface.ts'
import type { Release } from './release.ts'

/** What a node makes of an advertisement that was accepted (carp_proto_input_c). */
export function hearingRules(release: Release): Rule[] {
  const comparing = comparisons(release)
  return [...ofMaster(release, comparing), ...ofBackup(release, comparing)]
}

type Comparing = ReturnType<typeof comparisons>

function comparisons(release: Release) {
  const skew = (vhost: Vhost) => release.ownSkew(vhost.advskew, release.demotion(vhost))
  /** As it is compared with the byte of a packet. */
  const demotion = (vhost: Vhost) => release.demotion(vhost) & 0xff
  /** So many times one's own advbase against his, as timercmp() has it: below 0 it is shorter. */
  const order = (times: number, vhost: Vhost, { packet }: Heard) =>
    times * vhost.advbase - packet.advbase || skewMicros(skew(vhost)) - skewMicros(packet.advskew)
  const numbersOf =
    (times: number) =>
    (vhost: Vhost, { packet }: Heard): Numbers => ({
      mine: intervalOf(times * vhost.advbase, skew(vhost)),
      his: intervalOf(packet.advbase, packet.advskew),
      demotion: { mine: demotion(vhost), his: packet.demotion },
    })
  return { demotion, order, numbersOf }
}

function ofMaster(release: Release, { demotion, order, numbersOf }: Comparing): Rule[] {
  const { demotionFirst } = release
  const numbers = numbersOf(1)
  const ways = { setRun: (vhost: Vhost, port: Port) => setRun(release, vhost, port) }
  const yields = (vhost: Vhost, port: Port) => giveWay(vhost, port, ways, '')
  const lessDemoted = rule({
    name: 'less demoted master heard',
    from: 'MASTER',
    on: 'advert',
    when: (vhost, { packet }) => packet.demotion < demotion(vhost),
    numbers,
    then: yields,
  })
  return [
    ...(demotionFirst ? [lessDemoted] : []),
    rule({
      // Equal counts as better.
      name: 'better advertisement heard',
      from: 'MASTER',
      on: 'advert',
      when: (vhost, heard) => {
        const mine = order(1, vhost, heard)
        return (mine > 0 && !demotionFirst) || (mine >= 0 && heard.packet.demotion <= demotion(vhost))
      },
      numbers,
      then: yields,
    }),
    rule({ name: 'worse advertisement heard', from: 'MASTER', on: 'advert', numbers, then: () => undefined }),
  ]
}

function ofBackup(release: Release, { demotion, order, numbersOf }: Comparing): Rule[] {
  const { demotionFirst } = release
  const numbers = numbersOf(1)
  const takesOver = (vhost: Vhost, port: Port) => takeOver(release, vhost, port)
  return [
    rule({
      name: 'slower master heard',
      from: 'BACKUP',
      on: 'advert',
      preempting: true,
      when: (vhost, heard) =>
        order(1, vhost, heard) < 0 && (!demotionFirst || heard.packet.demotion >= demotion(vhost)),
      numbers,
      then: takesOver,
    }),
    rule({
      // Whatever preempt says.
      name: 'more demoted master heard',
      from: 'BACKUP',
      on: 'advert',
      when: (vhost, { packet }) => packet.demotion > demotion(vhost),
      numbers,
      then: takesOver,
    }),
    rule({
      name: 'master too slow',
      from: 'BACKUP',
      on: 'advert',
      when: (vhost, heard) => vhost.advbase > 0 && order(3, vhost, heard) < 0,
      numbers: numbersOf(3),
      then: takesOver,
    }),
    rule({
      name: 'master heard',
      from: 'BACKUP',
      on: 'advert',
      then: (vhost, port, { family }) => setRun(release, vhost, port, family),
    }),
  ]
}
