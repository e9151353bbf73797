import { type Problem, ScenarioError } from '../error.ts'
import { type Path, type Place, pathText } from '../text/node.ts'
import { printed } from '../text/printable.ts'
import { Source } from '../text/source.ts'
import { MAX_CHARACTERS } from '../text/yaml.ts'

interface Complaint {
  readonly place: Place
  readonly path: Path
  readonly message: string
}

/** Nobody reads more, and each takes its time. */
const MOST = 10_000

/** All that is wrong in the texts of which a scenario is made. */
export class Complaints {
  /** By their names, in the order in which they were opened. */
  readonly sources: Map<string, Source> = new Map<string, Source>()
  readonly #all: Complaint[] = []

  get count(): number {
    return this.#all.length
  }

  /** The scenario's own file. */
  get first(): Source | undefined {
    return this.sources.values().next().value
  }

  /** Takes in a text. Where its name is taken, it gets a number. */
  open(text: string, name: string): Source {
    let file = name
    for (let n = 2; this.sources.has(file); n++) file = `${name} (${n})`
    // What is larger is refused; its lines are not counted first.
    const source = new Source(text.slice(0, MAX_CHARACTERS + 1), file)
    this.sources.set(file, source)
    return source
  }

  readonly add = (place: Place, path: Path, message: string): void => {
    if (this.#all.length < MOST) this.#all.push({ place, path, message })
  }

  /** Throws if anything is wrong: all of it, file by file in file order. */
  finish(): void {
    if (this.#all.length === 0) return
    const order = new Map([...this.sources.values()].map((source, i) => [source, i]))
    const sorted = this.#all.toSorted(
      ({ place: a }, { place: b }) => order.get(a.source)! - order.get(b.source)! || a.start - b.start,
    )
    throw new ScenarioError(sorted.map(located).filter(isNews), this.sources)
  }

  /** Throws: something is wrong, and nothing more can be said. */
  giveUp(): never {
    this.finish()
    throw new Error('gave up without a complaint')
  }
}

function located({ place, path, message }: Complaint): Problem {
  const { source, start, end } = place
  const { line, column } = source.position(start)
  const length = Math.max(1, Math.min(end - start, source.lines[line - 1]!.length - column + 1))
  return { file: source.file, line, column, length, path: pathText(path), message: printed(message) }
}

/** Not what was said of the same thing before, nor what follows from a syntax error on the same line. */
function isNews({ file, path, line, column }: Problem, i: number, all: readonly Problem[]): boolean {
  const before = all[i - 1]
  if (file !== before?.file) return true
  return path !== before.path || line !== before.line || (path !== '' && column !== before.column)
}
