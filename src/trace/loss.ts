/** Why a frame did not arrive. */
export type Loss =
  | 'no carrier'
  | 'cut'
  | 'loss'
  | 'interface down'
  | 'off'
  | 'paused'
  | 'blocked'
  | 'no route'
  | 'not forwarded'
  | 'TTL ran out'
  /** From a link-local address, over a router, to another link. */
  | 'beyond scope'
  | 'host unreachable'
  | 'pushed out'
  | 'no state'
  | SwitchLoss

/** Why switches did not carry it there. */
export type SwitchLoss =
  /** A table has its MAC behind another port. */
  | 'wrong port'
  /** No cable leads there that is in. */
  | 'no path'
  /** It has passed more switches than there are: it went in circles. */
  | 'looped'
  | 'port shut'
  /** The port has a carrier, and nothing passes it. */
  | 'dead port'
  | 'switch off'
  /** It is for a group, and the switch knows of no member there. */
  | 'not joined'
  /** It came from a MAC that is not the card's. */
  | 'source filtered'
  /** It is for a MAC that is not the card's. */
  | 'not promiscuous'
  | 'port security'
  | 'rate limit'
