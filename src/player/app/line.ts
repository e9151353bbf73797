/** A line that is being typed, with the place of the cursor. */
export interface Typing {
  readonly text: string
  readonly at: number
}

export const EMPTY: Typing = { text: '', at: 0 }

export function typing(text: string): Typing {
  return { text, at: text.length }
}

/** The place after the character that begins at one: it may take two units. */
export function after(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
}

function before(text: string, at: number): number {
  return Math.max(0, at - (Array.from(text.slice(0, at)).at(-1)?.length ?? 0))
}

/** What a key makes of a line; undefined: it is no key of a line. */
export function typed({ text, at }: Typing, key: string): Typing | undefined {
  const head = text.slice(0, at)
  const tail = text.slice(at)
  switch (key) {
    case 'backspace':
    case 'delete':
      return { text: text.slice(0, before(text, at)) + tail, at: before(text, at) }
    case 'left':
      return { text, at: before(text, at) }
    case 'right':
      return { text, at: Math.min(text.length, after(text, at)) }
    case 'home':
    case 'ctrl+a':
      return { text, at: 0 }
    case 'end':
    case 'ctrl+e':
      return { text, at: text.length }
    case 'ctrl+u':
      return { text: tail, at: 0 }
    case 'ctrl+w': {
      const kept = head.replace(/\S+\s*$/, '')
      return { text: kept + tail, at: kept.length }
    }
    case 'space':
      return { text: `${head} ${tail}`, at: at + 1 }
    default:
      return Array.from(key).length === 1 ? { text: head + key + tail, at: at + key.length } : undefined
  }
}
