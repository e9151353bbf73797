import fc from 'fast-check'
import { type DevdBlock, parseDevdConf, printDevdConf } from '../../src/config/devd-conf.ts'
import { type HostnameLine, parseHostnameIf, printHostnameIf } from '../../src/config/hostname-if.ts'
import { type OutputLine, parseIfconfigOutput, printIfconfigOutput } from '../../src/config/ifconfig-output.ts'
import { parseInterfaces, printInterfaces, type Stanza } from '../../src/config/interfaces.ts'
import {
  type NameValue,
  parseLoaderConf,
  parseSysctlConf,
  printLoaderConf,
  printSysctlConf,
} from '../../src/config/name-value.ts'
import { type Assignment, parseRcConf, printRcConf } from '../../src/config/rc-conf.ts'
import { parseSyslogConf, printSyslogConf, type SyslogSetting } from '../../src/config/syslog-conf.ts'
import type { Parsed, Place, Word } from '../../src/config/text.ts'
import { HAST_FORMAT } from './hast-format.ts'

/** A format: how it is read and written, a file of it that is as it should be, and settings of all kinds. */
export interface Format<S extends { readonly place: Place }> {
  readonly parse: (text: string) => Parsed<S>
  readonly print: (settings: readonly S[]) => string
  readonly good: string
  readonly any: fc.Arbitrary<readonly S[]>
}

const NOWHERE: Place = { start: 0, end: 0, line: 1, column: 1 }
const word = (text: string): Word => ({ text, place: NOWHERE })

const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/)
const printable = fc.string({ maxLength: 30, unit: 'grapheme-ascii' })
const value = fc.oneof(
  printable,
  fc.constantFrom('vhid 1 pass x advskew 10 10.0.0.3/24', '$a', '\\', "'", '"', '`a`', 'a\nb'),
)

const assignments = fc.array(
  fc.record({ name, value }).map((said): Assignment => ({ ...said, place: NOWHERE, from: [] })),
)
const unquoted = printable.filter((text) => !text.includes('"'))
const namedValues = (names: fc.Arbitrary<string>) =>
  fc.array(
    fc.record({ name: names, value: unquoted }).map((said): NameValue => ({ ...said, place: NOWHERE, at: NOWHERE })),
  )
const oid = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'))

/** What can stand between two quotes of devd.conf. */
const quoted = fc
  .oneof(printable, fc.constantFrom('IFNET', 'carp[0-9]+', '/usr/local/sbin/x $subsystem\n', '!a'))
  .map((text) => text.replaceAll('"', '') || 'x')
  .map(word)
const KEYWORDS =
  /^(?:options|set|directory|pid-file|attach|detach|device-name|media-type|class|subdevice|action|match|nomatch|notify)$/
const id = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,9}$/)
  .filter((text) => !KEYWORDS.test(text))
  .map(word)
const place = fc.constant(NOWHERE)
const blocks: fc.Arbitrary<readonly DevdBlock[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('options' as const),
      options: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constantFrom('directory' as const, 'pid-file' as const), value: quoted, place }),
          fc.record({ kind: fc.constant('set' as const), name: id, value: quoted, place }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      place,
    }),
    fc.record({
      kind: fc.constantFrom('attach' as const, 'detach' as const, 'nomatch' as const, 'notify' as const),
      priority: fc.nat(1000),
      statements: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('match' as const), variable: quoted, pattern: quoted, place }),
          fc.record({
            kind: fc.constantFrom(...(['device-name', 'media-type', 'class', 'subdevice', 'action'] as const)),
            value: quoted,
            place,
          }),
        ),
        { maxLength: 5 },
      ),
      place,
    }),
  ),
  { maxLength: 6 },
)

const RC_CONF = `# a machine
hostname="skunk1.example.org"
ifconfig_em0="inet 10.0.0.1 netmask 255.255.255.0"; defaultrouter=10.0.0.254 # both
cloned_interfaces='carp0'
key=Feed'Lucas'Gelato
ifconfig_carp0="vhid 1 pass \${key} advskew 10 \\
  10.0.0.3 netmask 255.255.255.0"
sshd_enable="YES"
`

const SYSCTL_CONF = `# CARP
net.inet.carp.preempt=1
net.inet.carp.log="2"  # more
`

