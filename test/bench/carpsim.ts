import { type Fold, type Scenario, Simulator } from '../../dist/index.js'

const SECOND = 1_000_000
const perfect = { latency: 100, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }
const crash = (at: Scenario['events'][number]['at']): Scenario['events'] => [
  { at, evenIfInert: false, action: { verb: 'crash', host: 'h0' } },
]

function scenario(hosts: number, network: object, until: number, events: Scenario['events']): Scenario {
  return {
    carpsim: 1,
    title: 'bench',
    story: '',
    seed: '1',
    until,
    counters: 'random',
    networks: [{ name: 'lan', ...perfect, ...network }],
    hosts: Array.from({ length: hosts }, (_, i) => ({
      name: `h${i}`,
      system: process.env['SYSTEM'] ?? 'freebsd-9.3',
      boot: 0,
      preempt: false,
      ticks: 0,
      interfaces: [{ name: 'em0', address: { address: 0x0a000001 + i, length: 16 }, plug: 'lan' }],
      carp: [
        {
          vhid: 1,
          interface: 'em0',
          advbase: 1,
          advskew: Math.min(i, 254),
          password: 'secret',
          addresses: [{ address: 0x0a010001, length: 16 }],
        },
      ],
      ucarp: { deadratio: 3, shutdown: true, neutral: false, ignoreifstate: false, nomcast: false },
    })),
    events,
  }
}
class Masters implements Fold<{ failover: number; newMaster: string }> {
  kinds = ['garp', 'transition', 'fault'] as const
  garps: number[] = []
  last: any = null
  crash = -1
  master1 = false
  at = -1
  record(r: any) {
    if (r.kind === 'garp') this.garps.push(r.t)
    else if (r.kind === 'fault') {
      this.crash = r.t
      if (this.master1) this.at = r.t
    } else {
      if (r.to === 'MASTER') this.last = r
      if (r.host === 'h1') {
        this.master1 = r.to === 'MASTER'
        if (this.master1 && this.crash >= 0 && this.at < 0) this.at = r.t
      }
    }
  }
  end() {
    return { failover: this.at, newMaster: this.last.host }
  }
}
const [wl, arg, min] = process.argv.slice(2)
const now = () => performance.now() / 1000
if (wl === 'W') {
  const H = Number(arg)
  const sim = new Simulator(scenario(H, {}, 3600 * SECOND, crash(600 * SECOND)))
  let best = 1e9,
    tot = 0,
    reps = 0,
    cold = 0,
    res: any,
    fold!: Masters
  while (reps < 1 || tot < Number(min ?? 0.5)) {
    const a = now()
    fold = new Masters()
    res = sim.run({ level: 'metrics', folds: [fold] })
    const d = now() - a
    if (reps++ === 0) cold = d
    if (d < best) best = d
    tot += d
  }
  const garpsHeard = fold.garps.reduce((s, t) => s + H - (t < 600 * SECOND ? 1 : 2), 0)
  console.log(
    JSON.stringify({
      wl,
      H,
      events: res.counts.advert + res.counts.delivered - garpsHeard + 1,
      wall: best,
      cold,
      reps,
      ...fold.end(),
      rss: process.resourceUsage().maxRSS,
    }),
  )
} else {
  const N = Number(arg)
  const a = now()
  const sim = new Simulator(
    scenario(2, { jitter: 1000, loss: 0.1 }, 60 * SECOND, crash({ from: 30 * SECOND, to: 31 * SECOND })),
  )
  let sum = 0,
    ev = 0
  for (let i = 1; i <= N; i++) {
    const f = new Masters()
    const t = sim.run({ seed: String(i), level: 'metrics', folds: [f] })
    sum += f.end().failover - f.crash
    ev += t.counts.advert + t.counts.delivered + 1
  }
  console.log(JSON.stringify({ wl, N, ev, mean: sum / N, wall: now() - a, rss: process.resourceUsage().maxRSS }))
}
