import type { z } from 'zod'
import { type Problem, ScenarioError } from '../../scenario/error.ts'
import { Source } from '../../scenario/text/source.ts'
import { CHANGES, KINDS } from '../../trace/kinds.ts'
import type { TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { type Place, placeIn } from './places.ts'
import { packetOf, type Stored, stored } from './schema.ts'

type Path = readonly PropertyKey[]

/** Something is wrong at a place. */
interface Flaw {
  readonly path: Path
  readonly message: string
}

const AGAIN = 'store the run anew: carpsim run --format json -o FILE'
const MOST_FLAWS = 5

/** Whether a text is what `carpsim run --format json` writes, or means to be; else it may be a scenario. */
export function isStored(text: string): boolean {
  return /^\s*\[?\s*\{\s*"version"\s*:/.test(text) || (/^\s*\{/.test(text) && /"records"\s*:\s*\[/.test(text))
}

/**
 * Reads back a run that was written as JSON, or as lines of JSON.
 *
 * @param file - its name, for messages only
 * @throws ScenarioError with what is wrong in the file, each with its place
 */
export function readStored(text: string, file: string): Trace {
  const parsed = parsedFrom(text, file)
  const strange = strangeness(parsed.value)
  if (strange !== undefined) throw complaint(text, file, [strange], parsed)
  const read = stored.safeParse(parsed.value)
  const flaws = read.success ? inconsistencies(read.data) : read.error.issues.map(flawOf)
  if (!read.success || flaws.length > 0) throw complaint(text, file, flaws, parsed)
  const { version: _, records, ...head } = read.data as Stored & { readonly version: 1 }
  return { carpsim: 1, ...head, networks: [], records: records.map(withPacket) }
}

function withPacket(record: TraceRecord): TraceRecord {
  return record.kind === 'advert' ? { ...record, packet: packetOf(record) } : record
}

interface Parsed {
  readonly value: unknown
  /** Where the records begin, each in a line of its own; undefined: they are part of one value. */
  readonly lines: readonly number[] | undefined
}

function parsedFrom(text: string, file: string): Parsed {
  const end = text.indexOf('\n')
  const first = end === -1 ? undefined : json(text.slice(0, end))
  if (isHead(first)) return fromLines(text, file, first)
  const value = json(text)
  if (value === undefined) throw broken(text, file, brokenAt(text))
  return { value, lines: undefined }
}

function isHead(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'version' in value && !('records' in value)
}

/** A head, a line a record, a verdict. */
function fromLines(text: string, file: string, head: object): Parsed {
  const records: unknown[] = []
  const lines: number[] = []
  let ended = false
  for (let at = text.indexOf('\n') + 1; at < text.length; ) {
    const next = text.indexOf('\n', at)
    const line = text.slice(at, next === -1 ? text.length : next)
    const value = json(line)
    if (value === undefined) throw broken(text, file, at)
    ended = typeof value === 'object' && value !== null && 'verdict' in value
    if (!ended) {
      records.push(value)
      lines.push(at)
    }
    at += line.length + 1
  }
  if (!ended) throw broken(text, file, text.length)
  return { value: { ...head, records }, lines }
}

/** Undefined: it is none. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where a text ceases to be JSON: the first record that is none, or the end. */
function brokenAt(text: string): number {
  let at = 0
  for (const line of text.split('\n')) {
    if (line.startsWith('{"id":') && json(line.replace(/,$/, '')) === undefined) return at
    at += line.length + 1
  }
  return text.length
}

function broken(text: string, file: string, at: number): ScenarioError {
  const source = new Source(text, file)
  const message = `here the file is cut off, or no JSON any more; ${AGAIN}`
  return errorAt(source, [{ path: '', message, place: { start: at, end: at + 1 } }])
}

/** What is no run at all, though carpsim writes such things, too. */
function strangeness(value: unknown): Flaw | undefined {
  if (Array.isArray(value)) return { path: [], message: 'these are several runs; store each in a file of its own' }
  const isMap = typeof value === 'object' && value !== null
  if (isMap && 'runs' in value) return { path: ['runs'], message: `these are figures of several runs; ${AGAIN}` }
  return isMap && 'records' in value ? undefined : { path: [], message: `this is no run; ${AGAIN}` }
}

function flawOf({ path, code, message }: z.core.$ZodIssue): Flaw {
  const said = code === 'invalid_union' ? 'this kind of record is not known' : message.replace(/^Invalid input: /, '')
  return { path, message: `${said}; ${AGAIN}` }
}

/** What no single field shows: records in another order, or only a part of them. */
function inconsistencies({ records, counts, level, until }: Stored): Flaw[] {
  if (level === 'metrics') return [{ path: ['level'], message: `level metrics keeps no records; ${AGAIN}` }]
  const unordered = records.findIndex(({ id, t }, i) => {
    const before = records[i - 1]
    return t > until || (before !== undefined && (id <= before.id || t < before.t))
  })
  if (unordered !== -1) return [{ path: ['records', unordered], message: `this is not in the order of time; ${AGAIN}` }]
  const present = new Map<string, number>()
  for (const { kind } of records) present.set(kind, (present.get(kind) ?? 0) + 1)
  const missing = KINDS.filter((kind) => {
    return (level === 'all' || CHANGES.has(kind)) && (present.get(kind) ?? 0) !== counts[kind]
  })
  return missing.slice(0, 1).map((kind) => ({
    path: ['counts', kind],
    message: `of these ${present.get(kind) ?? 0} are here; store all of the run, without --from, --to and --filter`,
  }))
}

function complaint(text: string, file: string, flaws: readonly Flaw[], { lines }: Parsed): ScenarioError {
  const placed = flaws.slice(0, MOST_FLAWS).map(({ path, message }) => {
    return { path: pathText(path), message, place: placeOf(text, path, lines) }
  })
  return errorAt(new Source(text, file), placed)
}

function placeOf(text: string, path: Path, lines: Parsed['lines']): Place {
  const [first, index, ...rest] = path
  const start = lines !== undefined && first === 'records' ? lines[Number(index)] : undefined
  return start === undefined ? placeIn(text, path) : placeIn(text, rest, start)
}

interface PlacedFlaw {
  readonly path: string
  readonly message: string
  readonly place: Place
}

function errorAt(source: Source, flaws: readonly PlacedFlaw[]): ScenarioError {
  const problems = flaws.map(({ path, message, place }): Problem => {
    const at = source.position(place.start)
    return { file: source.file, ...at, length: Math.max(1, place.end - place.start), path, message }
  })
  return new ScenarioError(problems, new Map([[source.file, source]]))
}

function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}
