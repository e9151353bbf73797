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
}
