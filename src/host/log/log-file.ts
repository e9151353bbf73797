import { writeTo } from '../files/contents.ts'
import type { Inode } from '../files/inode.ts'

/** So many lines are kept, as if newsyslog(8) or logrotate(8) turned files over. */
const MOST_LINES = 5_000

/** A file that is open to a daemon: it writes there, whatever becomes of its name. */
export class LogFile {
  readonly #inode: Inode
  #lines: number

  constructor(inode: Inode) {
    this.#inode = inode
    const { content } = inode
    this.#lines = content.kind === 'file' ? content.text.split('\n').length - 1 : 0
  }

  /** What finds no room is lost. */
  append(line: string): void {
    writeTo(this.#inode, `${line}\n`, 'behind')
    const { content, tree } = this.#inode
    if (content.kind !== 'file' || ++this.#lines <= 2 * MOST_LINES) return
    const kept = content.text.split('\n').slice(-MOST_LINES - 1)
    tree.rewrite(this.#inode, kept.join('\n'))
    this.#lines = kept.length - 1
  }
}
