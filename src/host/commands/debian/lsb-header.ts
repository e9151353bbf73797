/** What an init script says of itself between `### BEGIN INIT INFO` and `### END INIT INFO`. */
export interface LsbHeader {
  readonly provides: readonly string[]
  /** Facilities, `$network` among them, and other scripts. */
  readonly requiredStart: readonly string[]
  readonly shouldStart: readonly string[]
  readonly requiredStop: readonly string[]
  /** Runlevels: 2 3 4 5. */
  readonly defaultStart: readonly string[]
  readonly defaultStop: readonly string[]
}

const BLOCK = /^###[ \t]*BEGIN INIT INFO[ \t]*\n([\s\S]*?)^###[ \t]*END INIT INFO/m

/** Undefined: it has none. */
export function lsbHeaderOf(text: string): LsbHeader | undefined {
  const block = BLOCK.exec(text)?.[1]
  if (block === undefined) return undefined
  const words = (name: string) => {
    const line = block.split('\n').find((each) => each.toLowerCase().startsWith(`# ${name.toLowerCase()}:`))
    return (
      line
        ?.slice(line.indexOf(':') + 1)
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '') ?? []
    )
  }
  return {
    provides: words('Provides'),
    requiredStart: words('Required-Start'),
    shouldStart: words('Should-Start'),
    requiredStop: words('Required-Stop'),
    defaultStart: words('Default-Start'),
    defaultStop: words('Default-Stop'),
  }
}
