import type { System } from '../../carp/system.ts'
import { type Iface, type IfaceOption, parseInterfaces } from '../../config/interfaces.ts'
import type { Word } from '../../config/text.ts'
import { NOTHING, type Setup } from './common.ts'
import type { MachineSettings } from './settings.ts'
import { accepted, addressOf, type Candidate } from './vhosts.ts'

const INTERFACES = '/etc/network/interfaces'
/** What the hooks of the package ucarp read (if-up.d/ucarp). */
const UCARP = ['ucarp-vid', 'ucarp-vip', 'ucarp-password', 'ucarp-advskew', 'ucarp-advbase', 'ucarp-master'] as const
const NEEDED = ['ucarp-vid', 'ucarp-vip', 'ucarp-password'] as const
const OWN: ReadonlySet<string> = new Set(['address', 'netmask', 'gateway', 'broadcast', 'network', ...UCARP])

/** What Debian makes of /etc/network/interfaces at boot, with the hooks of its package ucarp. */
export function debianSettings(setup: Setup, system: System): Omit<MachineSettings, 'findings'> {
  const { settings, findings } = parseInterfaces(setup.text(INTERFACES) ?? '')
  setup.notes.add(INTERFACES, findings)
  const started = new Set(
    settings.flatMap((stanza) => (stanza.kind === 'iface' ? [] : stanza.interfaces.map(({ text }) => text))),
  )
  const ifaces = settings.filter((stanza) => stanza.kind === 'iface')
  const candidates = ifaces.flatMap((iface) => readIface(setup, iface, started) ?? [])
  const router = ifaces
    .filter(({ name }) => started.has(name.text))
    .flatMap((iface) => optionOf(iface, 'gateway') ?? [])[0]
  const gateway = router && setup.router(router, INTERFACES)
  const hostname = setup.word('/etc/hostname')
  return {
    ...NOTHING,
    ...(hostname && { hostname: hostname.text }),
    cards: setup.cards.settings,
    carp: accepted(candidates, setup, system),
    ...(gateway !== undefined && { gateway }),
  }
}

function optionOf({ options }: Iface, name: string): Word | undefined {
  return options.findLast((option) => option.name.text === name)?.value
}

function readIface(setup: Setup, iface: Iface, started: ReadonlySet<string>): Candidate | undefined {
  const { notes, cards } = setup
  const { name } = iface
  if (iface.method.text === 'loopback') return undefined
  // The stanza eth0:ucarp is the address itself, which ucarp's script brings up.
  if (/:ucarp$/.test(name.text)) {
    if (started.has(name.text))
      notes.find(
        INTERFACES,
        name,
        'address-always-up',
        `auto ${name.text} brings the shared address up at boot, on every machine that says so`,
        'take that line out',
      )
    return undefined
  }
  if (!cards.has(name.text)) {
    notes.find(
      INTERFACES,
      name,
      'no-such-interface',
      `this machine has no interface ${name.text}`,
      `its interfaces: ${cards.names.join(', ')}`,
    )
    return undefined
  }
  if (!started.has(name.text)) {
    notes.find(INTERFACES, name, 'not-started', `nothing brings ${name.text} up at boot`, `auto ${name.text}`)
    return undefined
  }
  for (const option of iface.options.filter((one) => !OWN.has(one.name.text)))
    notes.find(INTERFACES, option, 'not-simulated', `${option.name.text} changes nothing here`)
  giveAddress(setup, iface)
  return ucarpOf(setup, iface)
}

function giveAddress({ notes, cards }: Setup, iface: Iface): void {
  if (iface.method.text !== 'static') {
    if (iface.method.text !== 'manual')
      notes.find(
        INTERFACES,
        iface.method,
        'dhcp',
        `${iface.method.text}: no address comes of it here`,
        'static, and an address',
      )
    return
  }
  const address = optionOf(iface, 'address')
  const mask = optionOf(iface, 'netmask')
  const family = iface.family.text === 'inet6' ? ('inet6' as const) : ('inet' as const)
  const prefix = address && addressOf({ family, address, ...(mask && { mask }), carp: {} }, INTERFACES, notes)
  if (prefix && !cards.give(iface.name.text, prefix))
    notes.find(
      INTERFACES,
      iface.name,
      'one-address',
      `${iface.name.text} has an address already; of a second one nothing is simulated`,
    )
}

function ucarpOf({ notes }: Setup, iface: Iface): Candidate | undefined {
  const said = iface.options.filter(({ name }) => UCARP.some((word) => word === name.text))
  if (said.length === 0) return undefined
  const at: IfaceOption = said[0]!
  const missing = NEEDED.find((word) => optionOf(iface, word) === undefined)
  const vip = optionOf(iface, 'ucarp-vip')
  const password = optionOf(iface, 'ucarp-password')
  if (missing !== undefined || vip === undefined || password === undefined) {
    notes.find(INTERFACES, at, 'incomplete', `${missing} is missing: the hook starts no ucarp`, `${missing} …`)
    return undefined
  }
  const vhid = optionOf(iface, 'ucarp-vid')
  const [advskew, advbase] = [optionOf(iface, 'ucarp-advskew'), optionOf(iface, 'ucarp-advbase')]
  const prefix = addressOf(
    { family: 'inet', address: vip, mask: { text: '32', place: vip.place }, carp: {} },
    INTERFACES,
    notes,
  )
  const carp = { ...(vhid && { vhid }), pass: password, ...(advskew && { advskew }), ...(advbase && { advbase }) }
  const draft = { file: INTERFACES, place: at.place, carp, addresses: prefix ? [prefix] : [] }
  return { draft, on: iface.name.text }
}
