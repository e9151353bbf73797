import { Box, type Key, Static, Text, Transform, useApp, useInput } from 'ink'
import { createElement, type ReactNode } from 'react'

/** Gives the terminal away until something is done. */
export type Suspend = (callback: () => Promise<void>) => Promise<void>

interface Heard {
  readonly press: (key: string) => void
  readonly suspending: (suspend: Suspend) => void
}

interface PageProps extends Heard {
  /** As the terminal takes them. */
  readonly lines: readonly string[]
}

interface ToldProps extends Heard {
  readonly lines: string[]
  readonly prompt: string
}

/** All that was told, each line once and for good, and below it what is being typed. */
export function Told({ lines, prompt, press, suspending }: ToldProps): ReactNode {
  useKeys({ press, suspending })
  const told = {
    items: lines,
    children: (line: string, key: number) => createElement(Text, { key }, line === '' ? ' ' : line),
  }
  const typed = prompt === '' ? null : createElement(Text, null, prompt)
  return createElement(Box, { flexDirection: 'column' }, createElement(Static<string>, told), typed)
}

function useKeys({ press, suspending }: Heard): void {
  suspending(useApp().suspendTerminal)
  useInput((input, key) => {
    for (const name of keysOf(input, key)) press(name)
  })
}

/**
 * The whole screen, and its keys.
 *
 * Lines are as wide as the screen already: they are put in when ink has laid out as many empty ones, for measuring
 * each of them in every frame takes longer than all else.
 */
export function Page({ lines, press, suspending }: PageProps): ReactNode {
  useKeys({ press, suspending })
  const transform = (_: string, y: number) => lines[y]!
  return createElement(Transform, { transform }, createElement(Text, null, lines.map(() => ' ').join('\n')))
}

const NAMED = {
  upArrow: 'up',
  downArrow: 'down',
  leftArrow: 'left',
  rightArrow: 'right',
  pageUp: 'page-up',
  pageDown: 'page-down',
  home: 'home',
  end: 'end',
  return: 'enter',
  escape: 'escape',
  tab: 'tab',
  backspace: 'backspace',
  delete: 'delete',
} as const

/** A key by its name; keys that came at once each by theirs. */
function keysOf(input: string, key: Key): string[] {
  const named = (Object.keys(NAMED) as (keyof typeof NAMED)[]).find((name) => key[name])
  if (named !== undefined) return [`${key.shift ? 'shift+' : ''}${NAMED[named]}`]
  if (key.ctrl) return [`ctrl+${input}`]
  return Array.from(input, characterKey)
}

const CONTROLS: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u001b': 'escape',
  '\b': 'backspace',
  '\u007f': 'backspace',
}

function characterKey(character: string): string {
  const code = character.codePointAt(0)!
  return CONTROLS[character] ?? (code < 27 ? `ctrl+${String.fromCodePoint(code + 96)}` : character)
}
