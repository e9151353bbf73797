import { z } from 'zod'
import type { DataBodies } from '../../trace/data-records.ts'
import { amount, flag, type Shape, text } from './shape.ts'

const WRITE = { host: text, of: text, sequence: amount } as const

/** What is written and read of records of data. */
export const DATA_SHAPES: { readonly [K in keyof DataBodies]: Shape<DataBodies[K]> } = {
  mount: { host: text, device: text, on: text, type: text, mounted: flag },
  data: {
    host: text,
    of: text,
    served: flag,
    writes: amount.exactOptional(),
    newest: z.array(text).exactOptional(),
    torn: flag.exactOptional(),
  },
  commit: {
    host: text,
    of: text,
    write: text,
    after: text.nullable(),
    page: amount,
    writer: text,
    sequence: amount,
    lazily: flag.exactOptional(),
  },
  flush: { host: text, of: text },
  write: { ...WRITE },
  written: { ...WRITE, by: text, write: text },
  unwritten: { ...WRITE, says: text, by: text.exactOptional() },
  read: { host: text, of: text, by: text, newest: amount.nullable(), acknowledged: amount.nullable() },
}
