import { expect, test } from 'vitest'
import { systemNamed } from '../../src/carp/systems/index.ts'
import type { MachineSettings } from '../../src/host/setup/settings.ts'
import { settingsOf } from '../../src/host/setup/settings-of.ts'
import { formatIpv4, formatPrefix, parsePrefix } from '../../src/network/address.ts'

/** What a boot makes of files, on a machine with em0 (10.0.0.1/24, unless the files say another) and em1. */
function boot(system: string, files: Readonly<Record<string, string>>): MachineSettings {
  const cards = [{ name: 'em0', address: parsePrefix('10.0.0.1/24', 24)! }, { name: 'em1' }]
  return settingsOf(files, systemNamed(system)!, cards)
}

function rc(system: string, ...lines: readonly string[]): MachineSettings {
  return boot(system, { '/etc/rc.conf': `${lines.join('\n')}\n` })
}

/** Virtual hosts and findings, a line each. */
function told({ cards, carp, findings }: MachineSettings): string[] {
  return [
    ...cards.map(({ name, address, address6 }) =>
      [name, address && formatPrefix(address), address6 && formatPrefix(address6)].filter(Boolean).join(' '),
    ),
    ...carp.map(({ vhid, interface: on, advbase, advskew, password, addresses, ...more }) => {
      const rest = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''
      return `${vhid}@${on} ${advbase}+${advskew} ${password} ${addresses.map(formatPrefix).join(' ')}${rest}`
    }),
    ...findings.map(({ file, place, name }) => `${file}:${place.line}:${place.column} ${name}`),
  ]
}

// FreeBSD 8 and 9.

const CLONED = 'cloned_interfaces="carp0"'
const CARP0 = 'ifconfig_carp0="vhid 1 pass x advskew 10 10.0.0.3 netmask 255.255.255.0"'

test('a carp interface is made, and finds its parent by subnet', () => {
  const settings = rc(
    'freebsd-8',
    'hostname="skunk1.example.org"',
    'ifconfig_em0="inet 10.0.9.1/24"',
    'ifconfig_em1="inet 10.0.0.7 netmask 0xffffff00"',
    'ifconfig_em1_ipv6="inet6 2001:db8::7 prefixlen 64"',
    'defaultrouter="10.0.0.254"',
    CLONED,
    CARP0,
    'ifconfig_carp0_alias0="10.0.0.4/24"',
    'sshd_enable="YES"; ntpd_enable=no',
  )
  expect(told(settings)).toEqual([
    'em0 10.0.9.1/24',
    'em1 10.0.0.7/24 2001:db8::7/64',
    '1@em1 1+10 x 10.0.0.3/24 10.0.0.4/24',
  ])
  expect(settings).toMatchObject({ hostname: 'skunk1.example.org', enabled: { sshd: true, ntpd: false } })
  expect(formatIpv4(settings.gateway!)).toBe('10.0.0.254')
})

