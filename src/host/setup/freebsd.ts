import type { KernelSystem } from '../../carp/system.ts'
import { readIfconfig } from '../../config/ifconfig.ts'
import { type IfconfigSetting, readRcConf } from '../../config/rc-settings.ts'
import type { VhostConfig } from '../carp.ts'
import { readSysctls, type Setup } from './common.ts'
import { readDevd, readLoader } from './freebsd-loader.ts'
import type { MachineSettings } from './settings.ts'
import { accepted, addressOf, type Drafted, drafted } from './vhosts.ts'

const RC_CONF = '/etc/rc.conf'
const CARP = /^carp(\d+)$/

/** What FreeBSD makes of its files at boot. */
export function freebsdSettings(setup: Setup, system: KernelSystem): Omit<MachineSettings, 'findings'> {
  const loader = readLoader(setup, system)
  const sysctls = readSysctls(setup)
  const rc = readRc(setup, system)
  return { ...rc, ...sysctls, loader, devd: readDevd(setup) }
}

function readRc(setup: Setup, system: KernelSystem): Omit<MachineSettings, 'findings' | 'sysctls' | 'loader' | 'devd'> {
  const { notes } = setup
  const rc = readRcConf(setup.text(RC_CONF) ?? '')
  notes.add(RC_CONF, rc.findings)
  const netif = new Netif(
    setup,
    system,
    rc.cloned.map(({ text }) => text),
  )
  if (system.device !== 'carpN')
    for (const word of rc.cloned.filter(({ text }) => CARP.test(text)))
      notes.find(
        RC_CONF,
        word,
        'no-carp-interfaces',
        `${word.text} is never made: ${system.title} has no carp interfaces`,
        'ifconfig_em0_alias0="inet vhid 1 pass … 10.0.0.3/32"',
      )
  for (const word of rc.cloned.filter(({ text }) => !CARP.test(text)))
    notes.find(RC_CONF, word, 'not-simulated', `${word.text} is not made here`)
  // Cards come up before what is made in their subnets.
  const lines = rc.lines.toSorted((a, b) => Number(CARP.test(a.interface)) - Number(CARP.test(b.interface)))
  for (const line of lines) netif.run(line)
  const carp = netif.vhosts()
  if (carp.length > 0 && setup.cards.settings.length === 0)
    notes.whole(
      RC_CONF,
      setup.text(RC_CONF)!,
      'no-interface',
      'no line gives a real interface its address: it stays down, and carp interfaces find no subnet to live in',
      'ifconfig_em0="inet 10.0.0.1 netmask 255.255.255.0"',
    )
  const gateway = rc.defaultRouter && setup.router(rc.defaultRouter, RC_CONF)
  return {
    ...(rc.hostname && { hostname: rc.hostname.text }),
    cards: setup.cards.settings,
    carp,
    ...(gateway !== undefined && { gateway }),
    enabled: Object.fromEntries(rc.enabled),
  }
}

/** rc.d/netif: the ifconfig lines of a boot. */
class Netif {
  readonly #setup: Setup
  readonly #system: KernelSystem
  readonly #cloned: readonly string[]
  /** By `carp0`, or by `1@em0`. */
  readonly #drafts = new Map<string, Drafted & { readonly on: string }>()

  constructor(setup: Setup, system: KernelSystem, cloned: readonly string[]) {
    this.#setup = setup
    this.#system = system
    this.#cloned = cloned
  }

  run(setting: IfconfigSetting): void {
    const { notes, cards } = this.#setup
    const at = { place: { ...setting.at.place, end: setting.at.place.start + setting.variable.length } }
    const name = setting.interface
    if (CARP.test(name)) {
      const whyNot = this.#whyNoCarp(name)
      if (whyNot === undefined) this.#draft(setting, name)
      else notes.find(RC_CONF, at, ...whyNot)
    } else if (!cards.has(name))
      notes.find(
        RC_CONF,
        at,
        'no-such-interface',
        `this machine has no interface ${name}`,
        `its interfaces: ${cards.names.join(', ')}`,
      )
    else this.#card(setting, at)
  }

  #whyNoCarp(name: string): readonly [name: string, says: string, instead?: string] | undefined {
    const { title, device } = this.#system
    if (device !== 'carpN') {
      const says = `${title} has no carp interfaces: this line configures nothing`
      return ['no-carp-interfaces', says, 'ifconfig_em0_alias0="inet vhid 1 pass … 10.0.0.3/32"']
    }
    if (this.#cloned.includes(name)) return undefined
    return [
      'not-cloned',
      `${name} is not in cloned_interfaces: it is never made`,
      `cloned_interfaces="${[...this.#cloned, name].join(' ')}"`,
    ]
  }

  #card(setting: IfconfigSetting, at: { readonly place: IfconfigSetting['at']['place'] }): void {
    const { notes, cards } = this.#setup
    const { line, findings } = readIfconfig(setting.words)
    const isAlias = setting.variable !== `ifconfig_${setting.interface}`
    const first = setting.words[0]?.text
    if (isAlias && first !== 'inet' && first !== 'inet6' && !setting.variable.endsWith('_ipv6'))
      notes.find(
        RC_CONF,
        at,
        'no-inet',
        'rc(8) sets an alias only where it begins with inet or inet6: this one is never set',
        `${setting.variable}="inet …"`,
      )
    else if (line.carp.vhid !== undefined && this.#system.device !== 'carpN')
      this.#draft(setting, `${line.carp.vhid.text}@${setting.interface}`)
    else if (line.carp.vhid !== undefined) {
      const says = `ifconfig of ${this.#system.title} knows vhid at carp interfaces alone, and refuses the line`
      notes.find(
        RC_CONF,
        line.carp.vhid,
        'vhid-on-a-card',
        says,
        'cloned_interfaces="carp0" and ifconfig_carp0="vhid 1 …"',
      )
    } else {
      notes.add(RC_CONF, findings)
      const prefix = addressOf(line, RC_CONF, notes)
      if (prefix && !cards.give(setting.interface, prefix))
        notes.find(
          RC_CONF,
          at,
          'one-address',
          `${setting.interface} has an address already; of a second one nothing is simulated`,
        )
    }
  }

  #draft(setting: IfconfigSetting, key: string): void {
    const { notes } = this.#setup
    const { line, findings } = readIfconfig(setting.words)
    notes.add(RC_CONF, findings)
    const prefix = addressOf(line, RC_CONF, notes)
    const place = { ...setting.at.place, end: setting.at.place.start + setting.variable.length }
    const now: Drafted = { file: RC_CONF, place, carp: line.carp, addresses: prefix ? [prefix] : [] }
    this.#drafts.set(key, { ...drafted(this.#drafts.get(key), now), on: setting.interface })
  }

  vhosts(): VhostConfig[] {
    const { cards } = this.#setup
    const drafts = [...this.#drafts]
    if (this.#system.device !== 'carpN')
      return accepted(
        drafts.map(([, draft]) => ({ draft, on: draft.on })),
        this.#setup,
        this.#system,
      )
    // Made by their numbers, each finds its parent by its first address.
    const candidates = drafts
      .sort(([a], [b]) => Number(a.slice(4)) - Number(b.slice(4)))
      .map(([device, draft]) => ({
        device,
        draft,
        on: draft.addresses[0] && cards.parentOf(draft.addresses[0].address),
      }))
    return accepted(candidates, this.#setup, this.#system)
  }
}
