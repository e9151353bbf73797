/** What a client of MySQL asks: a statement, and whose it is. */
export type Query = { readonly id: number; readonly database: string } & (
  | { readonly asks: 'create' }
  | { readonly asks: 'insert'; readonly writer: string; readonly sequence: number }
  | { readonly asks: 'newest'; readonly writer: string }
)

/** What the server answers, and which machine it is; of its own accord a client says that nobody did. */
export type Reply = { readonly id: number; readonly by?: string } & (
  | { readonly error: string }
  | { readonly write: string }
  | { readonly newest: number | null }
  | { readonly done: true }
)

/** The table that clients write to. */
export const TABLE = 'writes'
export const PORT = 3_306

export function unknownDatabase(name: string): string {
  return `ERROR 1049 (42000): Unknown database '${name}'`
}

export function noTable(database: string): string {
  return `ERROR 1146 (42S02): Table '${database}.${TABLE}' doesn't exist`
}

export function cannotConnect(address: string, errno: number): string {
  return `ERROR 2003 (HY000): Can't connect to MySQL server on '${address}' (${errno})`
}

export const GONE_AWAY = 'ERROR 2006 (HY000): MySQL server has gone away'
export const LOST = 'ERROR 2013 (HY000): Lost connection to MySQL server during query'
