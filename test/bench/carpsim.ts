// One process of the bench: carpsim through its public API, with full rules, at level `metrics`.
//   node carpsim.ts W HOSTS [SECONDS]     repeats for so long, prints the shortest repetition
//   node carpsim.ts M RUNS                prints the shortest pass over seeds 1 to RUNS
//   node carpsim.ts switch W …            the same with a learning switch in the place of the hub
//   node carpsim.ts crowd                 plays many virtual hosts on many machines once, at level `changes`
//   node carpsim.ts week                  plays a week of storage once, at level `changes`
import { type Scenario, Simulator, simulate, type Trace } from 'carpsim'
import { checkAgainstAll, eventsOf } from './counted.ts'
import { type Crowd, SUBJECT, SWITCHED } from './rows.ts'
import { playWeek } from './storage.ts'
import { Takeover } from './takeover.ts'
import { throughSwitch, VICTIM, workloadCrowd, workloadM, workloadW } from './workloads.ts'

const LEAST_REPETITIONS = 3
/** Of M, after the first one. */
const PASSES = 6
/** Level `all` keeps every record: it is compared where these are few. */
const MOST_HOSTS_AT_ALL = 8

const given = process.argv.slice(2)
const isSwitched = given[0] === 'switch'
const [workload, size, seconds] = given.slice(isSwitched ? 1 : 0)
const plugged = isSwitched ? throughSwitch : (scenario: Scenario) => scenario
if (workload === 'crowd') console.log(JSON.stringify(measureCrowd()))
else if (workload === 'week') console.log(JSON.stringify(playWeek()))
else {
  const row = workload === 'W' ? measureW(Number(size), Number(seconds ?? 0.5)) : measureM(Number(size))
  console.log(JSON.stringify({ impl: isSwitched ? SWITCHED : SUBJECT, wl: workload, ...row }))
}

/** As somebody plays it who has just started carpsim: within the usual budgets, or it throws. */
function measureCrowd(): Crowd {
  const scenario = workloadCrowd()
  const start = now()
  const { counts, records } = simulate(scenario, { level: 'changes' })
  const wall = now() - start
  const { transition, advert, delivered } = counts
  return { wall, rssKB: memory(), adverts: advert, delivered, transitions: transition, records: records.length }
}

/** A repetition plays the hour; the first one, which is told apart, also plugs the machines together. */
function measureW(hosts: number, seconds: number): object {
  const start = now()
  const simulator = new Simulator(plugged(workloadW(hosts)))
  let { trace, takeover } = playW(simulator)
  const cold = now() - start
  let [wall, total, reps] = [Number.POSITIVE_INFINITY, 0, 0]
  while (reps < LEAST_REPETITIONS || total < seconds) {
    const from = now()
    ;({ trace, takeover } = playW(simulator))
    const took = now() - from
    wall = Math.min(wall, took)
    total += took
    reps += 1
  }
  const rssKB = memory()
  const events = eventsOf(simulator, trace)
  if (hosts <= MOST_HOSTS_AT_ALL) checkAgainstAll(hosts, trace, events)
  const { at, by } = takeover.end()
  return { H: hosts, events, wall, cold, reps, rssKB, failover: at, newMaster: Number(by?.slice(1)) }
}

function playW(simulator: Simulator): { trace: Trace; takeover: Takeover } {
  const takeover = new Takeover(VICTIM)
  return { trace: simulator.run({ level: 'metrics', folds: [takeover] }), takeover }
}

/** A pass plays all seeds; the first one, which is told apart, also warms up. */
function measureM(runs: number): object {
  const start = now()
  const simulator = new Simulator(plugged(workloadM()))
  let outcome = playM(simulator, runs)
  const cold = now() - start
  let wall = Number.POSITIVE_INFINITY
  for (let pass = 0; pass < PASSES; pass++) {
    const from = now()
    outcome = playM(simulator, runs)
    wall = Math.min(wall, now() - from)
  }
  return { runs, wall, cold, rssKB: memory(), ...outcome }
}

function playM(simulator: Simulator, runs: number): { sumFailover: number; falseFo: number; none: number } {
  let [sumFailover, falseFo, none] = [0, 0, 0]
  for (let seed = 1; seed <= runs; seed++) {
    const takeover = new Takeover(VICTIM)
    simulator.run({ seed: String(seed), level: 'metrics', folds: [takeover] })
    const { crash, at, falseOnes } = takeover.end()
    if (at === undefined) none += 1
    else sumFailover += at - crash
    falseFo += falseOnes
  }
  return { sumFailover, falseFo, none }
}

function now(): number {
  return performance.now() / 1000
}

/** The most memory that this process ever held, in kilobytes. */
function memory(): number {
  return process.resourceUsage().maxRSS
}
