import type { RcSettings } from '../../config/rc-settings.ts'
import type { Course } from '../../engine/course.ts'
import { carryOut } from '../../host/commands/command.ts'
import { devicesOf, nameOf } from '../../host/commands/ifconfig-show.ts'
import { Netif } from '../../host/commands/netif.ts'
import { written } from '../../host/execution/watching.ts'
import type { Kernel } from '../../host/kernel/kernel.ts'
import type { Service } from '../../host/service.ts'
import type { UserSpace } from '../../host/user-space.ts'

const NO_CARDS = /^NO$/i
const BY_SERVER = /^(?:SYNC|NOSYNC)?DHCP$/i

/** /etc/rc.d/netif: makes the interfaces that rc.conf names, and configures them, by ifconfig (network.subr). */
export class RcNetif implements Service {
  readonly name = 'netif'
  readonly enabled = true
  readonly #kernel: Kernel
  readonly #space: UserSpace
  readonly #settings: () => RcSettings
  readonly #down: Netif

  constructor(kernel: Kernel, space: UserSpace, settings: () => RcSettings) {
    this.#kernel = kernel
    this.#space = space
    this.#settings = settings
    this.#down = new Netif(kernel)
  }

  start(): string {
    this.#space.processes.background(() => this.up())
    return this.said
  }

  stop(): string {
    return this.#down.stop()
  }

  /** What it prints when it is done. */
  get said(): string {
    return `Starting Network: ${this.#names.join(' ')}.\n`
  }

  /** clone_up(), then ifn_start() of each interface that is there: cards first. */
  *up(): Course<void> {
    const settings = this.#settings()
    for (const { text } of settings.cloned) yield* this.#ifconfig([text, 'create'])
    for (const name of this.#names.filter((each) => each !== 'lo0')) yield* this.#configure(name, settings)
  }

  get #names(): readonly string[] {
    const names = devicesOf(this.#kernel).map(nameOf)
    return ['lo0', ...names.filter((name) => name !== 'lo0')]
  }

  /** ifconfig_up(): what its variable says, and `up` where that went well; then its aliases. */
  *#configure(name: string, { lines }: RcSettings): Course<void> {
    let isUp = false
    for (const { interface: on, variable, words } of lines) {
      if (on !== name) continue
      const texts = words.map(({ text }) => text)
      const isAlias = /_alias(?:es|\d+)$/.test(variable)
      if (isAlias && !this.#takes(texts)) continue
      const args = texts.filter((text) => !BY_SERVER.test(text) && !NO_CARDS.test(text))
      // What a server gives it is the address that the scenario says.
      if (args.length < texts.length) this.#lease(name)
      const exit = args.length === 0 ? 0 : yield* this.#ifconfig([name, ...args, ...(isAlias ? ['alias'] : [])])
      if (!isUp && exit === 0) yield* this.#ifconfig([name, 'up'])
      isUp ||= exit === 0
    }
  }

  /** From FreeBSD 10 on an alias begins with its family (ifalias_af). */
  #takes([first]: readonly string[]): boolean {
    return this.#kernel.system.device === 'carpN' || first === 'inet' || first === 'inet6'
  }

  #lease(name: string): void {
    const nic = this.#kernel.host.nics.find((each) => each.name === name)
    if (nic !== undefined) nic.addresses.configured = true
  }

  #ifconfig(words: readonly string[]): Course<number> {
    return carryOut(this.#kernel.host, this.#space, { line: written(['ifconfig', ...words]), input: '' })
  }
}
