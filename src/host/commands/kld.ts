import { type Options, readOptions } from './options.ts'
import { each, failed, type Outcome, printed } from './outcome.ts'
import { type KernelCall, type Program, withKernel } from './program.ts'

/** kldload(8) */
export const kldload: Program = withKernel((call, args) => {
  const options = readOptions(args, 'nqv')
  if (options === undefined || options.rest.length === 0) return failed('usage: kldload [-nqv] file ...')
  return each(options.rest, (name) => loaded(call, name, options))
})

function loaded(call: KernelCall, name: string, { given }: Options): Outcome {
  const { modules } = call.space
  const file = name.replace(/^.*\//, '')
  if (isCarp(call, file) || modules.has(file)) return given.has('n') ? printed('') : already(call, name)
  const isCarpModule = carpFile(call) === file.replace(/\.ko$/, '')
  if (!modules.load(file)) return failed(`kldload: can't load ${name}: No such file or directory`)
  if (isCarpModule) modules.hasCarp = true
  const id = modules.loaded.at(-1)!.id
  return printed(given.has('v') ? `Loaded ${name}, id=${id}\n` : '')
}

/** Only later ones tell it from any other file that exists (kldload.c, r252394). */
function already({ kernel }: KernelCall, name: string): Outcome {
  const isOld = kernel.system.userland === 'FreeBSD 9'
  return failed(`kldload: can't load ${name}: ${isOld ? 'File exists' : 'module already loaded or in kernel'}`)
}

/** CARP is in the kernel of every machine that is configured with it, but by files that say otherwise. */
function isCarp(call: KernelCall, file: string): boolean {
  return call.space.modules.hasCarp && file.replace(/\.ko$/, '') === carpFile(call)
}

function carpFile({ kernel }: KernelCall): string {
  return kernel.system.device === 'carpN' ? 'if_carp' : 'carp'
}

/** kldunload(8) */
export const kldunload: Program = (call, args) => {
  const options = readOptions(args, 'fv')
  if (options === undefined || options.rest.length === 0)
    return failed('usage: kldunload [-fv] [-n] name ...\n       kldunload [-fv] -i id ...')
  const { modules } = call.space
  return each(options.rest, (name) => {
    if (!modules.has(name)) return failed(`kldunload: can't find file ${name}: No such file or directory`)
    modules.unload(name)
    return printed('')
  })
}

/** kldstat(8) */
export const kldstat: Program = ({ space }, args) => {
  const options = readOptions(args, 'n:qv')
  if (options === undefined || options.rest.length > 0)
    return failed('usage: kldstat [-h] [-q] [-v] [-i id] [-n filename]')
  const { given } = options
  const { loaded: modules } = space.modules
  const all = [
    { id: 1, refs: 1 + 2 * modules.length, address: '0xffffffff80200000', size: '1323388', file: 'kernel' },
    ...modules.map((module) => ({ ...module, refs: 1 })),
  ]
  const name = given.get('n')
  const shown = name === undefined ? all : all.filter(({ file }) => file === name || file === `${name}.ko`)
  if (shown.length === 0)
    return failed(given.has('q') ? '' : `kldstat: can't find file ${name}: No such file or directory`)
  if (given.has('q')) return printed('')
  const lines = shown.map(
    ({ id, refs, address, size, file }) =>
      `${`${id}`.padStart(2)} ${`${refs}`.padStart(4)} ${address} ${size.padEnd(8)} ${file}\n`,
  )
  return printed(`Id Refs Address            Size     Name\n${lines.join('')}`)
}