test.each<[what: string, lines: readonly string[], expected: readonly string[]]>([
  [
    'the address of a card may come from elsewhere',
    [CLONED, CARP0],
    ['1@em0 1+10 x 10.0.0.3/24', '/etc/rc.conf:1:1 no-interface'],
  ],
  ['not cloned: never made', [CARP0], ['/etc/rc.conf:1:1 not-cloned']],
  ['no vhid', [CLONED, 'ifconfig_carp0="10.0.0.3/24"'], ['/etc/rc.conf:2:1 no-vhid']],
  ['no address', [CLONED, 'ifconfig_carp0="vhid 1"'], ['/etc/rc.conf:2:1 no-address']],
  ['no parent', [CLONED, 'ifconfig_carp0="vhid 1 10.9.0.3/24"'], ['/etc/rc.conf:2:1 no-parent']],
  ['out of range', [CLONED, 'ifconfig_carp0="vhid 1 advskew 255 10.0.0.3/24"'], ['/etc/rc.conf:2:32 out-of-range']],
  [
    'no mask: of its class',
    [CLONED, 'ifconfig_carp0="vhid 1 10.0.0.3"'],
    ['1@em0 1+0  10.0.0.3/8', '/etc/rc.conf:1:1 no-interface'],
  ],
  [
    'a word that nobody knows',
    [CLONED, 'ifconfig_carp0="vhid 1 skew 3 10.0.0.3/24"'],
    [
      '1@em0 1+0  10.0.0.3/24',
      '/etc/rc.conf:1:1 no-interface',
      '/etc/rc.conf:2:24 unknown-word',
      '/etc/rc.conf:2:29 unknown-word',
    ],
  ],
  ['the form of FreeBSD 10', ['ifconfig_em0_alias0="inet vhid 1 10.0.0.3/32"'], ['/etc/rc.conf:1:32 vhid-on-a-card']],
  ['an interface that is not there', ['ifconfig_em7="inet 10.0.0.9/24"'], ['/etc/rc.conf:1:1 no-such-interface']],
  [
    'assigned twice: the last one holds',
    [CLONED, 'ifconfig_carp0="vhid 1 10.0.0.3/24"', 'ifconfig_carp0="vhid 2 10.0.0.4/24"'],
    ['2@em0 1+0  10.0.0.4/24', '/etc/rc.conf:1:1 no-interface', '/etc/rc.conf:2:1 assigned-twice'],
  ],
  [
    'a command in the last place: nobody knows',
    [CLONED, CARP0, 'ifconfig_carp0="$(cat /etc/carp)"'],
    ['/etc/rc.conf:3:17 expansion'],
  ],
  [
    'the quotes of a web page',
    ['cloned_interfaces=”carp0″', 'ifconfig_carp0=”vhid 1 10.0.0.3/24″'],
    ['/etc/rc.conf:1:19 typographic-quotes', '/etc/rc.conf:1:19 not-simulated', '/etc/rc.conf:2:1 command'],
  ],
  ['within if: perhaps', [CLONED, `if [ -f /etc/x ]; then ${CARP0}; fi`], ['/etc/rc.conf:2:1 shell']],
  [
    'a carp interface with a gap before it',
    ['cloned_interfaces="carp1"', 'ifconfig_carp1="vhid 1 10.0.0.3/24"'],
    ['/etc/rc.conf:2:1 carp-numbers'],
  ],
  [
    'a length of IPv6',
    [CLONED, 'ifconfig_carp0="vhid 1 10.0.0.3 prefixlen 64"'],
    ['/etc/rc.conf:2:1 no-address', '/etc/rc.conf:2:43 bad-mask'],
  ],
  ['by DHCP', ['ifconfig_em0="DHCP"'], ['/etc/rc.conf:1:15 dhcp']],
])('%s', (_, lines, expected) => {
  expect(told(rc('freebsd-8', ...lines))).toEqual(expected)
})

test('modules have the names of their time', () => {
  const loader = 'if_carp_load="YES"\nautoboot_delay="240"\n'
  expect(told(boot('freebsd-8', { '/boot/loader.conf': loader }))).toEqual([])
  expect(told(boot('freebsd-12', { '/boot/loader.conf': loader }))).toEqual(['/boot/loader.conf:1:1 other-module'])
  expect(told(boot('freebsd-12', { '/boot/loader.conf': 'carp_load="YES"\nautoboot_delay="soon"\nx="1"\n' }))).toEqual([
    '/boot/loader.conf:2:1 bad-number',
    '/boot/loader.conf:3:1 not-simulated',
  ])
})

// FreeBSD 10 and later.

test('vhids live on cards', () => {
  const settings = rc(
    'freebsd-14',
    'ifconfig_em0="inet 10.0.0.5/24"',
    'ifconfig_em0_alias0="inet vhid 1 advskew 100 pass x alias 10.0.0.3/32"',
    'ifconfig_em0_alias1="inet vhid 1 10.0.0.4/32"',
    'ifconfig_em0_alias2="inet6 vhid 1 2001:db8::3 prefixlen 128"',
    'ifconfig_em1="inet 10.0.1.5/24"',
    'ifconfig_em1_aliases="inet vhid 2 peer 10.0.1.6 10.0.1.3/32"',
  )
  expect(told(settings)).toEqual([
    'em0 10.0.0.5/24',
    'em1 10.0.1.5/24',
    '1@em0 1+100 x 10.0.0.3/32 10.0.0.4/32 2001:db8::3/128',
    '2@em1 1+0  10.0.1.3/32 {"peer":167772422}',
  ])
})

