import type { Course } from '../../../engine/course.ts'
import type { Called } from '../../../shell/machine.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { parentOf } from '../../disk.ts'
import { type Debian, ends, type Made, runs } from './called.ts'
import { PACKAGES, type Package, textOf } from './packages.ts'
import { register } from './update-rc.ts'

/** What a package takes to be fetched, and to be set up. */
const FETCHED: Micros = 2 * SECOND
const SET_UP: Micros = SECOND
const READING = 'Reading package lists... Done\nBuilding dependency tree       \nReading state information... Done\n'
const FAILED = 100

/** apt-get(8), in short: what it installs is in the list of packages. */
export const aptGet: Made = (machine) => (called) => {
  const [verb, ...names] = called.args.filter((word) => !word.startsWith('-'))
  if (verb === 'update' || verb === 'upgrade') return ends(called, 0, { stdout: 'Reading package lists... Done\n' })
  if (verb === 'install') return installed(machine, called, names)
  if (verb === 'remove' || verb === 'purge') return removed(machine, called, names)
  const says = verb === undefined ? 'apt 1.0.9.8 for amd64\n' : ''
  return ends(called, verb === undefined ? 0 : FAILED, {
    stdout: says,
    stderr: verb === undefined ? '' : `E: Invalid operation ${verb}\n`,
  })
}

/** Whether its files are there. */
function isThere({ space }: Debian, { files }: Package): boolean {
  return Object.keys(files).some((path) => /^\/(?:usr|var)\//.test(path) && space.files.exists(path))
}

function* installed(machine: Debian, called: Called, names: readonly string[]): Course<number> {
  yield* called.io.stdout.write(READING)
  const missing = names.find((name) => !PACKAGES.has(name))
  if (missing !== undefined) return yield* ends(called, FAILED, { stderr: `E: Unable to locate package ${missing}\n` })
  const fresh = names.filter((name) => !isThere(machine, PACKAGES.get(name)!))
  const old = names.filter((name) => !fresh.includes(name))
  for (const name of old) yield* called.io.stdout.write(`${name} is already the newest version.\n`)
  if (fresh.length > 0)
    yield* called.io.stdout.write(`The following NEW packages will be installed:\n  ${fresh.join(' ')}\n`)
  const counted = `0 upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.\n`
  yield* called.io.stdout.write(counted)
  if (fresh.length > 0) yield FETCHED
  for (const name of fresh) yield* setUp(machine, called, name)
  return 0
}

function* setUp(machine: Debian, called: Called, name: string): Course<void> {
  const { version, files, scripts = [] } = PACKAGES.get(name)!
  const { space } = machine
  yield SET_UP
  for (const [path, laid] of Object.entries(files)) {
    // What somebody has written there already stays (conffiles).
    if (space.files.exists(path)) continue
    space.files.makeAll(parentOf(path))
    space.files.write(path, textOf(laid))
    if (typeof laid !== 'string') space.files.set(path, { mode: 0o755 })
  }
  yield* called.io.stdout.write(`Setting up ${name} (${version}) ...\n`)
  space.packages.install(name)
  for (const script of scripts) {
    register(machine, script)
    yield* runs(machine.shell, called, ['/usr/sbin/invoke-rc.d', script, 'start'])
  }
}

function* removed(machine: Debian, called: Called, names: readonly string[]): Course<number> {
  yield* called.io.stdout.write(READING)
  const missing = names.find((name) => !PACKAGES.has(name))
  if (missing !== undefined) return yield* ends(called, FAILED, { stderr: `E: Unable to locate package ${missing}\n` })
  const there = names.filter((name) => isThere(machine, PACKAGES.get(name)!))
  for (const name of names.filter((one) => !there.includes(one)))
    yield* called.io.stdout.write(`Package '${name}' is not installed, so not removed\n`)
  yield* called.io.stdout.write(`0 upgraded, 0 newly installed, ${there.length} to remove and 0 not upgraded.\n`)
  for (const name of there) {
    const { files, scripts = [], version } = PACKAGES.get(name)!
    for (const script of scripts) yield* runs(machine.shell, called, ['/usr/sbin/invoke-rc.d', script, 'stop'])
    machine.space.packages.remove(name)
    yield SET_UP
    // What is in /etc is left for the next time.
    for (const path of Object.keys(files)) if (!path.startsWith('/etc/')) machine.space.files.remove(path)
    yield* called.io.stdout.write(`Removing ${name} (${version}) ...\n`)
  }
  return 0
}
