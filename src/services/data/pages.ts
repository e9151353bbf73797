import type { Course } from '../../engine/course.ts'
import type { Inode } from '../../host/files/inode.ts'
import { said } from '../../host/storage/buffers.ts'
import type { BlockDevice } from '../../host/storage/device.ts'
import type { Parts } from '../../host/storage/mounts.ts'
import type { Got } from '../../shell/files.ts'
import type { Pages } from './ledger.ts'

/** So many extents are written to again and again. */
const HOT_PAGES = 24

/** Pages in a file. */
export class FilePages implements Pages {
  readonly count = HOT_PAGES
  readonly #parts: Parts
  readonly #file: Inode

  constructor(parts: Parts, file: Inode) {
    this.#parts = parts
    this.#file = file
  }

  read(page: number): Got<unknown> {
    return { is: this.#parts.part(this.#file, page) }
  }

  write(page: number, holds: unknown): Course<string | null> {
    return this.#parts.writePart(this.#file, page, holds)
  }
}

/** Pages on a device that has no file system: an extent each, behind the first. */
export class BarePages implements Pages {
  readonly count: number
  readonly #device: BlockDevice

  constructor(device: BlockDevice) {
    this.#device = device
    this.count = Math.max(1, Math.min(HOT_PAGES, device.extents - 1))
  }

  *read(page: number): Course<Got<unknown>> {
    const got = yield* this.#device.read(this.#extent(page))
    return 'error' in got ? { error: said(got.error) } : { is: got.holds?.kept }
  }

  *write(page: number, holds: unknown): Course<string | null> {
    const written = yield* this.#device.write(this.#extent(page), { is: holds })
    return 'error' in written ? said(written.error) : null
  }

  #extent(page: number): number {
    return Math.min(page + 1, this.#device.extents - 1)
  }
}
