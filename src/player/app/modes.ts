const ENTER = '\u001b[?1049h'
const LEAVE = '\u001b[?1049l'

interface Mode {
  readonly on: string
  readonly off: string
}

/** Letters stay in the cells that they were put in: a terminal that turns what runs from right to left would move columns. */
const AS_WRITTEN: Mode = { on: '\u001b[8l', off: '\u001b[8h' }
/** The terminal tells of clicks and of the wheel, in numbers that have no end. */
const MOUSE: Mode = { on: '\u001b[?1000h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1000l' }

/** The standard output, with modes that are on for as long as the alternate screen is, whoever leaves that, and why. */
export function screenWith(mouse: boolean): NodeJS.WriteStream {
  const { stdout } = process
  const modes = mouse ? [AS_WRITTEN, MOUSE] : [AS_WRITTEN]
  const enter = ENTER + modes.map(({ on }) => on).join('')
  const leave = modes.map(({ off }) => off).join('') + LEAVE
  const write = (text: unknown, ...rest: never[]) => {
    const said = typeof text === 'string' ? text.replaceAll(ENTER, enter).replaceAll(LEAVE, leave) : text
    return stdout.write(said as string, ...rest)
  }
  return new Proxy(stdout, {
    get: (_, name) => {
      if (name === 'write') return write
      const value: unknown = Reflect.get(stdout, name)
      return typeof value === 'function' ? value.bind(stdout) : value
    },
  })
}