test.each<[what: string, lines: readonly string[], expected: readonly string[]]>([
  [
    'the form of FreeBSD 8',
    ['cloned_interfaces="carp0"', 'ifconfig_carp0="vhid 1 10.0.0.3/24"'],
    ['/etc/rc.conf:1:20 no-carp-interfaces', '/etc/rc.conf:2:1 no-carp-interfaces'],
  ],
  ['an alias without inet', ['ifconfig_em0_alias0="vhid 1 10.0.0.3/32"'], ['/etc/rc.conf:1:1 no-inet']],
  ['a gap in the numbers', ['ifconfig_em0_alias1="inet vhid 1 10.0.0.3/32"'], ['/etc/rc.conf:1:1 alias-gap']],
])('%s', (_, lines, expected) => {
  expect(told(rc('freebsd-14', ...lines))).toEqual(expected)
})

// OpenBSD.

const OPENBSD_CARP0 = 'inet 10.0.0.3 255.255.255.0 10.0.0.255 vhid 1 carpdev em0 pass x advskew 100\n'

test('carp interfaces are told on which real one they live', () => {
  const settings = boot('openbsd', {
    '/etc/hostname.carp0': `${OPENBSD_CARP0}inet alias 10.0.0.4 255.255.255.255\ngroup internal\n`,
    '/etc/hostname.em0': 'inet 10.0.0.7 255.255.255.0 NONE\nup\n',
    '/etc/hostname.em1': 'inet 10.0.1.7/24\n',
    '/etc/myname': 'fw1.example.org\n',
    '/etc/sysctl.conf': 'net.inet.carp.preempt=1\nnet.inet.carp.log=6\n',
  })
  expect(told(settings)).toEqual([
    'em0 10.0.0.7/24',
    'em1 10.0.1.7/24',
    '1@em0 1+100 x 10.0.0.3/24 10.0.0.4/32 {"groups":["internal"]}',
  ])
  expect(settings).toMatchObject({ hostname: 'fw1.example.org', preempt: true, log: 6 })
})

test('several nodes balance', () => {
  const line = 'inet 10.0.0.3 255.255.255.0 NONE carpdev em0 carpnodes 6:100,5:0 balancing ip-stealth\n'
  expect(told(boot('openbsd', { '/etc/hostname.carp0': line }))).toEqual([
    '5@em0 1+0  10.0.0.3/24 {"nodes":[{"vhid":5,"advskew":0},{"vhid":6,"advskew":100}],"balancing":"ip-stealth"}',
  ])
})

test.each<[what: string, file: string, expected: readonly string[]]>([
  ['no carpdev', 'inet 10.0.0.3 255.255.255.0 NONE vhid 1\n', ['/etc/hostname.carp0:1:1 no-parent']],
  ['a carpdev that is not there', 'inet 10.0.0.3/24\nvhid 1 carpdev em9\n', ['/etc/hostname.carp0:1:1 no-parent']],
  [
    'no broadcast address',
    'inet 10.0.0.3 255.255.255.0 vhid 1 carpdev em0\n',
    [
      '/etc/hostname.carp0:1:29 no-broadcast',
      '/etc/hostname.carp0:1:34 unknown-word',
      '/etc/hostname.carp0:1:1 no-vhid',
    ],
  ],
  [
    'a command',
    `${OPENBSD_CARP0}!route add default 10.0.0.254\n`,
    ['1@em0 1+100 x 10.0.0.3/24', '/etc/hostname.carp0:2:1 command'],
  ],
])('%s', (_, file, expected) => {
  expect(told(boot('openbsd', { '/etc/hostname.carp0': file })).sort()).toEqual([...expected].sort())
})

