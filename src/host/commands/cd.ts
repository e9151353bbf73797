import { NO_ENTRY, NOT_DIRECTORY } from '../disk.ts'
import { failed, printed } from './outcome.ts'
import { pathOf } from './paths.ts'
import type { Program } from './program.ts'

/** `cd` of the shell: where it stands lasts until the next boot. */
export const cd: Program = (call, args) => {
  const { space } = call
  const [name = '/root'] = args
  const path = pathOf(call, name)
  if (space.files.isDirectory(path)) {
    space.directory = path
    return printed('')
  }
  if (isOpenbsd(call.host.carp.system.userland))
    return failed(`sh: cd: ${name} - ${space.files.exists(path) ? NOT_DIRECTORY : NO_ENTRY}`)
  return failed(`sh: cd: can't cd to ${name}`, 2)
}

export const pwd: Program = ({ space }) => printed(`${space.directory}\n`)

function isOpenbsd(userland: string | undefined): boolean {
  return userland?.startsWith('OpenBSD') ?? false
}
