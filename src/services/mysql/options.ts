import { type Micros, SECOND } from '../../time.ts'

/** What a MySQL takes, and how it keeps what it is told. */
export interface MysqlOptions {
  /** From its start until it answers, where it was stopped in order. */
  readonly start: Micros
  /** How long it takes to stop. */
  readonly stop: Micros
  /** From its start until it answers where it was not stopped in order. */
  readonly recovery: Micros
  /** How long a new database takes to make (mysql_install_db). */
  readonly install: Micros
  /** innodb_flush_log_at_trx_commit: 1 writes each commit through, 0 and 2 once a second. */
  readonly flushLog: 0 | 1 | 2
}

const LEAST_STOP: Micros = SECOND
const LEAST_RECOVERY: Micros = 3 * SECOND
/** What of its pages is not written when it stops, and how fast it writes them. */
const USUAL_DIRTY = 100
const DIRTY_RATE = 50
/** The redo log (innodb_log_file_size), and how fast it is read. */
const USUAL_REDO = 48
const REDO_RATE = 20

export const USUAL_MYSQL: MysqlOptions = {
  start: 2 * SECOND,
  stop: LEAST_STOP + (USUAL_DIRTY / DIRTY_RATE) * SECOND,
  recovery: LEAST_RECOVERY + (USUAL_REDO / REDO_RATE) * SECOND,
  install: 3 * SECOND,
  flushLog: 1,
}

/** Where its data are and where it listens: what rc.conf says (mysql_dbdir, mysql_args). */
export interface MysqlSettings {
  readonly directory: string
  /** Null: at every address of the machine. */
  readonly bind: string | null
  readonly port: number
}