// Debian.

const ETH0 = 'auto em0\niface em0 inet static\n\taddress 172.16.0.11\n\tnetmask 255.255.0.0\n\tgateway 172.16.0.254\n'
const UCARP = '\tucarp-vid 1\n\tucarp-vip 172.16.0.1\n\tucarp-password x\n\tucarp-advskew 5\n'

test('the hooks of ucarp read its options', () => {
  const settings = boot('ucarp', {
    '/etc/network/interfaces': `${ETH0}${UCARP}iface em0:ucarp inet static\n\taddress 172.16.0.1\n`,
  })
  expect(told(settings)).toEqual(['em0 172.16.0.11/16', '1@em0 1+5 x 172.16.0.1/32'])
})

test.each<[what: string, file: string, expected: readonly string[]]>([
  [
    'no password',
    ETH0 + UCARP.replace(/.*password.*\n/, ''),
    ['em0 172.16.0.11/16', '/etc/network/interfaces:6:2 incomplete'],
  ],
  ['nothing starts it', ETH0.replace('auto em0\n', ''), ['/etc/network/interfaces:1:7 not-started']],
  [
    'the address is always up',
    `${ETH0}${UCARP}auto em0:ucarp\niface em0:ucarp inet static\n\taddress 172.16.0.1\n`,
    ['em0 172.16.0.11/16', '1@em0 1+5 x 172.16.0.1/32', '/etc/network/interfaces:11:7 address-always-up'],
  ],
])('%s', (_, file, expected) => {
  expect(told(boot('ucarp', { '/etc/network/interfaces': file }))).toEqual(expected)
})

test('files of another system are not read, and each says whose it is', () => {
  const files = {
    '/etc/rc.conf': 'hostname=a\n',
    '/etc/hostname.em0': 'up\n',
    '/etc/network/interfaces': 'auto em0\n',
    '/etc/motd': 'x',
  }
  const unread = (system: string) =>
    boot(system, files)
      .findings.filter(({ name }) => name === 'not-read')
      .map(({ file }) => file)
  expect(unread('freebsd-8')).toEqual(['/etc/hostname.em0', '/etc/network/interfaces'])
  expect(unread('freebsd-8.2')).toEqual(['/etc/hostname.em0', '/etc/network/interfaces'])
  expect(unread('openbsd')).toEqual(['/etc/rc.conf', '/etc/network/interfaces'])
  expect(unread('ucarp')).toEqual(['/etc/rc.conf', '/etc/hostname.em0'])
  expect(unread('netbsd')).toEqual(['/etc/rc.conf', '/etc/hostname.em0', '/etc/network/interfaces'])
})

test('devd reads its file, then those of its folders that end in .conf, by name', () => {
  const files = {
    '/usr/local/etc/devd/b.conf': 'notify 1 { };\n',
    '/usr/local/etc/devd/a.conf': 'notify 1 {\nmatch “system” “IFNET”;\n};\n',
    '/etc/devd.conf': 'nomatch 0 { };\n',
    '/etc/devd/x.old': 'y',
  }
  const { devd, findings } = boot('freebsd-8', files)
  expect(devd.map(({ file }) => file)).toEqual([
    '/etc/devd.conf',
    '/usr/local/etc/devd/a.conf',
    '/usr/local/etc/devd/b.conf',
  ])
  // As devd 12.1 prints it: the quotes are no tokens.
  expect(devd[1]!.conf.error).toEqual({ line: 2, says: 'line 2: system: syntax error.' })
  expect(findings.map(({ file, name }) => `${file} ${name}`)).toEqual([
    '/usr/local/etc/devd/a.conf unfinished',
    '/usr/local/etc/devd/a.conf typographic-quotes',
    '/usr/local/etc/devd/a.conf passed-over',
    '/usr/local/etc/devd/a.conf syntax',
    '/etc/devd/x.old not-read',
  ])
})
