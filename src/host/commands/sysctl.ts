import type { Kernel } from '../kernel/kernel.ts'
import { integer } from './numbers.ts'
import { type Oid, oidsOf } from './oids.ts'
import { type Options, readOptions } from './options.ts'
import { failed, type Outcome, printed } from './outcome.ts'

const USAGE = 'usage: sysctl [-eiNnqw] name[=value] ...\n       sysctl [-eNnq] -a'

/** What came of one argument: what it printed, and of what it complained, be it silently. */
interface Said {
  readonly text: string
  readonly complaint?: string
}

/** sysctl(8): shows and sets what a kernel can be told. */
export function sysctl(kernel: Kernel, args: readonly string[]): Outcome {
  const options = readOptions(args, 'aeiNnqw')
  if (options === undefined || (options.given.has('N') && options.given.has('n'))) return failed(USAGE)
  const talk = new Talk(kernel, options.given)
  if (options.rest.length > 0) return talk.obeyAll(options.rest)
  return options.given.has('a') ? printed(talk.list('')) : failed(USAGE)
}

class Talk {
  readonly #oids: readonly Oid[]
  readonly #given: Options['given']
  /** FreeBSD 9 ends at the first failure; later ones go on and count failures, and take a colon for `=`. */
  readonly #old: boolean

  constructor(kernel: Kernel, given: Options['given']) {
    this.#oids = oidsOf(kernel)
    this.#given = given
    this.#old = kernel.system.device === 'carpN'
  }

  obeyAll(args: readonly string[]): Outcome {
    let stdout = ''
    let stderr = ''
    let exit = 0
    for (const arg of args) {
      const { text, complaint } = this.#obey(arg)
      stdout += text
      if (complaint === undefined) continue
      exit += 1
      if (complaint !== '') stderr += `sysctl: ${complaint}\n`
      if (this.#old) break
    }
    return { stdout, stderr, exit }
  }

  /** All below a name. */
  list(node: string): string {
    const below = this.#oids.filter(({ name }) => node === '' || name.startsWith(`${node}.`))
    return below.map((oid) => `${this.#show(oid)}\n`).join('')
  }

  #obey(arg: string): Said {
    const [, left = '', assigned] = (this.#old ? /^([^=]*)(=.*)?$/s : /^([^=:]*)([=:].*)?$/s).exec(arg)!
    const name = this.#old ? left : left.trimEnd()
    const value = assigned?.slice(1).trimStart()
    const oid = this.#oids.find((candidate) => candidate.name === name)
    if (oid !== undefined) return value === undefined ? { text: `${this.#show(oid)}\n` } : this.#set(oid, arg, value)
    const below = name === '' ? '' : this.list(name)
    if (below === '') return this.#unknown(name)
    return value === undefined ? { text: below } : { text: '', complaint: `oid '${name}' isn't a leaf node` }
  }

  #unknown(name: string): Said {
    if (this.#given.has('i')) return { text: '' }
    return { text: '', complaint: this.#given.has('q') ? '' : `unknown oid '${name}'` }
  }

  #set(oid: Oid, arg: string, value: string): Said {
    if (oid.write === undefined) return { text: '', complaint: `oid '${oid.name}' is read only` }
    if (value === '') return { text: '', complaint: 'empty numeric value' }
    const number = integer(value)
    if (number === undefined) return { text: '', complaint: `invalid integer '${value}'` }
    const before = this.#show(oid)
    if (!oid.write(number)) return { text: `${before}\n`, complaint: `${arg}: Invalid argument` }
    return { text: `${before} -> ${oid.read()}\n` }
  }

  #show(oid: Oid): string {
    const { name } = oid
    if (this.#given.has('N')) return name
    if (this.#given.has('n')) return `${oid.read()}`
    return `${name}${this.#given.has('e') ? '=' : ': '}${oid.read()}`
  }
}
