import { getoptLong } from '../../host/commands/getopt-long.ts'
import { type Ipv4, parseIpv4 } from '../../network/address.ts'
import type { Got } from '../../shell/files.ts'
import type { Level, Said, Settings } from './settings.ts'
import { byteOf, strtol, strtoul } from './strtoul.ts'
import { LETTERS, LONG, USAGE } from './usage.ts'

/** What ucarp asks its machine for while it reads its command line. */
export interface Surroundings {
  /** By which name it was called. */
  readonly called: string
  /** The first interface that libpcap finds; undefined: there is none. */
  readonly firstInterface: string | undefined
  read(path: string): Got<string>
}

/** What comes of a command line: it goes on with these settings, or it has ended. */
export interface CommandLine {
  readonly settings: Settings | null
  readonly said: readonly Said[]
  /** What it prints besides what it says: its usage, and what getopt complains about. */
  readonly stdout: string
  readonly stderr: string
  readonly exit: number
}

const FACILITIES = (
  'auth authpriv cron daemon ftp kern lpr mail mark news security syslog user uucp ' +
  'local0 local1 local2 local3 local4 local5 local6 local7'
).split(' ')
const CARP_GROUP: Ipv4 = 0xe000_0012
/** fgets() of the file of a password, with the NUL at its end. */
const LONGEST_LINE = 511

/** ucarp 1.5.2 (git 1a9aaf7), src/ucarp.c, main(): options are obeyed in their order, then checked. */
export function readCommandLine(args: readonly string[], around: Surroundings): CommandLine {
  if (args.length === 0) return { settings: null, said: [], stdout: USAGE, stderr: '', exit: 0 }
  return new Reading(around).read(args)
}

type Writable = { -readonly [K in keyof Settings]: Settings[K] }

class Reading {
  readonly #around: Surroundings
  readonly #said: Said[] = []
  readonly #settings: Writable = {
    interface: '',
    source: 0,
    group: CARP_GROUP,
    vhid: 0,
    password: '',
    preempt: false,
    neutral: false,
    address: 0,
    addressText: '',
    advbase: 1,
    advskew: 0,
    upscript: null,
    downscript: null,
    deadratio: 3,
    debug: false,
    shutdown: false,
    daemonize: false,
    ignoreifstate: false,
    nomcast: false,
    xparam: null,
    silent: false,
    facility: 'daemon',
  }

  constructor(around: Surroundings) {
    this.#around = around
  }

  read(args: readonly string[]): CommandLine {
    for (const found of getoptLong(this.#around.called, args, LETTERS, LONG).found) {
      if ('complaint' in found) return { ...this.#ended(0), stdout: USAGE, stderr: `${found.complaint}\n` }
      if (found.letter === 'h') return { ...this.#ended(0), stdout: USAGE }
      const ended = this.#obey(found.letter, found.value)
      if (ended !== null) return this.#ended(ended)
    }
    const ended = this.#check()
    return ended === null ? { ...this.#ended(0), settings: this.#settings } : this.#ended(ended)
  }

  #ended(exit: number): CommandLine {
    return { settings: null, said: this.#said, stdout: '', stderr: '', exit }
  }

  #obey(letter: string, value: string): number | null {
    const obey = FLAGS[letter] ?? TEXTS[letter]
    if (obey !== undefined) {
      obey(this.#settings, value)
      return null
    }
    if (letter === 's' || letter === 'm' || letter === 'a') return this.#takeAddress(letter, value)
    if (letter === 'v') return this.#takeVhid(value)
    if (letter === 'o') return this.#readPassword(value)
    this.#takeFacility(value)
    return null
  }

  #takeAddress(letter: 's' | 'm' | 'a', text: string): number | null {
    const address = parseIpv4(text)
    if (address === undefined) return this.#fails(`Invalid address: [${text}]`)
    if (letter === 's') this.#settings.source = address
    else if (letter === 'm') this.#settings.group = address
    else Object.assign(this.#settings, { address, addressText: text })
    return null
  }

  #takeVhid(text: string): number | null {
    if (strtoul(text) > 255n || strtol(text) < 1n) return this.#fails('vhid must be between 1 and 255.')
    this.#settings.vhid = byteOf(text)
    return null
  }

  #readPassword(path: string): number | null {
    const file = this.#around.read(path)
    // A directory can be opened, and not be read.
    const isDirectory = 'error' in file && file.error === 'Is a directory'
    if ('error' in file && !isDirectory)
      return this.#fails(`unable to open passfile ${path} for reading: ${file.error}`)
    const text = 'is' in file ? file.is : ''
    if (text === '')
      return this.#fails(`error reading passfile ${path}: ${isDirectory ? 'Is a directory' : 'unexpected end of file'}`)
    this.#settings.password = text.slice(0, LONGEST_LINE).split('\n', 1)[0]!
    return null
  }

  #takeFacility(text: string): void {
    const facility = text.toLowerCase()
    if (facility === 'none') this.#settings.silent = true
    else if (FACILITIES.includes(facility)) this.#settings.facility = facility
    else this.#say('ERROR', `Unknown syslog facility: [${text}]`)
  }

  #check(): number | null {
    const settings = this.#settings
    if (settings.interface === '') {
      const { firstInterface } = this.#around
      if (firstInterface === undefined) return this.#fails('You must supply a network interface')
      settings.interface = firstInterface
      this.#say('INFO', `Using [${firstInterface}] as a network interface`)
    }
    const missing = REQUIRED.find(([isThere]) => !isThere(settings))
    if (missing !== undefined) return this.#fails(missing[1])
    if (settings.upscript === null) this.#say('WARNING', 'Warning: no script called when going up')
    if (settings.downscript === null) this.#say('WARNING', 'Warning: no script called when going down')
    return settings.deadratio === 0 ? this.#fails("Dead ratio can't be zero") : null
  }

  #fails(line: string): number {
    this.#say('ERROR', line)
    return 1
  }

  #say(level: Level, line: string): void {
    const { daemonize, silent } = this.#settings
    this.#said.push({ level, line, printed: !daemonize, logged: !silent })
  }
}

/** In the order in which it asks. */
const REQUIRED: readonly (readonly [isThere: (settings: Settings) => boolean, complaint: string])[] = [
  [({ vhid }) => vhid !== 0, 'You must supply a valid virtual host id'],
  [({ password }) => password !== '', 'You must supply a password'],
  [({ advbase, advskew }) => advbase !== 0 || advskew !== 0, 'You must supply an advertisement time base'],
  [({ source }) => source !== 0, 'You must supply a persistent source address'],
  [({ address }) => address !== 0, 'You must supply a virtual host address'],
]

type Obey = (settings: Writable, value: string) => void

const FLAGS: Readonly<Record<string, Obey>> = {
  P: (settings) => (settings.preempt = true),
  n: (settings) => (settings.neutral = true),
  D: (settings) => (settings.debug = true),
  z: (settings) => (settings.shutdown = true),
  B: (settings) => (settings.daemonize = true),
  S: (settings) => (settings.ignoreifstate = true),
  M: (settings) => (settings.nomcast = true),
}

const TEXTS: Readonly<Record<string, Obey>> = {
  i: (settings, text) => (settings.interface = text),
  p: (settings, text) => (settings.password = text),
  u: (settings, text) => (settings.upscript = text),
  d: (settings, text) => (settings.downscript = text),
  x: (settings, text) => (settings.xparam = text),
  b: (settings, text) => (settings.advbase = byteOf(text)),
  k: (settings, text) => (settings.advskew = byteOf(text)),
  r: (settings, text) => (settings.deadratio = Number(strtoul(text) & 0xffff_ffffn)),
}
