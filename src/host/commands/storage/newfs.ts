import type { Course } from '../../../engine/course.ts'
import type { BlockDevice } from '../../storage/device.ts'
import { taking } from '../../storage/took.ts'
import { newfs as make, newfsTime } from '../../storage/ufs/newfs.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { type Call, isKernel, type Program } from '../program.ts'
import { deviceNamed, devicePath } from './named.ts'

const USAGE =
  'usage: newfs [ -fsoptions ] special-device [device-type]\nwhere fsoptions are:\n\t-J Enable journaling via gjournal\n\t-L volume label to add to superblock\n\t-U enable soft updates'
const SECTOR = 512
const MIB = 1_048_576
const WIDTH = 80

/** The usual sizes of blocks: newfs(8) of FreeBSD 9.0 doubled them. */
const BLOCKS = { old: { block: 16_384, most: 11_761, first: 160 }, new: { block: 32_768, most: 20_035, first: 192 } }
const INODE = 256
const FRAGMENTS = 8
/** So many fragments a file are counted on (NFPI). */
const FRAGMENTS_PER_INODE = 4
const LEAST_GROUPS = 4

/** newfs(8) */
export const newfs: Program = (call, args) => {
  const options = readOptions(args, 'EJL:NO:S:T:Ua:b:c:d:e:f:g:h:i:jk:lm:no:p:r:s:tn')
  const [name] = options?.rest ?? []
  if (options === undefined || name === undefined || options.rest.length > 2) return failed(USAGE)
  const device = deviceNamed(call, name)
  const path = devicePath(name)
  if (device === undefined) return failed(`newfs: ${path}: could not find special device`)
  if (call.space.mounts.find(path) !== undefined) return failed(`newfs: ${path} is mounted`)
  return made(call, path, device, options.given.has('U') || options.given.has('j'))
}

function* made(call: Call, path: string, device: BlockDevice, softUpdates: boolean): Course<Outcome> {
  const { host, space } = call
  const why = yield* taking(host, newfsTime(device), make(device, space.treeOptions, softUpdates))
  if (why !== null) return failed(`newfs: ${path}: failed to open disk for writing: ${why}`)
  return printed(told(call, path, device.size, softUpdates))
}

/** What mkfs() prints. */
function told({ host }: Call, path: string, size: number, softUpdates: boolean): string {
  const isOld = isKernel(host) && host.carp.system.userland === 'FreeBSD 9'
  const { block, most, first } = BLOCKS[isOld ? 'old' : 'new']
  const sectors = Math.floor(size / SECTOR)
  const blocks = Math.max(1, Math.floor(size / block))
  const perGroup = Math.min(most, Math.floor(blocks / LEAST_GROUPS) + 1)
  const groups = Math.ceil(blocks / perGroup)
  const perBlock = block / INODE
  const inodes = Math.ceil((perGroup * FRAGMENTS) / FRAGMENTS_PER_INODE / perBlock) * perBlock
  const backups = Array.from({ length: groups }, (_, i) => first + i * perGroup * (block / SECTOR))
  const groupSize = ((perGroup * block) / MIB).toFixed(2)
  return (
    `${path}: ${(size / MIB).toFixed(1)}MB (${sectors} sectors) block size ${block}, fragment size ${block / FRAGMENTS}\n` +
    `\tusing ${groups} cylinder groups of ${groupSize}MB, ${perGroup} blks, ${inodes} inodes.\n` +
    `${softUpdates ? '\twith soft updates\n' : ''}super-block backups (for fsck -b #) at:\n${wrapped(backups)}\n`
  )
}

function wrapped(numbers: readonly number[]): string {
  let text = ''
  let width = 0
  for (const [i, number] of numbers.entries()) {
    const word = ` ${number}${i + 1 < numbers.length ? ',' : ''}`
    if (width + word.length >= WIDTH) {
      text += '\n'
      width = 0
    }
    text += word
    width += word.length
  }
  return text
}
