import type xterm from '@xterm/headless'

/** A terminal that knows of emoji and of marks, as all but xterm.js by itself do; for the rest as it is. */
export function modern(terminal: xterm.Terminal): void {
  const known = (terminal as unknown as Inside)._core.unicodeService._activeProvider
  const widthOf = (code: number): 0 | 1 | 2 => {
    const character = String.fromCodePoint(code)
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0
    return /\p{Emoji_Presentation}/u.test(character) && !/\p{Regional_Indicator}/u.test(character)
      ? 2
      : known.wcwidth(code)
  }
  terminal.unicode.register({
    version: 'modern',
    wcwidth: widthOf,
    charProperties: (code, before) => {
      const width = widthOf(code)
      // The lowest bit: it joins what is before; then its width; both as xterm.js keeps them.
      const joins = width === 0 && before !== 0
      return (joins ? 1 : 0) | ((joins ? (before >> 1) & 3 : width) << 1)
    },
  })
  terminal.unicode.activeVersion = 'modern'
}

interface Inside {
  readonly _core: { readonly unicodeService: { readonly _activeProvider: { wcwidth(code: number): 0 | 1 | 2 } } }
}
