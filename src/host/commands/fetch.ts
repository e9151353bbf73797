import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Ipv4 } from '../../network/address.ts'
import type { Page } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Fetched } from '../ip/fetching.ts'
import type { Call } from './program.ts'

/** What a URL names. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly path: string
}

/** `http://10.0.0.3:8080/page`; without the scheme, too. Undefined: it is no such URL. */
export function targetOf(url: string): Target | undefined {
  const [, host, port = '80', path = ''] = /^(?:http:\/\/)?([^/:\s]+)(?::(\d{1,5}))?(\/\S*)?$/i.exec(url) ?? []
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port), path: path || '/' }
}

/** What came of it, besides that nobody waited any longer. */
export type Got = Fetched | { readonly failed: 'given up' }

/** Fetches a page, and waits for it. @param patience - null: as long as TCP tries */
export function* fetched(
  { host, process: self }: Call,
  { address, port, path }: { readonly address: Ipv4 } & Omit<Target, 'host'>,
  patience: Micros | null,
): Course<{ got: Got; connected: boolean }> {
  let got: Got | null = null
  let connected = false
  const until = patience === null ? null : host.clock.uptime + patience
  const fetching = host.ip.tcp.fetch({
    ...{ address, port, path },
    opened: () => {
      connected = true
    },
    ended: (how) => {
      got = how
      self.wake()
    },
  })
  try {
    while (got === null) {
      const left = until === null ? UNTIL_WOKEN : until - host.clock.uptime
      if (left <= 0) got = { failed: 'given up' }
      else yield left
    }
  } finally {
    fetching.stop()
  }
  return { got, connected }
}

/** What is in a page, or in one of which nothing is known. */
export function bodyOf(page: Page | undefined): string {
  return page?.body ?? ''
}

/** Seconds of an option; undefined: it is none. */
export function secondsOf(text: string | undefined): Micros | undefined {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * SECOND) : undefined
}
