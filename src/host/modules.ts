/** A part of a kernel that is loaded apart from it. */
interface Module {
  readonly id: number
  readonly file: string
  readonly address: string
  readonly size: string
}

/** Modules that lie in /boot/kernel and do something here, or are asked for by people who set CARP up. */
const FILES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    carp: '12a58',
    if_carp: '9d40',
    geom_gate: '7d18',
    pf: '46e90',
    pflog: '4d30',
    pfsync: '8c68',
    if_bridge: 'c6e8',
    if_lagg: 'e4a8',
    vlan: '6a20',
  }),
)

/** What kldload(8) has loaded since the boot. */
export class Modules {
  #loaded: readonly Module[] = []
  #lastId = 1
  /** CARP is in the kernel, or was loaded. */
  hasCarp = true

  get loaded(): readonly Module[] {
    return this.#loaded
  }

  has(name: string): boolean {
    return this.#loaded.some(({ file }) => file === fileOf(name))
  }

  /** @returns false where there is no such file */
  load(name: string): boolean {
    const size = FILES.get(fileOf(name).replace(/\.ko$/, ''))
    if (size === undefined) return false
    const address = (0x8161_2000 + 0x2_0000 * this.#loaded.length).toString(16)
    this.#loaded = [...this.#loaded, { id: ++this.#lastId, file: fileOf(name), address: `0xffffffff${address}`, size }]
    return true
  }

  unload(name: string): void {
    this.#loaded = this.#loaded.filter(({ file }) => file !== fileOf(name))
  }

  powerOff(): void {
    this.#loaded = []
    this.#lastId = 1
    this.hasCarp = true
  }
}

/** kldload takes a name with its ending or without. */
function fileOf(name: string): string {
  return name.endsWith('.ko') ? name : `${name}.ko`
}

/** Whether the kernel of a machine knows CARP: where nobody lives it does. */
export function hasCarp({
  host,
}: {
  readonly host: { readonly space: { readonly modules: Modules } | null }
}): boolean {
  return host.space?.modules.hasCarp ?? true
}
