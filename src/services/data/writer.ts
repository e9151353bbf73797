import type { Course } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import { lasting } from '../../host/storage/took.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Process } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import { Ledger, type Pages } from './ledger.ts'
import { BarePages, FilePages } from './pages.ts'
import { Writing } from './writing.ts'

/** How often it looks whether what it writes to is there by now. */
const LOOKS_EVERY: Micros = SECOND

/** What writes on a machine, where, and how often. */
export interface WriterOptions {
  /** A device, /dev/hast/test, or a directory of a file system that is mounted. */
  readonly on: string
  /** What its data are called: test. */
  readonly of: string
  readonly every: Micros
}

/** Where it can write. */
interface Found {
  readonly pages: Pages
  /** Null: it can begin. */
  begin(): Course<string | null>
  isGone(): boolean
  close(): void
}

/** An application on a machine: where its device or file system is, it writes to it, and reads first what is there. */
export class Writer extends Writing {
  readonly title: string
  readonly #options: WriterOptions
  #count = 0

  constructor(host: Host, space: UserSpace, options: WriterOptions) {
    super(host, space, options.every)
    this.#options = options
    this.title = `/usr/local/bin/writer ${options.on}`
  }

  reset(): void {
    this.#count = 0
  }

  protected *writes(self: Process): Course<number> {
    for (;;) {
      const found = this.#pages(self)
      if (found !== undefined) {
        yield* this.#fills(found)
        found.close()
      }
      yield* lasting(this.host, LOOKS_EVERY)
    }
  }

  /** Until it cannot write any more. */
  *#fills({ pages, begin, isGone }: Found): Course<void> {
    const { host } = this
    const { of } = this.#options
    const ledger = new Ledger(pages)
    const why = yield* begin()
    const opened = why === null ? yield* ledger.open() : { error: why }
    if ('error' in opened) return
    const { torn, ...found } = opened.is
    const served = host.note({ kind: 'data', host: host.name, of, served: true, ...found, ...(torn && { torn }) })
    for (;;) {
      yield* this.next()
      host.world.engine.cause = served
      if (isGone() || !(yield* this.#write(ledger))) break
    }
    host.note({ kind: 'data', host: host.name, of, served: false })
  }

  /** False: it could not. */
  *#write(ledger: Ledger): Course<boolean> {
    const { host } = this
    const { of } = this.#options
    const { engine } = host.world
    const sequence = (ledger.last?.sequence ?? 0) + 1
    const names = { host: host.name, of, sequence }
    const cause = host.note({ kind: 'write', ...names })
    engine.cause = cause
    const commit = ledger.add({ by: `${of}@${host.name}`, number: ++this.#count }, of, sequence)
    const { name: write, after, page } = commit
    const body = { host: host.name, of, write, after, page, writer: of, sequence }
    engine.cause = host.note({ kind: 'commit', ...body })
    const why = yield* ledger.keep(commit)
    engine.cause = cause
    if (why === null) host.note({ kind: 'written', ...names, by: host.name, write })
    else host.note({ kind: 'unwritten', ...names, says: why })
    return why === null
  }

  /** Where it writes; undefined: that is not there. */
  #pages(self: Process): Found | undefined {
    const { storage, mounts, files } = this.space
    const { on } = this.#options
    const device = storage.at(on)
    if (device !== undefined) {
      device.whenGone(() => self.wake())
      return { pages: new BarePages(device), begin: ready, isGone: () => !device.isThere, close: () => undefined }
    }
    const mount = mounts.over(on)
    if (mount?.content == null) return undefined
    const path = `${on}/writes`
    if (!files.exists(path)) files.write(path, '')
    const file = files.find(path)
    if ('error' in file) return undefined
    let isGone = false
    const lost = () => {
      isGone = true
      self.wake()
    }
    const close = mounts.use(mount, { name: 'writer', lost })
    const { content } = mount
    // A file whose name is not on the disk would be lost with the power (fsync).
    return { pages: new FilePages(content, file.is), begin: () => content.sync(), isGone: () => isGone, close }
  }
}

function* ready(): Course<string | null> {
  yield 0
  return null
}
