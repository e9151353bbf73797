import { type Command, Option } from 'commander'
import { isTwin, SYMPTOMS, type Symptom, symptomOf } from '../learn/symptoms.ts'
import { ScenarioError } from '../scenario/error.ts'
import { EXIT, Failure, fileFailure } from './exit.ts'
import { openerFor } from './extended.ts'
import { folderOpenerFor } from './folders.ts'
import { readText } from './input.ts'
import { type Found, LIBRARY, scenariosIn, shortest } from './library.ts'
import { addPageOptions, type PageOptions } from './options.ts'
import { ended, openOutput } from './output.ts'
import { widthFor } from './terminal.ts'

interface ListOptions extends PageOptions {
  readonly format: 'text' | 'json'
  readonly long?: true
}

/** A scenario file, or what is wrong with it. */
interface Listed {
  readonly name: string
  readonly file: string
  readonly title: string
  /** The first sentence of its story. */
  readonly about: string
  /** Of a story of the field guide: under what people see. */
  readonly symptom?: Symptom
  /** The first line about what is wrong; null: nothing is. */
  readonly problem: string | null
}

const EXAMPLES = `
Examples:
  $ carpsim list                 the library, the stories of the field guide by what people saw
  $ carpsim list --long my-scenarios
  $ carpsim list --format json | jq '.[].name'
`

/** `carpsim list [FOLDER…]`: which scenarios there are. */
export function addList(program: Command): void {
  const command = program
    .command('list')
    .summary('the library of scenarios, or those of a folder, with their titles')
    .description(
      'Lists scenarios with their titles: the library that comes with carpsim, or those of folders. Stories of the field guide stand by what people saw, without their twins, NAME-fixed.',
    )
    .argument('[folder...]', 'folders to look into, and below (default: the library)')
    .addOption(new Option('--format <format>', 'for people, or for programs').choices(['text', 'json']).default('text'))
    .option('--long', 'with the first sentence of each story')
  addPageOptions(command).addHelpText('after', EXAMPLES).action(list)
}

type Load = typeof import('../scenario/load.ts').loadScenario

async function list(folders: readonly string[], options: ListOptions): Promise<void> {
  const { loadScenario } = await import('../scenario/load.ts')
  const asked = folders.length === 0 ? [LIBRARY] : folders
  const sections: { folder: string; listed: Listed[] }[] = []
  for (const folder of asked) {
    const found = await tried(folder)
    if (found === undefined) continue
    const listed: Listed[] = []
    for (const one of found) listed.push(await read(one, loadScenario))
    sections.push({ folder: folder === LIBRARY ? '' : folder, listed })
  }
  const output = await openOutput(options.output)
  const all = sections.flatMap(({ listed }) => listed)
  if (options.format === 'json') await output.write([`${JSON.stringify(all)}\n`])
  else await output.write(ended(await linesOf(sections, options)))
  await output.close()
}

/** A folder that cannot be read is said, and the next one gets its turn. */
async function tried(folder: string): Promise<Found[] | undefined> {
  try {
    return scenariosIn(folder)
  } catch (error) {
    const failure = fileFailure(folder, error)
    if (!(failure instanceof Failure)) throw error
    process.stderr.write(`${failure.message}\n`)
    process.exitCode = EXIT.INPUT
    return undefined
  }
}

async function read({ name, path }: Found, load: Load): Promise<Listed> {
  const file = shortest(path)
  try {
    const {
      title,
      story,
      symptom: seen,
    } = load(await readText(path), file, {
      open: openerFor(path),
      folder: folderOpenerFor(path),
    })
    const symptom = symptomOf(seen)
    return { name, file, title, about: firstSentence(story), ...(symptom && { symptom }), problem: null }
  } catch (error) {
    return { name, file, title: '', about: '', problem: problemOf(error) }
  }
}

/** In a line. */
function problemOf(error: unknown): string {
  if (error instanceof Failure) return error.message
  if (!(error instanceof ScenarioError)) throw error
  const [first, ...more] = error.problems
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  return `line ${first!.line}: ${first!.message}${others}`
}

function firstSentence(story: string): string {
  const text = story.replace(/\s+/g, ' ').trim()
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text
}

/** What stands together in the list: the scenarios of a folder, the stories of one symptom. */
interface Part {
  readonly heading: string
  readonly listed: readonly Listed[]
}

/** The stories of the field guide come last, by what people see; that each has a twin need not be said each time. */
function partsOf(folder: string, listed: readonly Listed[]): Part[] {
  const names = listed.map(({ name }) => name)
  const chapters = SYMPTOMS.map((symptom) => ({
    heading: `${symptom}:`,
    listed: listed.filter((one) => one.symptom === symptom && !isTwin(one.name, names)),
  }))
  const heading = folder === '' ? '' : `${folder}:`
  const others = { heading, listed: listed.filter(({ symptom }) => symptom === undefined) }
  const told = chapters.filter((chapter) => chapter.listed.length > 0)
  return others.listed.length === 0 && told.length > 0 && heading === '' ? told : [others, ...told]
}

/** By folders, one line a file. */
async function linesOf(
  sections: readonly { folder: string; listed: readonly Listed[] }[],
  options: ListOptions,
): Promise<string[]> {
  const { columnsOf, harmless, inAscii, padded, wrapped } = await import('../views/wrap.ts')
  const width = widthFor(options)
  const say = (text: string) => (options.ascii ? inAscii(harmless(text)) : harmless(text))
  const parts = sections.flatMap(({ folder, listed }) => partsOf(folder, listed))
  return parts.flatMap(({ heading, listed }, i) => {
    const head = heading === '' ? [] : [...(i === 0 ? [] : ['']), say(heading)]
    if (listed.length === 0) return [...head, '  no scenario files']
    const left = Math.min(Math.max(...listed.map(({ name }) => columnsOf(name))), width / 2) + 2
    const lines = listed.flatMap(({ name, title, about, problem }) => {
      const text = problem === null ? title || '(no title)' : `! ${problem}`
      const rows = [
        ...wrapped(say(text), width - left),
        ...(options.long && about ? wrapped(say(about), width - left) : []),
      ]
      const alone = columnsOf(name) + 2 > left ? [say(name)] : []
      return [...alone, ...rows.map((row, j) => padded(j === 0 && alone.length === 0 ? say(name) : '', left) + row)]
    })
    return [...head, ...lines]
  })
}