const LOADER_CONF = `if_carp_load="YES"
autoboot_delay="240"
# the end
kern.hz=1000
`

const DEVD_CONF = `# rules
options {
  directory "/etc/devd";
  set scripts "/usr/local/scripts"; /* set for all */
};
notify 30 {
  match "system" "IFNET"; // an interface
  match "subsystem" "carp0";
  match "type" "LINK_UP";
  action "/usr/local/scripts/carp-hast-switch \\
          master";
};
attach 0 { device-name "em0"; media-type "ethernet"; class "x"; subdevice "y"; action "true"; };
nomatch 5 { };
`

/** Words of a line. */
const words = fc.array(fc.oneof(printable, fc.constantFrom('inet', 'vhid', '10.0.0.3', 'a b', '#x')).map(word), {
  minLength: 1,
  maxLength: 6,
})
const hostnameLines: fc.Arbitrary<readonly HostnameLine[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('ifconfig' as const), words, place }),
    fc.record({
      kind: fc.constant('command' as const),
      command: printable.map((text) => word(text.trim() || 'true')),
      place,
    }),
  ),
)

const plainWord = fc.stringMatching(/^[a-z0-9][a-z0-9:.-]{0,9}$/).map(word)
const stanzas: fc.Arbitrary<readonly Stanza[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('auto' as const, 'allow-hotplug' as const),
      interfaces: fc.array(plainWord, { maxLength: 3 }),
      place,
    }),
    fc.record({
      kind: fc.constant('iface' as const),
      name: plainWord,
      family: fc.constantFrom(word('inet'), word('inet6')),
      method: plainWord,
      options: fc.array(
        fc.record({
          name: fc.constantFrom('address', 'netmask', 'ucarp-vid', 'up').map(word),
          value: fc
            .array(plainWord, { minLength: 1, maxLength: 3 })
            .map((parts) => word(parts.map(({ text }) => text).join('  '))),
          place,
        }),
        { maxLength: 4 },
      ),
      place,
    }),
  ),
)

const facility = fc.constantFrom('*', 'kern', 'user', 'daemon', 'security', 'local0', 'local7', 'mark')
const syslogSettings: fc.Arbitrary<readonly SyslogSetting[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('rule' as const),
      selectors: fc.array(
        fc.record({
          facilities: fc.array(facility, { minLength: 1, maxLength: 3 }),
          comparison: fc.constantFrom('', '=', '!', '!=', '<', '<=', '>'),
          priority: fc.constantFrom('*', 'none', 'notice', 'warn', 'debug', 'emerg'),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      action: fc.constantFrom('/var/log/messages', '-/var/log/syslog', '/dev/console', 'root,operator', '*'),
      place,
    }),
    fc.record({
      kind: fc.constant('programs' as const),
      but: fc.boolean(),
      names: fc.array(fc.constantFrom('ppp', 'ucarp', '*'), { minLength: 1, maxLength: 3 }),
      place,
    }),
  ),
)

const SYSLOG_CONF = `# what goes where
*.err;kern.warning;auth.notice	/dev/console
*.notice;kern.debug;local0,local1.none   /var/log/messages # most of it
*.=debug;\\
	auth,authpriv.none;\\
	mail.none	-/var/log/debug
!-ppp,ucarp
cron.*	root,operator
#!devd
*.>=notice	/var/log/devd.log
!*
*.emerg	*
`

const HOSTNAME_IF = `# the shared address
inet 10.0.0.3 255.255.255.0 10.0.0.255 vhid 1 carpdev em0 pass "a secret" advskew 10   # the first
inet6 2001:db8::3 64
!route add default 10.0.0.254
up
`

const INTERFACES = `auto lo eth0
# the card
iface eth0 inet static
	address 172.16.0.11
	netmask \\
		255.255.0.0
	ucarp-vid 1

allow-hotplug eth1
iface eth1 inet6 manual
	up ip link set $IFACE up
`

