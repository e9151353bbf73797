import { describe, expect, test } from 'vitest'
import { carpsim } from './command.ts'

const MADE = `
carpsim: 1
until: 20s
prologue: 8s
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.3/24] }] }
events: [{ at: 10s, unplug: fw1 }]
`
const run = (...options: readonly string[]) => carpsim(['run', ...options, '-'], { input: MADE })

describe('a prologue', () => {
  test('is not told', async () => {
    const { stdout } = await run()
    expect(stdout).toContain('8 s to 20 s of it')
    expect(stdout).toContain('cable of fw1 em0 pulled')
    expect(stdout).not.toContain('BACKUP → MASTER')
    // The figures are of the whole run.
    expect(stdout).toContain('(3 at boot)')
  })

  test('is told to whoever asks', async () => {
    const { stdout } = await run('--from', '0s')
    expect(stdout).toContain('BACKUP → MASTER')
    expect(stdout).not.toContain('of it')
  })

  test('is told where nothing else is', async () => {
    expect((await run('--to', '5s')).stdout).toContain('BACKUP → MASTER')
    expect((await run('--until', '5s')).stdout).toContain('BACKUP → MASTER')
  })

  test('is there for programs', async () => {
    const { prologue, records } = JSON.parse((await run('--format', 'json')).stdout)
    expect(prologue).toBe(8_000_000)
    expect(records[0].t).toBe(0)
  })

  test('has something behind it', async () => {
    const { code, stderr } = await carpsim(['run', '-'], {
      input: MADE.replace('until: 20s', 'until: 11s').replace('prologue: 8s', 'prologue: 11s'),
    })
    expect(code).toBe(2)
    expect(stderr).toContain('nothing comes after the prologue, until: 11s; write an earlier time')
  })
})
