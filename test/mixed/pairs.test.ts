import { expect, test } from 'vitest'
import { allOver, type Play, tableOf } from './pair.ts'

// Who is MASTER in the end where two systems share a network: what is known of the real ones, beside what simulate()
// does. a runs what its row says and has the lower address; b runs what its column says. How the cells are to be read
// stands at tableOf.

interface Fact {
  readonly what: string
  readonly why: string
  readonly play: Play
  /** A table, or what is in all of its cells. */
  readonly is: string
}

const PREEMPT = { preempt: true }
const LATER = { boot: '8s' }
const SLOWER = { advskew: 100 }
const TWO = ['10.0.0.100', '10.0.0.101']

const FACTS: readonly Fact[] = [
  {
    what: 'an equal one boots later',
    why: 'it hears the MASTER in time, and nobody preempts an equal',
    play: { a: PREEMPT, b: { ...PREEMPT, ...LATER } },
    is: 'a',
  },
  {
    what: 'a worse one boots later',
    why: 'no system prefers a longer interval',
    play: { a: PREEMPT, b: { ...PREEMPT, ...LATER, ...SLOWER } },
    is: 'a',
  },
  {
    what: 'a better one boots later, with preempt',
    why: 'all packets are alike, and all digests of one address',
    play: { a: { ...PREEMPT, ...SLOWER }, b: { ...PREEMPT, ...LATER } },
    is: 'b',
  },
  {
    what: 'a better one boots later, without preempt',
    why: 'no system speaks before it must',
    play: { a: SLOWER, b: LATER },
    is: 'a',
  },
  {
    what: 'one with advbase 1 boots later, beside advbase 4, without preempt',
    why: 'advertisements each 4 s are too slow for who waits 3 s',
    play: { a: { advbase: 4 }, b: { boot: '20s' } },
    is: 'b',
  },
  {
    what: 'both boot at once, with preempt',
    why: 'who wrongly won is preempted at its next advertisement',
    play: { a: { ...PREEMPT, ...SLOWER }, b: { ...PREEMPT, advskew: 254 } },
    is: 'a',
  },
  {
    what: 'both boot at once, advskew 100 and 254, without preempt',
    why: 'OpenBSD 7.8 and ucarp wait 4.17 s with advskew 100, the others 3.99 s with 254',
    play: { a: SLOWER, b: { advskew: 254 } },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    a   a   a   a   a   a   a   a   a   a
F9    a   a   a   a   a   a   a   a   a   a
F12   a   a   a   a   a   a   a   a   a   a
F14   a   a   a   a   a   a   a   a   a   a
O44   a   a   a   a   a   a   a   a   a   a
O77   a   a   a   a   a   a   a   a   a   a
O78   b   b   b   b   b   b   a   b   a   a
N7    a   a   a   a   a   a   a   a   a   a
uc    b   b   b   b   b   b   a   b   a   a
ucL   b   b   b   b   b   b   a   b   a   a`,
  },
  {
    what: 'both boot at once, equal, advskew 0',
    why: 'kernels both give way, for ever; a ucarp of the lower address stays; of the higher it says farewell, which knocks a kernel out; on Linux it hears up to a second late, and is MASTER for so long',
    play: { a: {}, b: {} },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    -   -   -   -   -   -   -   -   -   ~
F9    -   -   -   -   -   -   -   -   -   ~
F12   -   -   -   -   -   -   -   -   -   ~
F14   -   -   -   -   -   -   -   -   -   ~
O44   -   -   -   -   -   -   -   -   -   ~
O77   -   -   -   -   -   -   -   -   -   ~
O78   -   -   -   -   -   -   -   -   -   ~
N7    -   -   -   -   -   -   -   -   -   ~
uc    a   a   a   a   a   a   a   a   a   a
ucL   a   a   a   a   a   a   a   a   a   a`,
  },
  {
    what: 'both boot at once, equal, advskew 100',
    why: 'as above among those that wait alike; OpenBSD 7.8 waits longer than the others, and 2 ms longer than ucarp',
    play: { a: SLOWER, b: SLOWER },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    -   -   -   -   -   -   a   -   a   a
F9    -   -   -   -   -   -   a   -   a   a
F12   -   -   -   -   -   -   a   -   a   a
F14   -   -   -   -   -   -   a   -   a   a
O44   -   -   -   -   -   -   a   -   a   a
O77   -   -   -   -   -   -   a   -   a   a
O78   b   b   b   b   b   b   -   b   b   b
N7    -   -   -   -   -   -   a   -   a   a
uc    b   b   b   b   b   b   a   b   a   a
ucL   b   b   b   b   b   b   a   b   a   a`,
  },
  {
    what: 'the MASTER is demoted by 240, with preempt',
    why: 'FreeBSD and OpenBSD 4.4 show advskew 240, which all understand; OpenBSD 7.7 on shows a byte that OpenBSD alone reads',
    play: { a: PREEMPT, b: { ...PREEMPT, ...SLOWER }, events: ['at: 10s, demote: a, by: 240'] },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    .   .   .   .   .   .   .   .   .   .
F9    .   .   .   .   .   .   .   .   .   .
F12   b   b   b   b   b   b   b   b   b   b
F14   b   b   b   b   b   b   b   b   b   b
O44   b   b   b   b   b   b   b   b   b   b
O77   a   a   a   a   b   b   b   a   a   a
O78   a   a   a   a   b   b   b   a   a   a
N7    .   .   .   .   .   .   .   .   .   .
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
  {
    what: 'the MASTER is demoted by 10, with preempt',
    why: 'FreeBSD adds 10 to advskew, which is not enough; OpenBSD is as demoted as by 240',
    play: { a: PREEMPT, b: { ...PREEMPT, ...SLOWER }, events: ['at: 10s, demote: a, by: 10'] },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    .   .   .   .   .   .   .   .   .   .
F9    .   .   .   .   .   .   .   .   .   .
F12   a   a   a   a   a   a   a   a   a   a
F14   a   a   a   a   a   a   a   a   a   a
O44   b   b   b   b   b   b   b   b   b   b
O77   a   a   a   a   b   b   b   a   a   a
O78   a   a   a   a   b   b   b   a   a   a
N7    .   .   .   .   .   .   .   .   .   .
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
  {
    what: 'the MASTER is demoted by 240, without preempt',
    why: 'OpenBSD alone takes over for demotion whatever preempt says, and only because of the byte',
    play: { a: {}, b: SLOWER, events: ['at: 10s, demote: a, by: 240'] },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    .   .   .   .   .   .   .   .   .   .
F9    .   .   .   .   .   .   .   .   .   .
F12   a   a   a   a   a   a   a   a   a   a
F14   a   a   a   a   a   a   a   a   a   a
O44   a   a   a   a   b   b   b   a   a   a
O77   a   a   a   a   b   b   b   a   a   a
O78   a   a   a   a   b   b   b   a   a   a
N7    .   .   .   .   .   .   .   .   .   .
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
  {
    what: 'the MASTER is demoted by 10, beside advskew 250',
    why: 'OpenBSD 4.4 finds 240 better than 250, and 7.7 on finds 0 better than 10: two MASTERs for ever; two of 4.4 change their minds at each advertisement',
    play: { a: {}, b: { advskew: 250 }, events: ['at: 10s, demote: a, by: 10'] },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    .   .   .   .   .   .   .   .   .   .
F9    .   .   .   .   .   .   .   .   .   .
F12   a   a   a   a   a   a   a   a   a   a
F14   a   a   a   a   a   a   a   a   a   a
O44   a   a   a   a   ~   2   2   a   a   a
O77   a   a   a   a   b   b   b   a   a   a
O78   a   a   a   a   b   b   b   a   a   a
N7    .   .   .   .   .   .   .   .   .   .
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
  {
    what: 'one word of a slower one that is not demoted, without preempt',
    why: 'what FreeBSD says has the byte 0: OpenBSD gives way to whoever is less demoted, and 4.4 to whoever says less than 240; NetBSD undoes the state that is forced, and waits with the others',
    play: {
      a: {},
      b: SLOWER,
      events: ['at: 10s, demote: a, by: 10', 'at: 12500ms, force: b.em0/1, to: master, even-if-inert: true'],
    },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    .   .   .   .   .   .   .   .   .   .
F9    .   .   .   .   .   .   .   .   .   .
F12   a   a   a   a   a   a   a   a   .   .
F14   a   a   a   a   a   a   a   a   .   .
O44   b   b   b   b   b   b   b   a   .   .
O77   b   b   b   b   b   b   b   a   .   .
O78   b   b   b   b   b   b   b   a   .   .
N7    .   .   .   .   .   .   .   .   .   .
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
  {
    what: 'a cut from the MASTER to an equal one',
    why: 'the other takes over and is heard: a kernel gives way, a ucarp of the lower address does not',
    play: { a: {}, b: { boot: '1300ms' }, events: ['at: 10s, cut: a -> b'] },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    b   b   b   b   b   b   b   b   b   b
F9    b   b   b   b   b   b   b   b   b   b
F12   b   b   b   b   b   b   b   b   b   b
F14   b   b   b   b   b   b   b   b   b   b
O44   b   b   b   b   b   b   b   b   b   b
O77   b   b   b   b   b   b   b   b   b   b
O78   b   b   b   b   b   b   b   b   b   b
N7    b   b   b   b   b   b   b   b   b   b
uc    2   2   2   2   2   2   2   2   2   2
ucL   2   2   2   2   2   2   2   2   2   2`,
  },
  {
    what: 'a cut from the MASTER to a worse one',
    why: 'the better one hears the worse, and stays',
    play: { a: {}, b: SLOWER, events: ['at: 10s, cut: a -> b'] },
    is: '2',
  },
  {
    what: 'a split that heals, one better',
    why: 'the first advertisement that crosses says who is better',
    play: { a: {}, b: SLOWER, events: ['at: 10300ms, partition: lan, groups: [[a], [b]], for: 7s'] },
    is: 'a',
  },
  {
    what: 'a split that heals, equal and in step',
    why: 'advertisements cross on their way, and kernels both give way; ucarp on Linux counts from where it read last, and speaks first',
    play: { a: {}, b: { boot: '1300ms' }, events: ['at: 10300ms, partition: lan, groups: [[a], [b]], for: 7s'] },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    -   -   -   -   -   -   -   -   -   b
F9    -   -   -   -   -   -   -   -   -   b
F12   -   -   -   -   -   -   -   -   -   b
F14   -   -   -   -   -   -   -   -   -   b
O44   -   -   -   -   -   -   -   -   -   b
O77   -   -   -   -   -   -   -   -   -   b
O78   -   -   -   -   -   -   -   -   -   b
N7    -   -   -   -   -   -   -   -   -   b
uc    a   a   a   a   a   a   a   a   a   a
ucL   a   a   a   a   a   a   a   a   a   a`,
  },
  {
    what: 'another password',
    why: 'each refuses what the other says',
    play: { a: {}, b: { password: 'another' } },
    is: '2',
  },
  {
    what: 'the same two addresses in another order',
    why: 'digests are made of the addresses in ascending order',
    play: { a: { addresses: TWO }, b: { ...SLOWER, addresses: TWO.toReversed() } },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    a   a   a   a   a   a   a   a   .   .
F9    a   a   a   a   a   a   a   a   .   .
F12   a   a   a   a   a   a   a   a   .   .
F14   a   a   a   a   a   a   a   a   .   .
O44   a   a   a   a   a   a   a   a   .   .
O77   a   a   a   a   a   a   a   a   .   .
O78   a   a   a   a   a   a   a   a   .   .
N7    a   a   a   a   a   a   a   a   .   .
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
  {
    what: 'two addresses beside one of them',
    why: 'digests are made of all addresses, so one ucarp and a kernel with two never agree',
    play: { a: { addresses: TWO }, b: SLOWER },
    is: `
     F8  F9 F12 F14 O44 O77 O78  N7  uc ucL
F8    2   2   2   2   2   2   2   2   2   2
F9    2   2   2   2   2   2   2   2   2   2
F12   2   2   2   2   2   2   2   2   2   2
F14   2   2   2   2   2   2   2   2   2   2
O44   2   2   2   2   2   2   2   2   2   2
O77   2   2   2   2   2   2   2   2   2   2
O78   2   2   2   2   2   2   2   2   2   2
N7    2   2   2   2   2   2   2   2   2   2
uc    .   .   .   .   .   .   .   .   .   .
ucL   .   .   .   .   .   .   .   .   .   .`,
  },
]

test.each(FACTS)('$what: $why', ({ play, is }) => {
  const played = tableOf(play)
  expect(played, `as it was played:\n${played}\n`).toBe(is.length === 1 ? allOver(is) : is.slice(1))
})