const number = fc.nat(255)
const state = fc.constantFrom('INIT', 'BACKUP', 'MASTER')
const outputLines: fc.Arbitrary<readonly OutputLine[]> = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('interface' as const), name: fc.constantFrom('em0', 'carp1', 'lo0'), place }),
      fc.record(
        {
          kind: fc.constant('address' as const),
          family: fc.constant('inet' as const),
          address: fc.constantFrom('10.0.0.1', '192.168.1.254'),
          mask: fc.constantFrom('0xffffff00', '255.255.255.0'),
          vhid: number,
          place,
        },
        { requiredKeys: ['kind', 'family', 'address', 'mask', 'place'] },
      ),
      fc.record(
        {
          kind: fc.constant('carp' as const),
          state,
          carpdev: fc.constant('em0'),
          vhid: number,
          advbase: number,
          advskew: number,
          balancing: fc.constantFrom('ip', 'ip-stealth'),
          peer: fc.constant('10.0.0.2'),
          key: fc.constantFrom('', 'a b'),
          place,
        },
        { requiredKeys: ['kind', 'advbase', 'place'] },
      ),
      fc.record({ kind: fc.constant('node' as const), state, vhid: number, advskew: number, place }),
      fc.record({
        kind: fc.constantFrom(...(['ether', 'lladdr', 'address:'] as const)),
        mac: fc.constant('02:00:00:00:00:01'),
        place,
      }),
      fc.record({
        kind: fc.constant('passed' as const),
        text: fc.constantFrom('status: active', 'groups: carp'),
        place,
      }),
    ),
  )
  .map((lines) => [{ kind: 'interface' as const, name: 'em0', place: NOWHERE }, ...lines])

const IFCONFIG_OUTPUT = `em0: flags=8943<UP,BROADCAST,RUNNING,PROMISC,SIMPLEX,MULTICAST> metric 0 mtu 1500
	options=9b<RXCSUM,TXCSUM>
	ether 02:00:00:00:00:01
	inet 10.0.0.1 netmask 0xffffff00 broadcast 10.0.0.255
	inet 10.0.0.3 netmask 0xffffffff broadcast 10.0.0.3 vhid 1
	inet6 fe80::1%em0 prefixlen 64 scopeid 0x1
	inet6 2001:db8::3 prefixlen 64 vhid 1
	carp: MASTER vhid 1 advbase 1 advskew 0 key "secret"
	      peer 224.0.0.18 peer6 ff02::12
	media: Ethernet autoselect (1000baseT <full-duplex>)
	status: active
carp0: flags=49<UP,LOOPBACK,RUNNING> metric 0 mtu 1500
	inet 10.0.0.4 netmask 0xffffff00 
	carp: MASTER vhid 2 advbase 1 advskew 10
carp1: flags=8843<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST> mtu 1500
	lladdr 00:00:5e:00:01:01
	index 5 priority 15 llprio 3
	carp: carpdev em0 advbase 1 balancing ip
		state MASTER vhid 5 advskew 0
`

function format<S extends { readonly place: Place }>(of: Format<S>): Format<{ readonly place: Place }> {
  return of as unknown as Format<{ readonly place: Place }>
}

export const FORMATS: Readonly<Record<string, Format<{ readonly place: Place }>>> = {
  'rc.conf': format({ parse: parseRcConf, print: printRcConf, good: RC_CONF, any: assignments }),
  'sysctl.conf': format({ parse: parseSysctlConf, print: printSysctlConf, good: SYSCTL_CONF, any: namedValues(oid) }),
  'loader.conf': format({ parse: parseLoaderConf, print: printLoaderConf, good: LOADER_CONF, any: namedValues(name) }),
  'hast.conf': format(HAST_FORMAT),
  'devd.conf': format({ parse: parseDevdConf, print: printDevdConf, good: DEVD_CONF, any: blocks }),
  'hostname.if': format({ parse: parseHostnameIf, print: printHostnameIf, good: HOSTNAME_IF, any: hostnameLines }),
  'syslog.conf': format({ parse: parseSyslogConf, print: printSyslogConf, good: SYSLOG_CONF, any: syslogSettings }),
  interfaces: format({ parse: parseInterfaces, print: printInterfaces, good: INTERFACES, any: stanzas }),
  'ifconfig’s output': format({
    parse: parseIfconfigOutput,
    print: printIfconfigOutput,
    good: IFCONFIG_OUTPUT,
    any: outputLines,
  }),
}
