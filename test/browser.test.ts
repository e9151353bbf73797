import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import * as here from '../src/index.ts'
import { week } from './bench/week.ts'

// The library where there is no Node: nothing but the language itself, and what every browser has besides.

async function bundled(): Promise<{ readonly code: string; readonly imports: readonly string[] }> {
  const bundle = await rolldown({ input: join(import.meta.dirname, '../src/index.ts'), platform: 'browser' })
  const { output } = await bundle.generate({ format: 'iife', name: 'carpsim' })
  await bundle.close()
  const [{ code, imports, dynamicImports }, ...others] = output
  return { code, imports: [...imports, ...dynamicImports, ...others.map(({ fileName }) => fileName)] }
}

function played({ loadScenario, simulate }: typeof here, text: string): string {
  return JSON.stringify(simulate(loadScenario(text, 'it.yaml')).records)
}

test('the library imports nothing of Node, and plays elections, scripts and storage without it as with it', async () => {
  const { code, imports } = await bundled()
  expect(imports).toEqual([])
  const there = runInNewContext(`${code}\ncarpsim`, { TextEncoder, TextDecoder }) as typeof here
  const stories = [
    readFileSync(join(import.meta.dirname, '../scenarios/basics/cable-pull.yaml'), 'utf8'),
    readFileSync(join(import.meta.dirname, '../scenarios/tutorials/debian-ucarp-apache.yaml'), 'utf8'),
    week(1, '1').replace('until: 1h', 'until: 200s'),
  ]
  for (const story of stories) expect(played(there, story)).toBe(played(here, story))
}, 30_000)
