import type { DataBodies } from '../../trace/data-records.ts'
import type { RecordOf } from '../../trace/record.ts'

interface Said {
  readonly what: string
  readonly why: string
}

/** What a list says of data: where they lie, who serves them, what is written and read. Who writes has one place to. */
export const DATA_DETAILS: { readonly [K in keyof DataBodies]: (record: RecordOf<K>) => Said } = {
  mount: ({ device, on, mounted }) => ({ what: mounted ? 'mounts' : 'unmounts', why: `${device} on ${on}` }),
  data: ({ of, served, writes = 0, torn = false }) => {
    if (!served) return { what: 'closes', why: of }
    const found = writes === 0 ? 'empty' : `${writes} write${writes === 1 ? '' : 's'}`
    return { what: 'opens', why: `${of}: ${found}${torn ? ', its pages of different times' : ''}` }
  },
  commit: ({ write, writer, sequence }) => ({ what: 'takes', why: `${write}, number ${sequence} of ${writer}` }),
  flush: ({ of }) => ({ what: 'writes to the disk', why: `all that ${of} took` }),
  write: ({ of, sequence }) => ({ what: 'writes', why: `number ${sequence} to ${of}` }),
  written: ({ sequence, by }) => ({ what: 'has written', why: `number ${sequence}, told by ${by}` }),
  unwritten: ({ sequence, says, by }) => ({
    what: 'cannot write',
    why: `number ${sequence}: ${says}${by === undefined ? '' : ` (${by})`}`,
  }),
  read: ({ by, newest, acknowledged }) => ({
    what: 'reads',
    why: `from ${by} up to ${newest ?? 'nothing'}${acknowledged === null ? '' : `, was told of ${acknowledged}`}`,
  }),
}
