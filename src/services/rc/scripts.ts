import type { Files } from '../../config/files.ts'

/** Where the scripts of packages lie. */
const FOLDER = '/usr/local/etc/rc.d/'
const SUBR = '/etc/rc.subr'
const EXECUTABLE = 0o555

/** What a script reads first: that of a machine here hands its verb to what plays the service. */
const RC_SUBR = `# rc.subr(8), as far as start-up scripts need it here.
load_rc_config() {
	return 0
}
run_rc_command() {
	/usr/libexec/run_rc_command "$0" "$1"
}
`

interface OnDisk {
  readonly files: Files
  readonly modes: Readonly<Record<string, number>>
}

/** The start-up scripts that packages bring, as files of a machine. */
export function scriptsOf(services: readonly { readonly script: string; readonly name: string }[]): OnDisk {
  const scripts = services.map(({ script, name }) => [`${FOLDER}${script}`, textOf(name)] as const)
  return {
    files: { ...(scripts.length > 0 && { [SUBR]: RC_SUBR }), ...Object.fromEntries(scripts) },
    modes: Object.fromEntries(scripts.map(([path]) => [path, EXECUTABLE])),
  }
}

function textOf(name: string): string {
  return `#!/bin/sh

# PROVIDE: ${name}
# REQUIRE: LOGIN
# KEYWORD: shutdown

. ${SUBR}

name="${name}"
rcvar="${name}_enable"

load_rc_config $name
run_rc_command "$1"
`
}
