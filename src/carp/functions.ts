import type { On } from './rule.ts'

/** Which function of a source looks at rules, by what happens. */
export type Functions = Readonly<Partial<Record<On, string>>>

const BY_IOCTL = { set: 'carp_ioctl', force: 'carp_ioctl', up: 'carp_ioctl', down: 'carp_ioctl' } as const

export const FREEBSD_9: Functions = {
  ...BY_IOCTL,
  advert: 'carp_input_c',
  'master-down': 'carp_master_down_locked',
  advertise: 'carp_send_ad_locked',
  link: 'carp_carpdev_state_locked',
  'address added': 'carp_set_addr',
  demotion: 'carp_send_ad_all',
  destroy: 'carp_clone_destroy',
}

export const FREEBSD_10: Functions = {
  advert: 'carp_input_c',
  'master-down': 'carp_master_down_locked',
  advertise: 'carp_send_ad_locked',
  link: 'carp_sc_state',
  'address added': 'carp_attach',
  'address removed': 'carp_detach',
  force: 'carp_ioctl',
  demotion: 'carp_send_ad_all',
  destroy: 'carp_destroy',
}

export const NETBSD: Functions = {
  ...BY_IOCTL,
  advert: 'carp_proto_input_c',
  'master-down': 'carp_master_down',
  advertise: 'carp_send_ad',
  link: 'carp_carpdev_state',
  'address added': 'carp_set_addr',
  demotion: 'carp_send_ad_all',
  destroy: 'carp_clone_destroy',
}

export const OPENBSD: Functions = { ...NETBSD, 'address removed': 'carp_addr_updated' }

export const UCARP: Functions = {
  start: 'carp_setrun',
  advert: 'packethandler',
  'master-down': 'carp_master_down',
  advertise: 'carp_send_ad',
  link: 'docarp',
  'stand down': 'docarp',
}
