import type { Got, Stat } from '../../shell/files.ts'
import { IS_DIRECTORY, NOT_SUPPORTED } from './errors.ts'
import { type Inode, kindOf, sizeOf } from './inode.ts'

/** What stat(2) tells of a file, all of it. */
export interface FileStat extends Stat {
  readonly inode: number
  /** How many names it has. */
  readonly links: number
  /** Of a device, as ls(1) shows it in place of a size. */
  readonly device?: string
}

export function statOf(found: Got<Inode>): Got<FileStat> {
  if ('error' in found) return found
  const { number: inode, content, mode, owner, group, names: links, modified } = found.is
  const kind = kindOf(found.is)
  const device = content.kind === 'device' ? { device: content.device.number } : {}
  return { is: { kind, mode, owner, group, size: sizeOf(found.is), modified, inode, links, ...device } }
}

/** All that is in a file, or that a device gives. */
export function readFrom({ content }: Inode): Got<string> {
  if (content.kind === 'file') return { is: content.text }
  if (content.kind === 'told') return { is: content.read() }
  if (content.kind === 'device') return { is: content.device.read() }
  if (content.kind === 'fifo') return { is: '' }
  return { error: content.kind === 'directory' ? IS_DIRECTORY : NOT_SUPPORTED }
}

/** In place of what is there, or behind it; null: it is written. */
export function writeTo(inode: Inode, text: string, how: 'whole' | 'behind'): string | null {
  const { content } = inode
  if (content.kind === 'directory') return IS_DIRECTORY
  if (content.kind === 'device') return content.device.write(text)
  if (content.kind === 'fifo') return null
  if (content.kind === 'socket') return NOT_SUPPORTED
  const before = how === 'behind' && content.kind === 'file' ? content.text : ''
  return inode.tree.rewrite(inode, before + text)
}
