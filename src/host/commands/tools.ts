import { awk, awkReads } from './awk/awk.ts'
import { isFalse, isTrue } from './echo.ts'
import { chgrp, chmod, chown } from './files/chmod.ts'
import { cp } from './files/cp.ts'
import { find } from './files/find.ts'
import { ln } from './files/ln.ts'
import { ls } from './files/ls.ts'
import { mkdir, mktemp, rmdir } from './files/mkdir.ts'
import { mv } from './files/mv.ts'
import { rm } from './files/rm.ts'
import { touch } from './files/touch.ts'
import { readsWith } from './flags.ts'
import { always, filter, type Program } from './program.ts'
import { sed, sedReads } from './sed/sed.ts'
import { CAT, cat, tee } from './text/cat.ts'
import { CUT, cut } from './text/cut.ts'
import { head, headReads, tail, tailReads } from './text/ends.ts'
import { grep, grepReads } from './text/grep.ts'
import { logger, loggerReads } from './text/logger.ts'
import { clear, pager } from './text/pager.ts'
import { SORT, sort } from './text/sort.ts'
import { tr } from './text/tr.ts'
import { UNIQ, uniq } from './text/uniq.ts'
import { WC, wc } from './text/wc.ts'
import { expr } from './words/expr.ts'
import { basename, dirname, jot, seq, yes } from './words/names.ts'
import { env, printenv, sudo, which, xargs } from './words/run.ts'
import { ofShell } from './words/shell.ts'
import { date, id, man, uptime, whoami } from './words/who.ts'

/** Small programs, and in which folder each lies on a BSD and on Debian; empty: it has none. */
const TOOLS: readonly (readonly [name: string, bsd: string, debian: string, program: Program])[] = [
  ['[', '/bin', '/usr/bin', ofShell('[')],
  ['awk', '/usr/bin', '/usr/bin', filter(awk, awkReads)],
  ['basename', '/usr/bin', '/usr/bin', basename],
  ['cat', '/bin', '/bin', filter(cat, readsWith(CAT))],
  ['chgrp', '/usr/bin', '/bin', chgrp],
  ['chmod', '/bin', '/bin', chmod],
  ['chown', '/usr/sbin', '/bin', chown],
  ['clear', '/usr/bin', '/usr/bin', clear],
  ['cp', '/bin', '/bin', cp],
  ['cut', '/usr/bin', '/usr/bin', filter(cut, readsWith(CUT))],
  ['date', '/bin', '/bin', date],
  ['dirname', '/usr/bin', '/usr/bin', dirname],
  ['egrep', '/usr/bin', '/bin', filter(grep, grepReads)],
  ['env', '/usr/bin', '/usr/bin', env],
  ['expr', '/bin', '/usr/bin', expr],
  ['false', '/usr/bin', '/bin', isFalse],
  ['fgrep', '/usr/bin', '/bin', filter(grep, grepReads)],
  ['find', '/usr/bin', '/usr/bin', find],
  ['grep', '/usr/bin', '/bin', filter(grep, grepReads)],
  ['head', '/usr/bin', '/usr/bin', filter(head, headReads)],
  ['id', '/usr/bin', '/usr/bin', id],
  ['jot', '/usr/bin', '', jot],
  ['less', '/usr/bin', '/usr/bin', filter(pager)],
  ['ln', '/bin', '/bin', ln],
  ['logger', '/usr/bin', '/usr/bin', filter(logger, loggerReads)],
  ['ls', '/bin', '/bin', ls],
  ['man', '/usr/bin', '/usr/bin', man],
  ['mkdir', '/bin', '/bin', mkdir],
  ['mktemp', '/usr/bin', '/bin', mktemp],
  ['more', '/usr/bin', '/bin', filter(pager)],
  ['mv', '/bin', '/bin', mv],
  ['printf', '/usr/bin', '/usr/bin', ofShell('printf')],
  ['printenv', '/usr/bin', '/usr/bin', printenv],
  ['rm', '/bin', '/bin', rm],
  ['rmdir', '/bin', '/bin', rmdir],
  ['sed', '/usr/bin', '/bin', filter(sed, sedReads)],
  ['seq', '/usr/bin', '/usr/bin', seq],
  ['sort', '/usr/bin', '/usr/bin', filter(sort, readsWith(SORT))],
  ['sudo', '/usr/local/bin', '/usr/bin', sudo],
  ['tail', '/usr/bin', '/usr/bin', filter(tail, tailReads)],
  ['tee', '/usr/bin', '/usr/bin', filter(tee, always)],
  ['test', '/bin', '/usr/bin', ofShell('test')],
  ['touch', '/usr/bin', '/bin', touch],
  ['tr', '/usr/bin', '/usr/bin', filter(tr, always)],
  ['true', '/usr/bin', '/bin', isTrue],
  ['uniq', '/usr/bin', '/usr/bin', filter(uniq, readsWith(UNIQ))],
  ['uptime', '/usr/bin', '/usr/bin', uptime],
  ['wc', '/usr/bin', '/usr/bin', filter(wc, readsWith(WC))],
  ['which', '/usr/bin', '/usr/bin', which],
  ['whoami', '/usr/bin', '/usr/bin', whoami],
  ['xargs', '/usr/bin', '/usr/bin', filter(xargs, always)],
  ['yes', '/usr/bin', '/usr/bin', yes],
]

/** What every BSD has. */
export const BSD_TOOLS: readonly (readonly [string, Program])[] = TOOLS.map(([name, folder, , program]) => [
  `${folder}/${name}`,
  program,
])

/** What Debian has: GNU's. */
export const GNU_TOOLS: readonly (readonly [string, Program])[] = TOOLS.flatMap(([name, , folder, program]) =>
  folder === '' ? [] : [[`${folder}/${name}`, program] as const],
)
