import type { Host } from '../../../host/host.ts'
import type { Nic } from '../../../host/nic.ts'
import { type Address, familyOf, formatAddress, type Mac } from '../../../network/address.ts'
import type { Stage } from '../compile.ts'
import type { ActionOf, VerbRules } from './rule.ts'

type Probe = ActionOf<'probe'>

/** Who serves a client: asked at every machine in this very instant, past network and cuts. */
export const PROBES: VerbRules<'probe'> = {
  probe: {
    deed: (action, stage) => () => {
      const asked = reached(action, stage)
      for (const one of asked) noteAnswer(action, one)
      const mac = learned(action, asked)
      if (mac !== null) for (const one of asked) noteAccepted(action, one, mac)
    },
    words: ({ client }, target) => `who serves ${formatAddress(client)} at ${target}?`,
  },
}

interface Asked {
  readonly host: Host
  readonly nic: Nic
}

/** The cards on which the address is configured, of all machines that are on. */
function reached({ address }: Probe, { hosts }: Stage): Asked[] {
  return [...hosts.values()]
    .filter(({ power }) => power === 'on')
    .flatMap((host) => host.nics.map((nic) => ({ host, nic })))
    .filter(({ nic }) => nic.state === 'sent' && nic.owners.some((owner) => owner.learned(address, nic.mac) !== null))
}

/** The request goes to all. */
function noteAnswer({ address, client, mac: asker }: Probe, { host, nic }: Asked): void {
  const answer = nic.answerOf(address, asker)
  if (answer === null) return
  const { vhid, mac } = answer
  const by = familyOf(address) === 'inet' ? 'arp' : 'nd'
  host.note({ kind: 'claim', host: host.name, interface: nic.name, vhid, by, ...ends(client, address), mac })
}

/** The packet goes to all, to the MAC that the client has learned, and is for one node. */
function noteAccepted({ address, client }: Probe, { host, nic }: Asked, mac: Mac): void {
  for (const owner of nic.owners) {
    const vhid = owner.takes(mac) && owner.owns(address) ? owner.accepts(client, address, mac) : null
    if (vhid === null) continue
    host.note({ kind: 'claim', host: host.name, interface: nic.name, vhid, by: 'ip', ...ends(client, address) })
  }
}

/** Whoever answers now: the client has it from an answer of before, where nobody does. */
function learned({ address, mac: asker }: Probe, asked: readonly Asked[]): Mac | null {
  for (const { nic } of asked) {
    for (const owner of nic.owners) {
      const mac = owner.learned(address, asker)
      if (mac !== null) return mac
    }
  }
  return null
}

function ends(client: Address, address: Address) {
  return { client: formatAddress(client), address: formatAddress(address) }
}
