/** A line that is being typed, with the place of the cursor. */
export interface Typing {
  readonly text: string
  readonly at: number
}

export const EMPTY: Typing = { text: '', at: 0 }

export function typing(text: string): Typing {
  return { text, at: text.length }
}

/** What a key makes of a line; undefined: it is no key of a line. */
export function typed({ text, at }: Typing, key: string): Typing | undefined {
  const before = text.slice(0, at)
  const after = text.slice(at)
  switch (key) {
    case 'backspace':
    case 'delete':
      return { text: before.slice(0, -1) + after, at: Math.max(0, at - 1) }
    case 'left':
      return { text, at: Math.max(0, at - 1) }
    case 'right':
      return { text, at: Math.min(text.length, at + 1) }
    case 'home':
    case 'ctrl+a':
      return { text, at: 0 }
    case 'end':
    case 'ctrl+e':
      return { text, at: text.length }
    case 'ctrl+u':
      return { text: after, at: 0 }
    case 'ctrl+w': {
      const kept = before.replace(/\S+\s*$/, '')
      return { text: kept + after, at: kept.length }
    }
    case 'space':
      return { text: `${before} ${after}`, at: at + 1 }
    default:
      return Array.from(key).length === 1 ? { text: before + key + after, at: at + key.length } : undefined
  }
}
