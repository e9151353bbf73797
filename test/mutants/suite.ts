import { format } from 'node:util'

// What test files import as `vitest` here: it takes down their tests, which are run as often as there are mutants.

export { expect, vi } from 'vitest'

type Body = () => unknown
/** A function, and how long it may take, in either order. */
type Rest = readonly unknown[]

export interface Taken {
  readonly title: string
  readonly run: Body
}

const taken: Taken[] = []
const titles: string[] = []

/** All that were declared since the last call. */
export function takeTests(): Taken[] {
  return taken.splice(0)
}

interface Declare {
  (title: string, ...rest: Rest): void
  each(rows: readonly unknown[]): (title: string, ...rest: Rest) => void
  skipIf(condition: unknown): (title: string, ...rest: Rest) => void
}

/** The function is last, or before a number of milliseconds. */
function bodyOf(rest: Rest): (...given: unknown[]) => unknown {
  return rest.find((part) => typeof part === 'function') as (...given: unknown[]) => unknown
}

function declaring(declare: (title: string, body: Body) => void): Declare {
  const one = (title: string, ...rest: Rest) => declare(title, bodyOf(rest))
  const each =
    (rows: readonly unknown[]) =>
    (title: string, ...rest: Rest) => {
      for (const row of rows) {
        const given = Array.isArray(row) ? row : [row]
        declare(titled(title, given), () => bodyOf(rest)(...given))
      }
    }
  const skipIf = (condition: unknown) => (condition ? () => undefined : one)
  return Object.assign(one, { each, skipIf })
}

export const test: Declare = declaring((title, run) => taken.push({ title: [...titles, title].join(' > '), run }))

export const describe: Declare = declaring((title, body) => {
  titles.push(title)
  body()
  titles.pop()
})

export const beforeAll = (body: Body): unknown => body()
/** What a file leaves behind is gone with the process. */
export const afterAll = (): void => undefined
export const afterEach = afterAll

/** `$name` is a property of what is given, `%s` the next of several. */
function titled(title: string, given: readonly unknown[]): string {
  const [first] = given
  const named = title.replace(/\$(\w+)/g, (whole, key: string) =>
    typeof first === 'object' && first !== null && key in first ? String(Reflect.get(first, key)) : whole,
  )
  const places = named.match(/%[sdifjo]/g)?.length ?? 0
  return format(named, ...given.slice(0, places))
}
