import { expect, test } from 'vitest'
import type { Course } from '../../src/engine/course.ts'
import { Engine } from '../../src/engine/engine.ts'
import { Random } from '../../src/engine/random.ts'
import { Clock } from '../../src/host/clock.ts'
import { Disk } from '../../src/host/disk.ts'
import { Processes } from '../../src/host/processes.ts'
import { apart, holds, type Write, writesIn } from '../../src/host/storage/content.ts'
import { EXTENT } from '../../src/host/storage/device.ts'
import { Storage } from '../../src/host/storage/storage.ts'
import type { World } from '../../src/host/world.ts'
import { BSD_SIGNALS } from '../../src/shell/signals.ts'
import type { Micros } from '../../src/time.ts'
import type { Link } from '../../src/trace/recorder.ts'

function machine(seed = '1', name = 'a') {
  const engine = new Engine<Link>()
  const world = { engine, random: new Random(seed) } as unknown as World
  const host = { name, world, clock: new Clock(engine, { ticks: 0, drift: 0 }) }
  const processes = new Processes(host, BSD_SIGNALS)
  const files = new Disk({}, {}, { now: () => 0, group: 'wheel', devices: {} })
  const storage = new Storage(host, processes, files)
  storage.install({ path: '/dev/ad6', size: 10 * EXTENT + 1 })
  const until = (time: Micros) => engine.run({ until: time, budget: 1_000_000, budgetAtOnce: 1_000 })
  const does = (course: () => Course<number>) => processes.begin('it', course)
  return { engine, processes, storage, files, until, does, disk: storage.disks[0]! }
}

/** Writes to extents, each after the one before; says when each was done, and gives the writes. */
function* writing(disk: Storage['disks'][number], extents: readonly number[], done: Write[]): Course<number> {
  for (const extent of extents) {
    const written = yield* disk.write(extent)
    if ('write' in written) done.push(written.write)
  }
  return 0
}

test('a disk has a name in /dev, a size, and takes its time for each write', () => {
  const { disk, files, storage, until, does } = machine()
  expect(files.stat('/dev/ad6')).toMatchObject({ is: { kind: 'character device' } })
  expect([storage.at('/dev/ad6') === disk, disk.extents]).toEqual([true, 11])
  const done: Write[] = []
  does(() => writing(disk, [3, 3, 4], done))
  until(12_000)
  expect(done.map(({ extent, number, issued, acknowledged }) => [extent, number, issued, acknowledged])).toEqual([
    [3, 1, 0, 5_000],
    [3, 2, 5_000, 10_000],
  ])
  expect(writesIn(disk.at(3)).map(({ number }) => number)).toEqual([1, 2])
  expect([disk.at(4), disk.written]).toEqual([null, [3]])
})

test('what is kept in an extent stays there until somebody keeps something else', () => {
  const { disk, until, does } = machine()
  const seen: unknown[] = []
  does(function* () {
    yield* disk.write(1, { is: 'superblock' })
    yield* disk.write(1)
    const read = yield* disk.read(1)
    seen.push('holds' in read && read.holds?.kept)
    yield* disk.write(1, { is: null })
    seen.push(disk.at(1)?.kept, yield* disk.flush())
    return 0
  })
  until(100_000)
  expect(seen).toEqual(['superblock', null, null])
})

test('what power cuts is there afterwards or is not, as the seed has it; all else stays', () => {
  const left = (seed: string) => {
    const { disk, storage, processes, until, does } = machine(seed)
    const done: Write[] = []
    for (const extent of [1, 2, 3, 4, 5, 6, 7, 8]) does(() => writing(disk, [extent, extent], done))
    until(7_000)
    processes.powerOff()
    storage.powerOff()
    until(60_000)
    expect(done.every((write) => holds(disk.at(write.extent), write))).toBe(true)
    return disk.written.map((extent) => writesIn(disk.at(extent)).length).join('')
  }
  expect(left('1')).toBe(left('1'))
  const all = new Set(['1', '2', '3', '4'].map(left))
  expect(all.size).toBeGreaterThan(1)
  for (const one of all) expect(one).toMatch(/^[12]{8}$/)
})

test('a disk that fails takes nothing and says so; what is kept before the extents goes where all of it is used', () => {
  const { disk, until, does } = machine()
  const said: unknown[] = []
  disk.mark('metadata', () => undefined)
  does(function* () {
    yield* disk.write(1)
    said.push(disk.label)
    yield* disk.write(0)
    said.push(disk.label)
    disk.fail('EIO')
    said.push(yield* disk.write(2), yield* disk.read(1), yield* disk.flush(), disk.at(2))
    return 0
  })
  until(100_000)
  expect(said).toEqual(['metadata', null, { error: 'EIO' }, { error: 'EIO' }, 'EIO', null])
})

test('extents that took the same writes in the same order are the same one; others tell what they do not share', () => {
  const [a, b] = [machine(), machine('1', 'b')]
  const nothing = () => undefined
  const first = a.disk.begin(1)
  for (const { disk } of [a, b]) disk.put(first, nothing)
  for (const { until } of [a, b]) until(6_000)
  expect(a.disk.at(1)).toBe(b.disk.at(1))
  const [mine, his] = [a.disk.begin(1), b.disk.begin(1)]
  a.disk.put(mine, nothing)
  b.disk.put(his, nothing)
  for (const { until } of [a, b]) until(12_000)
  const nameOf = ({ by, number }: Write) => ({ by, number })
  expect(apart(a.disk.at(1), b.disk.at(1))).toEqual({ mine: [nameOf(mine)], his: [nameOf(his)] })
  b.disk.copy(1, a.disk.at(1), nothing)
  b.until(18_000)
  expect(apart(a.disk.at(1), b.disk.at(1))).toEqual({ mine: [], his: [] })
  expect(holds(b.disk.at(1), his)).toBe(false)
})

test('after a reset it is as it was bought', () => {
  const { disk, storage, until, does } = machine()
  does(() => writing(disk, [1, 2], []))
  until(7_000)
  storage.reset()
  expect([disk.written, disk.label, storage.issue(0).number]).toEqual([[], null, 1])
})
