import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checksum, encode } from '../../src/carp/packet.ts'
import type { System } from '../../src/carp/system.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import type { HostSpec, Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { RecordOf } from '../../src/trace/record.ts'

const DEMOTED = { verb: 'demote', host: 'b', by: 7, reason: 'test' } as const

// Wireshark's dissector reads the advertisements that carpsim sends.
const absent = spawnSync('tshark', ['--version']).error !== undefined

test.skipIf(absent)('tshark reads the advertisements of every system, and their checksums are good', () => {
  const adverts = SYSTEMS.flatMap((system) => advertsOf(system))
  const seen = dissect(capture(adverts.map((advert) => ethernet(encode(advert.packet)))))
  const expected = adverts.map(({ packet }) =>
    [packet.vhid, packet.advskew, packet.demotion, packet.advbase, packet.counterLow, 'Good'].map(String),
  )
  expect(seen).toEqual(expected)
  expect(adverts.some(({ packet }) => packet.demotion === 7)).toBe(true)
})

/** A backup that has heard a counter, and counts on from it when it becomes master; in the end it is demoted. */
function advertsOf({ name: system, ...of }: System): RecordOf<'advert'>[] {
  const demotable = of.runs === 'kernel' && of.demotable
  const host = (name: string, advskew: number, last: number): HostSpec => ({
    name,
    system,
    boot: 0,
    preempt: false,
    ticks: 0,
    interfaces: [{ name: 'em0', address: { address: 0x0a00_0000 + last, length: 24 }, plug: 'lan' }],
    carp: [
      {
        vhid: 42,
        interface: 'em0',
        advbase: 1,
        advskew,
        password: 'secret',
        addresses: [{ address: 0x0a00_0064, length: 24 }],
      },
    ],
    ucarp: { deadratio: 3, shutdown: false, neutral: false, ignoreifstate: false, nomcast: false },
  })
  const scenario: Scenario = {
    carpsim: 1,
    title: 'adverts',
    story: '',
    seed: '1',
    until: 12 * SECOND,
    counters: 'random',
    networks: [{ name: 'lan', latency: 100, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }],
    hosts: [host('a', 0, 1), host('b', 100, 2)],
    groups: [],
    expect: [],
    events: [
      { at: 6 * SECOND, evenIfInert: false, action: { verb: 'crash', host: 'a' } },
      ...(demotable ? [{ at: 11 * SECOND, evenIfInert: false, action: DEMOTED }] : []),
    ],
  }
  return simulate(scenario).records.filter((record) => record.kind === 'advert')
}

function ethernet(carp: Uint8Array): Uint8Array {
  const header = [0x45, 0x10, 0, 20 + carp.length, 0, 0, 0x40, 0, 255, 112, 0, 0, 10, 0, 0, 1, 224, 0, 0, 18]
  const sum = checksum(Uint8Array.from(header))
  header[10] = sum >> 8
  header[11] = sum & 0xff
  const addresses = [1, 0, 0x5e, 0, 0, 0x12, 0, 0, 0x5e, 0, 1, 42]
  return Uint8Array.from([...addresses, 8, 0, ...header, ...carp])
}

function capture(frames: Uint8Array[]): Buffer {
  const head = Buffer.alloc(24)
  head.writeUInt32LE(0xa1b2c3d4)
  head.writeUInt16LE(2, 4)
  head.writeUInt16LE(4, 6)
  head.writeUInt32LE(65535, 16)
  head.writeUInt32LE(1, 20)
  const packets = frames.map((frame, i) => {
    const packet = Buffer.alloc(16)
    packet.writeUInt32LE(i)
    packet.writeUInt32LE(frame.length, 8)
    packet.writeUInt32LE(frame.length, 12)
    return Buffer.concat([packet, frame])
  })
  return Buffer.concat([head, ...packets])
}

function dissect(pcap: Buffer): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'carpsim-'))
  const file = join(folder, 'adverts.pcap')
  try {
    writeFileSync(file, pcap)
    const fields = [
      'carp.vhid',
      'carp.advskew',
      'carp.demotion',
      'carp.adver_int',
      'carp.counter',
      'carp.checksum.status',
    ]
    const options = [
      '-r',
      file,
      '-o',
      'ip.try_heuristic_first:TRUE',
      '-T',
      'fields',
      ...fields.flatMap((f) => ['-e', f]),
    ]
    return execFileSync('tshark', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([vhid = '', skew = '', demotion = '', base = '', counter = '', status = '']) => {
        const low = (BigInt(counter) & 0xffff_ffffn).toString()
        return [vhid, skew, demotion, base, low, status === '1' ? 'Good' : status]
      })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
