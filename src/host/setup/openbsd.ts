import type { KernelSystem } from '../../carp/system.ts'
import { type HostnameLine, parseHostnameIf } from '../../config/hostname-if.ts'
import { type IfconfigLine, readIfconfig } from '../../config/ifconfig.ts'
import type { Place, Word } from '../../config/text.ts'
import { parseIpv4 } from '../../network/address.ts'
import { NOTHING, readSysctls, type Setup } from './common.ts'
import type { MachineSettings } from './settings.ts'
import { accepted, addressOf, type Candidate, type Drafted, drafted } from './vhosts.ts'

const HOSTNAME = '/etc/hostname.'
const CARP = /^carp(\d+)$/

/** What OpenBSD makes of its files at boot: netstart(8). */
export function openbsdSettings(setup: Setup, system: KernelSystem): Omit<MachineSettings, 'findings'> {
  const sysctls = readSysctls(setup)
  const names = Object.keys(setup.files)
    .filter((path) => path.startsWith(HOSTNAME))
    .map((path) => path.slice(HOSTNAME.length))
  for (const name of names.filter((each) => !CARP.test(each)).sort()) readCard(setup, name)
  const numbers = names
    .flatMap((name) => CARP.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
  const candidates = numbers.flatMap((number) => readCarp(setup, system, number) ?? [])
  const hostname = setup.word('/etc/myname')
  const router = setup.word('/etc/mygate')
  const gateway = router && setup.router(router, '/etc/mygate')
  return {
    ...NOTHING,
    ...sysctls,
    ...(hostname && { hostname: hostname.text }),
    cards: setup.cards.settings,
    carp: accepted(candidates, setup, system),
    ...(gateway !== undefined && { gateway }),
  }
}

function readCard(setup: Setup, name: string): void {
  const { notes, cards } = setup
  const file = HOSTNAME + name
  if (!cards.has(name)) {
    notes.whole(
      file,
      setup.text(file)!,
      'no-such-interface',
      `this machine has no interface ${name}`,
      `its interfaces: ${cards.names.join(', ')}`,
    )
    return
  }
  for (const { line, place } of linesOf(setup, file)) {
    const prefix = addressOf(line, file, notes)
    if (prefix && !cards.give(name, prefix))
      notes.find(file, { place }, 'one-address', `${name} has an address already; of a second one nothing is simulated`)
  }
}

function readCarp(setup: Setup, system: KernelSystem, number: number): Candidate | undefined {
  const { notes, cards } = setup
  const file = `${HOSTNAME}carp${number}`
  let draft: Drafted | undefined
  for (const { line, place: at } of linesOf(setup, file)) {
    const prefix = addressOf(line, file, notes)
    draft = drafted(draft, { file, place: at, carp: line.carp, addresses: prefix ? [prefix] : [] })
  }
  const text = setup.text(file)!
  const device = draft?.carp.carpdev
  const [address] = draft?.addresses ?? []
  const on = device?.text ?? (system.needsSubnet && address ? cards.parentOf(address.address) : undefined)
  const refuse = (name: string, says: string, instead?: string) => {
    notes.whole(file, text, name, says, instead)
    return undefined
  }
  if (draft === undefined) return refuse('empty', 'the file makes no virtual host')
  if (on === undefined || !cards.has(on))
    return refuse(
      'no-parent',
      device
        ? `this machine has no interface ${device.text}: carp${number} stays in INIT`
        : `no carpdev is given: carp${number} stays in INIT`,
      `carpdev ${cards.names[0] ?? 'em0'}`,
    )
  return { draft, on, device: `carp${number}` }
}

/** The lines of a file as ifconfig(8) gets them. */
function linesOf(setup: Setup, file: string): { line: IfconfigLine; place: Place }[] {
  const { settings, findings } = parseHostnameIf(setup.text(file)!)
  setup.notes.add(file, findings)
  return settings.flatMap((setting) => {
    const words = wordsOf(setting, file, setup)
    if (words === undefined) return []
    const { line, findings: found } = readIfconfig(words)
    setup.notes.add(file, found)
    return [{ line, place: setting.place }]
  })
}

/** netstart puts the words for mask and broadcast in, by their place in the line. */
function wordsOf(setting: HostnameLine, file: string, { notes }: Setup): Word[] | undefined {
  if (setting.kind === 'command') {
    notes.find(file, setting, 'command', 'no command of this file is run here')
    return undefined
  }
  const [first, ...rest] = setting.words
  if (first?.text === 'dhcp' || (first?.text === 'inet' && rest[0]?.text === 'autoconf')) {
    notes.find(
      file,
      setting,
      'dhcp',
      'what a server would give is not known; no address comes of it',
      'write inet and an address',
    )
    return undefined
  }
  if (first?.text !== 'inet' && first?.text !== 'inet6') return [...setting.words]
  const isAlias = rest[0]?.text === 'alias'
  const [address, mask, ...more] = isAlias ? rest.slice(1) : rest
  if (address === undefined || mask === undefined) return [...setting.words]
  const broadcast = first.text === 'inet' ? more[0] : undefined
  const options = first.text === 'inet' ? more.slice(1) : more
  if (
    first.text === 'inet' &&
    broadcast !== undefined &&
    broadcast.text !== 'NONE' &&
    parseIpv4(broadcast.text) === undefined
  )
    notes.find(
      file,
      broadcast,
      'no-broadcast',
      `netstart takes the third word for the broadcast address: ${broadcast.text} is lost`,
      'inet 10.0.0.3 255.255.255.0 10.0.0.255 …, or NONE',
    )
  const word = (text: string, { place }: Word) => ({ text, place })
  return [first, address, word(first.text === 'inet' ? 'netmask' : 'prefixlen', mask), mask, ...options]
}
