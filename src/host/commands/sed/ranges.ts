import type { RegularExpression } from '../../../config/regular-expression.ts'
import type { Address, Command } from './script.ts'

/** The line that addresses are asked of. */
interface At {
  number(): number
  isLast(): boolean
  finds(pattern: RegularExpression | null): boolean
}

/** Which commands a line is for. */
export class Ranges {
  readonly #gnu: boolean
  readonly #line: At
  /** Of each range the line where it began; null: it did not yet. */
  #begun: (number | null)[] = []
  readonly #closed = new Set<number>()

  constructor(gnu: boolean, line: At) {
    this.#gnu = gnu
    this.#line = line
  }

  /** Lines are counted from 1 again. */
  begin(commands: readonly Command[]): void {
    this.#begun = commands.map(({ from }) => (from?.is === 'line' && from.line === 0 ? 0 : null))
    this.#closed.clear()
  }

  /** Whether a range goes on behind this line. */
  isWithin(i: number): boolean {
    return this.#begun[i] !== null
  }

  applies({ from, to, not }: Command, i: number): boolean {
    if (from === null) return !not
    return (to === null ? this.#holds(from) : this.#isWithin(from, to, i)) !== not
  }

  #holds(address: Address): boolean {
    const number = this.#line.number()
    if (address.is === 'line') return address.line === number
    if (address.is === 'last') return this.#line.isLast()
    if (address.is === 'step')
      return address.step === 0
        ? number === address.first
        : number >= address.first && (number - address.first) % address.step === 0
    return this.#line.finds(address.pattern)
  }

  /** A range begins where its first address holds, and ends with the line where the second does. */
  #isWithin(from: Address, to: NonNullable<Command['to']>, i: number): boolean {
    const number = this.#line.number()
    const begun = this.#begun[i]!
    if (begun === null) return this.#begins(from, to, i)
    if (to.is === 'line' && number > to.line) {
      this.#end(i)
      return false
    }
    const isOver =
      to.is === 'line' ? number === to.line : to.is === 'more' ? number >= begun + to.lines : this.#holds(to)
    if (isOver) this.#end(i)
    return true
  }

  /** GNU's begins at a line, or behind it where that one was not asked. */
  #begins(from: Address, to: NonNullable<Command['to']>, i: number): boolean {
    const number = this.#line.number()
    const isFrom = this.#gnu && from.is === 'line'
    if (isFrom ? this.#closed.has(i) || number < from.line : !this.#holds(from)) return false
    const isOne = (to.is === 'line' && to.line <= number) || (to.is === 'more' && to.lines === 0)
    if (isOne) this.#closed.add(i)
    else this.#begun[i] = number
    return !isOne || !isFrom || number === from.line || (to.is === 'line' && number <= to.line)
  }

  #end(i: number): void {
    this.#begun[i] = null
    this.#closed.add(i)
  }
}
