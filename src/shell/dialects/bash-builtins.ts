import { POSIX_SPECIALS } from '../syntax/syntax.ts'

/** Options of set, by letter. */
export const BASH_OPTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ a: 'allexport', b: 'notify', e: 'errexit', f: 'noglob', h: 'hashall', k: 'keyword', m: 'monitor' },
    ...{ n: 'noexec', p: 'privileged', t: 'onecmd', u: 'nounset', v: 'verbose', x: 'xtrace', B: 'braceexpand' },
    ...{ C: 'noclobber', E: 'errtrace', H: 'histexpand', P: 'physical', T: 'functrace' },
    ...{ pipefail: 'pipefail', posix: 'posix', history: 'history', nolog: 'nolog', vi: 'vi', emacs: 'emacs' },
  }),
)

export const BASH_BUILTINS = [
  ...['.', ':', '[', 'alias', 'bg', 'break', 'builtin', 'cd', 'command', 'continue', 'declare', 'echo', 'eval', 'exec'],
  ...['exit', 'export', 'false', 'fg', 'getopts', 'hash', 'jobs', 'kill', 'let', 'local', 'printf', 'pwd', 'read'],
  ...['readonly', 'return', 'set', 'shift', 'shopt', 'source', 'test', 'times', 'trap', 'true', 'type', 'typeset'],
  ...['ulimit', 'umask', 'unalias', 'unset', 'wait'],
]

/** What follows `NAME: usage: ` where a builtin was called wrong. */
export const BASH_USAGES: Readonly<Record<string, string>> = {
  '.': '. filename [arguments]',
  source: 'source filename [arguments]',
  cd: 'cd [-L|[-P [-e]] [-@]] [dir]',
  command: 'command [-pVv] command [arg ...]',
  declare: 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  export: 'export [-fn] [name[=value] ...] or export -p',
  getopts: 'getopts optstring name [arg ...]',
  hash: 'hash [-lr] [-p pathname] [-dt] [name ...]',
  jobs: 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]',
  kill: 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  local: 'local [option] name[=value] ...',
  printf: 'printf [-v var] format [arguments]',
  pwd: 'pwd [-LP]',
  read: 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  readonly: 'readonly [-aAf] [name[=value] ...] or readonly -p',
  set: 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  times: 'times',
  trap: 'trap [-lp] [[arg] signal_spec ...]',
  type: 'type [-afptP] name [name ...]',
  umask: 'umask [-p] [-S] [mode]',
  unset: 'unset [-f] [-v] [-n] [name ...]',
  wait: 'wait [-fn] [-p var] [id ...]',
}

export const BASH_SPECIALS: ReadonlySet<string> = new Set([...POSIX_SPECIALS, 'source'])
