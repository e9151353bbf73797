import type { Files } from '../../../config/files.ts'

/** What is like a program, for whoever reads it. */
const BINARY = '\x7fELF'

/** What a package of Debian lays on a disk. */
export interface Package {
  readonly version: string
  readonly files: Readonly<Record<string, Laid>>
  /** Scripts in /etc/init.d that are registered for the boot, and started. */
  readonly scripts?: readonly string[]
}

/** A text, or a program or script that may be executed. */
type Laid = string | { readonly runs: string }

/** Starts ucarp for an interface whose stanza has the three options that it needs (ucarp 1.5.2, debian/ucarp.ifup). */
const IF_UP = `#!/bin/sh
# Starts ucarp where the stanza of an interface says so, see interfaces(5).

[ -x /usr/sbin/ucarp ] || exit 0
[ -n "$IF_UCARP_VID" ] && [ -n "$IF_UCARP_VIP" ] && [ -n "$IF_UCARP_PASSWORD" ] || exit 0

more=""
[ -n "$IF_UCARP_ADVSKEW" ] && more="$more -k $IF_UCARP_ADVSKEW"
[ -n "$IF_UCARP_ADVBASE" ] && more="$more -b $IF_UCARP_ADVBASE"
[ -n "$IF_UCARP_DEADRATIO" ] && more="$more -r $IF_UCARP_DEADRATIO"
[ -n "$IF_UCARP_XPARAM" ] && more="$more -x $IF_UCARP_XPARAM"
case "$IF_UCARP_MASTER" in
  ''|no*|off*|false*|0*) ;;
  *) more="$more -P" ;;
esac
case "$IF_UCARP_NOMCAST" in
  ''|no*|off*|false*|0*) ;;
  *) more="$more -M" ;;
esac

/usr/sbin/ucarp -i $IFACE -s $IF_ADDRESS -B -z \\
  -v $IF_UCARP_VID -p $IF_UCARP_PASSWORD -a $IF_UCARP_VIP \\
  -u \${IF_UCARP_UPSCRIPT:-/usr/share/ucarp/vip-up} \\
  -d \${IF_UCARP_DOWNSCRIPT:-/usr/share/ucarp/vip-down} $more
`

/** What Apache serves before somebody writes a page. */
export const DEFAULT_PAGE = '<html><body><h1>It works!</h1></body></html>\n'

/** What can be installed. */
export const PACKAGES: ReadonlyMap<string, Package> = new Map<string, Package>([
  [
    'ucarp',
    {
      version: '1.5.2-1',
      files: {
        '/usr/sbin/ucarp': { runs: BINARY },
        '/etc/network/if-up.d/ucarp': { runs: IF_UP },
        '/usr/share/ucarp/vip-up': { runs: '#!/bin/sh\nexec /sbin/ifup $1:ucarp\n' },
        '/usr/share/ucarp/vip-down': { runs: '#!/bin/sh\nexec /sbin/ifdown $1:ucarp\n' },
      },
    },
  ],
  [
    'apache2',
    {
      version: '2.2.22-13+deb7u6',
      files: {
        '/etc/init.d/apache2': { runs: BINARY },
        '/etc/apache2/ports.conf': 'NameVirtualHost *:80\nListen 80\n',
        '/var/www/index.html': DEFAULT_PAGE,
        '/var/www/apache2-default/index.html': DEFAULT_PAGE,
      },
      scripts: ['apache2'],
    },
  ],
])

/** What packages lay there, and who may execute what of it. */
export function filesOf(names: readonly string[]): { readonly files: Files; readonly modes: Record<string, number> } {
  const all = names.flatMap((name) => Object.entries(PACKAGES.get(name)?.files ?? {}))
  return {
    files: Object.fromEntries(all.map(([path, laid]) => [path, textOf(laid)])),
    modes: Object.fromEntries(all.filter(([, laid]) => typeof laid !== 'string').map(([path]) => [path, 0o755])),
  }
}

export function textOf(laid: Laid): string {
  return typeof laid === 'string' ? laid : laid.runs
}
