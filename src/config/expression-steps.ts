/** Where an expression was found, and what each pair of its parentheses held; undefined: it was passed by. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
}

/** One step of a machine that reads a text character by character. */
export type Step =
  | { readonly is: 'one'; takes(character: string): boolean }
  | { readonly is: 'begin' | 'end' | 'found' }
  | { readonly is: 'between'; holds(before: string | undefined, after: string | undefined): boolean }
  /** Goes on in both places; in the first one rather than in the second. */
  | { readonly is: 'fork'; readonly to: readonly [number, number] }
  /** What stands in parentheses begins here, or ends: twice its number, and one more. */
  | { readonly is: 'mark'; readonly mark: number }

/** Whether a step that takes no character lets a way go on behind it. */
export function passes(step: Step, text: string, at: number): boolean {
  if (step.is === 'mark') return true
  if (step.is === 'begin') return at === 0
  if (step.is === 'end') return at === text.length
  return step.is === 'between' && step.holds(text[at - 1], text[at])
}

/** A way through the steps, and where its parentheses stood. */
interface Way {
  readonly place: number
  readonly marks: readonly (number | undefined)[]
}

/** Goes through a match once more, and prefers at each fork what stands first: all ways at once, the best one first. */
export function capture(
  steps: readonly Step[],
  groups: number,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Match {
  if (groups === 0) return { start, end, groups: [] }
  let here = follow(steps, text, start, [{ place: 0, marks: [] }])
  for (let at = start; at < end; at++) {
    const next = here.flatMap(({ place, marks }) => {
      const step = steps[place]!
      return step.is === 'one' && step.takes(text[at]!) ? [{ place: place + 1, marks }] : []
    })
    here = follow(steps, text, at + 1, next)
  }
  const marks = here.find(({ place }) => steps[place]!.is === 'found')?.marks ?? []
  const held = Array.from({ length: groups }, (_, i) => {
    const [from, to] = [marks[2 * i + 2], marks[2 * i + 3]]
    return from === undefined || to === undefined ? undefined : text.slice(from, to)
  })
  return { start, end, groups: held }
}

/** As far as no character is needed, each place once. */
function follow(steps: readonly Step[], text: string, at: number, from: readonly Way[]): Way[] {
  const ways: Way[] = []
  const seen = new Set<number>()
  const open = from.toReversed()
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const { place, marks } = way
    if (seen.has(place)) continue
    seen.add(place)
    const step = steps[place]!
    if (step.is === 'fork') open.push({ place: step.to[1], marks }, { place: step.to[0], marks })
    else if (step.is === 'mark') open.push({ place: place + 1, marks: marked(marks, step.mark, at) })
    else if (step.is === 'one' || step.is === 'found') ways.push(way)
    else if (passes(step, text, at)) open.push({ place: place + 1, marks })
  }
  return ways
}

function marked(marks: Way['marks'], mark: number, at: number): Way['marks'] {
  const copy = [...marks]
  copy[mark] = at
  return copy
}
