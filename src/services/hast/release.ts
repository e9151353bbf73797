import type { HastLanguage } from '../../config/hast-tokens.ts'

export type Replication = 'fullsync' | 'memsync' | 'async'

/** What a release of FreeBSD has made of HAST. */
export interface Release {
  /** 8.1, 9.3 … */
  readonly number: number
  readonly language: HastLanguage
  /** Who wants to become primary waits while the other one still is. */
  readonly waits: boolean
  /** Where nobody says. */
  readonly replication: Replication
  /** What it can do of these; for the others it does the first. */
  readonly does: readonly Replication[]
  /** `hastctl status` is a table, and `list` is what status was before. */
  readonly table: boolean
  /** What its list shows besides. */
  readonly shows: { readonly statistics: boolean; readonly errors: boolean; readonly queues: boolean }
}

const ALL = ['fullsync', 'memsync', 'async'] as const

/**
 * HAST came with 8.1. Since 8.3 it waits for the other node, logs who connects, runs scripts and knows async; since 9.2
 * memsync, and the table.
 */
export function releaseNumbered(number: number): Release {
  const [since83, since92, since93] = [number >= 8.3, number >= 9.2, number >= 9.3]
  return {
    number,
    language: since83 ? 'new' : 'old',
    waits: since83,
    replication: since92 ? 'memsync' : 'fullsync',
    does: since92 ? ALL : since83 ? ['fullsync', 'async'] : ['fullsync'],
    table: since92,
    shows: { statistics: since83, errors: since92, queues: since93 },
  }
}

/** Of a system as it is titled: `FreeBSD 9.3`. */
export function releaseOf(title: string): Release {
  const [, number = '9.3'] = /^FreeBSD (\d+(?:\.\d)?)/.exec(title) ?? []
  return releaseNumbered(Number(number))
}
