import { wholePath } from '../expand/glob.ts'
import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'

/** Where `cd` goes, and whether it says so. */
function places(shell: Shell, to: string): readonly { readonly path: string; readonly aloud: boolean }[] {
  if (/^(?:\/|\.\.?(?:\/|$))/.test(to)) return [{ path: to, aloud: false }]
  const path = shell.variables.value('CDPATH')
  const search = path === undefined ? [] : path.split(':').filter((each) => each !== '' && each !== '.')
  return [...search.map((each) => ({ path: `${each}/${to}`, aloud: true })), { path: to, aloud: false }]
}

function* cd(call: Call): Flow<number> {
  const { shell, name } = call
  const args = [...call.args]
  while (args.length > 0 && /^-[LPe@]+$|^--$/.test(args[0]!)) if (args.shift() === '--') break
  if (args.length > 1 && shell.dialect.countsArguments)
    return yield* fails(call, { is: 'too many arguments', command: name })
  const back = args[0] === '-'
  const variable = back ? 'OLDPWD' : 'HOME'
  const to = args[0] === undefined || back ? shell.variables.value(variable) : args[0]
  if (to === undefined && shell.dialect.countsArguments)
    return yield* fails(call, { is: 'not set', name: variable, command: name })
  let why = 'No such file or directory'
  for (const { path, aloud } of places(shell, to ?? (back ? shell.directory : '.'))) {
    const whole = wholePath(path, shell.directory)
    const stat = path === '' && shell.dialect.countsArguments ? { error: why } : shell.machine.files.stat(whole)
    if ('is' in stat && stat.is.kind === 'directory') return yield* enter(call, whole, back || aloud)
    why = 'is' in stat ? 'Not a directory' : stat.error
  }
  return yield* fails(call, { is: 'cannot change directory', path: to ?? '', why, command: name })
}

function* enter(call: Call, whole: string, aloud: boolean): Flow<number> {
  const { shell } = call
  shell.assign('OLDPWD', shell.directory)
  shell.assign('PWD', whole)
  for (const name of ['OLDPWD', 'PWD']) shell.variables.mark(name, { exported: true })
  shell.directory = whole
  return aloud ? yield* says(call, `${whole}\n`) : 0
}

export const DIRECTORIES: readonly (readonly [string, Builtin])[] = [
  ['cd', cd],
  ['chdir', cd],
  ['pwd', (call) => says(call, `${call.shell.directory}\n`)],
]
