/** What a package does to a machine besides its files. */
interface Brings {
  come(): void
  go(): void
}

/** What can be installed on a machine while it runs, and is not there any more in another run. */
export class Packages {
  readonly #offered = new Map<string, Brings>()
  readonly #installed = new Set<string>()

  offer(name: string, brings: Brings): void {
    this.#offered.set(name, brings)
  }

  install(name: string): void {
    const brings = this.#offered.get(name)
    if (brings === undefined || this.#installed.has(name)) return
    this.#installed.add(name)
    brings.come()
  }

  remove(name: string): void {
    if (this.#installed.delete(name)) this.#offered.get(name)!.go()
  }

  reset(): void {
    for (const name of this.#installed) this.remove(name)
  }
}
