import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { FIXED, SYMPTOMS, symptomOf } from '../../src/learn/symptoms.ts'
import { castOf } from '../../src/scenario/play/compile.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import type { Expectation } from '../../src/trace/expectation.ts'
import { expectationsFold } from '../../src/trace/folds/expectations.ts'
import { whySo } from '../../src/views/why/asked.ts'
import { scenarioNamed, traceNamed } from '../library.ts'
import { filesIn, indexOf } from './guide.ts'

// The field guide: failures that operators met, each with a twin in which the fix has been made.

const FIELD = join(import.meta.dirname, '../../scenarios/field')
const PAGE = join(FIELD, 'README.md')
const files = filesIn(FIELD)
const stories = files.filter((name) => !name.endsWith(FIXED))

const textOf = (name: string) => readFileSync(join(FIELD, `${name}.yaml`), 'utf8')
const load = (name: string) => scenarioNamed(`field/${name}`)

/** What of a run is otherwise than expected. */
function failing(scenario: Scenario, expectations: readonly Expectation[]): string[] {
  const fold = expectationsFold(expectations, castOf(scenario))
  simulate(scenario, { level: 'metrics', folds: [fold] })
  const judgements = fold.end(scenario.until)
  return judgements.filter(({ verdict }) => verdict !== 'holds').map(({ expectation }) => expectation.that.text)
}

test('each story has a twin, and each twin a story', () => {
  expect(stories.length).toBeGreaterThan(35)
  expect(files.filter((name) => name.endsWith(FIXED))).toEqual(stories.map((name) => name + FIXED))
})

describe.each(stories)('%s', (name) => {
  const story = load(name)
  const twin = load(name + FIXED)

  test('says all that a reader wants to know, and is found by its symptom', () => {
    const { title, symptom, cause, fix, source, why } = story
    for (const text of [title, story.story, cause, fix, source, why?.because]) expect(text).toMatch(/\S/)
    expect(symptomOf(symptom)).toBeDefined()
    expect(twin.title).not.toBe(title)
    expect(twin.story).not.toBe(story.story)
  })

  test('its twin is the same with the fix', () => {
    const { extends: from, title, story: told, expect: expected, ...fix } = parse(textOf(name + FIXED))
    expect(from).toBe(`${name}.yaml`)
    for (const text of [title, told, expected]) expect(text).toBeDefined()
    expect(Object.keys(fix)).not.toEqual([])
  })

  test('no fix takes a pulled cable or a crash away', () => {
    const kept = new Set(twin.events.map(asText))
    expect(story.events.filter(isBadLuck).filter((event) => !kept.has(asText(event)))).toEqual([])
  })

  test('fails as it says, and not with the fix', () => {
    expect(failing(story, story.expect)).toEqual([])
    expect(failing(twin, twin.expect)).toEqual([])
    expect(failing(story, twin.expect)).not.toEqual([])
    expect(failing(twin, story.expect)).not.toEqual([])
  })

  test('why goes back to its fault', () => {
    const { at, that, because } = story.why!
    expect(whySo(traceNamed(`field/${name}`), at, that.says).root).toBe(because)
  })

  test('names nothing that is not in its file', () => {
    expect(strange(story, textOf(name))).toEqual([])
    expect(strange(twin, textOf(name) + textOf(name + FIXED))).toEqual([])
  })
})

/** What nobody decides: a fix has to live with it. */
const BAD_LUCK: readonly string[] = ['unplug', 'crash', 'partition', 'pause', 'send-error', 'impair']

function isBadLuck({ action }: Scenario['events'][number]): boolean {
  return BAD_LUCK.includes(action.verb)
}

function asText({ line: _, file: __, ...event }: Scenario['events'][number]): string {
  return JSON.stringify(event)
}

/** Addresses, names with numbers, virtual hosts, and times of events. */
const NAMES = /\b\d+\.\d+\.\d+\.\d+\b|\b[0-9a-f]{1,4}:[0-9a-f:]+[0-9a-f]\b|\b[a-z]+\d+(?:\.\w+)?\b|\b[a-z]+\/\d+\b/g
const TIMES = /\b[aA]t (\d+(?:\.\d+)?) (s|min)\b/g
/** Where CARP is sent to, and what goes with it. */
const KNOWN: readonly string[] = ['224.0.0.18', '224.0.0.0', 'ff02::12']
const VIRTUAL_MAC = '00:00:5e:00:01:'

function strange({ title, story, symptom = '', cause = '', fix = '' }: Scenario, text: string): string[] {
  const said = [title, story, symptom, cause, fix].join('\n')
  const body = text.replace(/^(story|symptom|cause|fix|title): (\|\n( .*\n|\n)*|.*\n)/gm, '')
  const vhids = [...body.matchAll(/vhid: (\d+)/g)].map(([, vhid]) => Number(vhid))
  const names = [...said.matchAll(NAMES)].map(([name]) => name).filter((name) => !KNOWN.includes(name))
  const times = [...said.matchAll(TIMES)].map(([, number, unit]) => `${number}${unit === 's' ? 's' : 'm'}`)
  return [...names, ...times].filter((name) => {
    if (name.startsWith(VIRTUAL_MAC)) return !vhids.includes(Number.parseInt(name.slice(VIRTUAL_MAC.length), 16))
    const [network, vhid] = name.split('/')
    return vhid === undefined ? !body.includes(name) : !body.includes(network!) || !vhids.includes(Number(vhid))
  })
}

test('the page of the guide lists them all by what people see', () => {
  const index = indexOf(stories.map((name) => ({ name, ...load(name) })))
  const page = readFileSync(PAGE, 'utf8')
  const [head = ''] = page.split(/^## /m)
  if (process.env['REWRITE']) writeFileSync(PAGE, head + index)
  else expect(page).toBe(head + index)
  for (const symptom of SYMPTOMS) expect(head).not.toContain(`## ${symptom}`)
})

/** What operators reported, with addresses. */
const REPORTS = join(import.meta.dirname, '../../../shared/product.md')

test.skipIf(!existsSync(REPORTS))('each source is one of the reports (skipped: the reports are not here)', () => {
  const [, reports = ''] = /^## 3\. (.*?)^## 4\./ms.exec(readFileSync(REPORTS, 'utf8')) ?? []
  const known = new Set(reports.match(/https?:\/\/[^\s,;|]*[^\s,;|.)]\)?(?=[\s,;|)]|$)/g))
  expect(stories.filter((name) => !known.has(load(name).source ?? ''))).toEqual([])
})
