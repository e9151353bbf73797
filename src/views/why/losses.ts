import type { Loss } from '../../trace/record.ts'

/** Why a frame did not get there, in words. */
export const LOSSES: Readonly<Record<Loss, (to: string) => string>> = {
  cut: () => 'the way is cut',
  loss: () => 'lost on its way',
  'no carrier': (to) => `${to} has no carrier`,
  'interface down': (to) => `${to}'s interface is down`,
  off: (to) => `${to} is off`,
  paused: (to) => `${to} stands still`,
  blocked: (to) => `${to}'s packet filter keeps it out`,
  'TTL ran out': () => 'its TTL ran out',
  'no route': () => 'there is no way to it',
  'not forwarded': (to) => `${to} is no router`,
  'host unreachable': () => 'nobody answered who was asked where it is',
  'pushed out': () => 'a later one took its place while it waited for ARP',
  'no state': (to) => `${to}'s packet filter knows no connection that it belongs to`,
  'wrong port': () => 'a switch sent it out of another port',
  'no path': (to) => `no cable leads to ${to}`,
  looped: () => 'it went in circles',
  'dead port': () => 'a port on its way has a carrier, and lets nothing pass',
  'port shut': () => 'a port of a switch was shut',
  'switch off': () => 'a switch was off',
  'not joined': (to) => `a switch sends the group to members only, and ${to} is none`,
  'source filtered': () => 'its source is not the MAC of the card, and the port takes no other',
  'not promiscuous': () => 'it is not for the MAC of the card, and the port lets out no other',
  'port security': () => 'port security: its MAC is not one of those of the port',
  'rate limit': () => 'more came within the second than the port takes',
}
