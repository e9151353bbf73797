import assert from 'node:assert/strict'
import { type Fold, type RecordOf, type Simulator, simulate, type Trace } from 'carpsim'
import { VICTIM, workloadW } from './workloads.ts'

/** How many frames reached a host: the counters of one that crashed are lost with it. */
class Heard implements Fold<number> {
  readonly kinds = ['delivered'] as const
  readonly #host: string
  #count = 0

  constructor(host: string) {
    this.#host = host
  }

  record({ host }: RecordOf<'delivered'>): void {
    if (host === this.#host) this.#count += 1
  }

  end(): number {
    return this.#count
  }
}

/**
 * The events of workload W as the peers count them: adverts sent, each of which is a timer that took effect; adverts
 * that reached a host which was on; and the crash. The delivered frames are no help, gratuitous ARPs are among them:
 * counted are the hosts' own counters of adverts that came in, in another run than those that are timed.
 */
export function eventsOf(simulator: Simulator, timed: Trace): number {
  const heard = new Heard(VICTIM)
  const { counts, counters } = simulator.run({ level: 'metrics', folds: [heard] })
  assert.deepEqual(framesOf(counts), framesOf(timed.counts), 'two runs of one scenario')
  assert.equal(heard.end(), 0, 'the first master hears nobody')
  const received = Object.values(counters).reduce((sum, host) => sum + host['ipackets']!, 0)
  return counts.advert + received + 1
}

/** At level `all`, where every delivery names the frame that it is of, exactly the same must have happened. */
export function checkAgainstAll(hosts: number, timed: Trace, events: number): void {
  const { records, counts } = simulate(workloadW(hosts), { level: 'all' })
  assert.deepEqual(framesOf(counts), framesOf(timed.counts), 'levels all and metrics')
  const adverts = new Set<number>()
  for (const { kind, id } of records) if (kind === 'advert') adverts.add(id)
  const received = records.filter(({ kind, cause }) => kind === 'delivered' && cause !== null && adverts.has(cause))
  assert.equal(adverts.size + received.length + 1, events, 'the records and the counters')
}

function framesOf({ advert, garp, delivered, lost }: Trace['counts']): object {
  return { advert, garp, delivered, lost }
}
