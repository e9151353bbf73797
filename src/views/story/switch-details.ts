import type { Kind, RecordOf } from '../../trace/record.ts'
import type { SwitchBodies } from '../../trace/switch-records.ts'
import type { Causes } from '../causes.ts'

interface Said {
  readonly what: string
  readonly why: string
}

const HOW: Readonly<Record<string, string>> = {
  echo: 'its own frame, back by another uplink',
  unknown: 'flood: it does not know where the MAC is',
}

/** What a list says of what a switch did. */
export const SWITCH_DETAILS: {
  readonly [K in keyof SwitchBodies & Kind]: (record: RecordOf<K>, causes: Causes) => Said
} = {
  switch: ({ power }) => ({ what: 'power', why: power }),
  port: ({ port, open, mac }) => ({
    what: open ? 'port opened' : 'port shut',
    why: `${port}${mac === undefined ? '' : `: port security, for ${mac}`}`,
  }),
  member: (record, causes) => ({ what: record.in ? 'group joined' : 'group left', why: membership(record, causes) }),
  query: ({ network }) => ({ what: 'asks', why: `who listens on ${network}?` }),
  mac: (record) => ({ what: 'MAC table', why: tableChange(record) }),
  hop: ({ network, in: from, out, how }) => ({
    what: 'passes on',
    why: `${network}: in by ${from}, ${out.length === 0 ? 'out by no port' : `out by ${out.join(', ')}`} (${HOW[how] ?? how})`,
  }),
}

/** `00:00:5e:00:01:01 moved from fw1.em0 to fw2.em0`. */
function tableChange({ mac, port, from, how }: RecordOf<'mac'>): string {
  switch (how) {
    case 'learned':
      return `${mac} is at ${port}`
    case 'moved':
      return `${mac} moved from ${from} to ${port}`
    case 'aged':
      return `${mac} at ${from} is forgotten: not seen for too long`
    case 'flushed':
      return `${mac} at ${from} is forgotten: the port went down`
    case 'secured':
      return `${mac} is secured at ${port}`
  }
}

/** `membership of fw2.em0 in 224.0.0.18 aged out: nobody asked who listens`. */
function membership(record: RecordOf<'member'>, causes: Causes): string {
  const { group, port, how } = record
  switch (how) {
    case 'reported':
      return `${port} in ${group}`
    case 'aged': {
      const why = isAsked(record, causes) ? 'it was not reported again' : 'nobody asked who listens (no querier)'
      return `membership of ${port} in ${group} aged out: ${why}`
    }
    case 'flushed':
      return `${port} in ${group}: the port went down`
  }
}

/** Whether somebody asked since a port was a member. */
function isAsked({ id, network, group, port }: RecordOf<'member'>, causes: Causes): boolean {
  for (const record of causes.backwards(id)) {
    if (record.kind === 'query' && record.network === network) return true
    if (record.kind === 'member' && record.in && record.group === group && record.port === port) return false
  }
  return false
}
