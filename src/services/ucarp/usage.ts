import type { LongOption } from '../../host/commands/getopt-long.ts'

/** An option as its usage text has it: long and short name, what it takes, what it is for. */
type Row = readonly [long: string, letter: string, takes: string, purpose: string]

// ucarp 1.5.2 (git 1a9aaf7), src/ucarp.c, usage(), and src/ucarp_p.h.
const ROWS: readonly Row[] = [
  ['interface', 'i', 'if', 'bind interface <if>'],
  ['srcip', 's', 'ip', 'source (real) IP address of that host'],
  ['mcast', 'm', 'ip', 'multicast group IP address (default 224.0.0.18)'],
  ['vhid', 'v', 'id', 'virtual IP identifier (1-255)'],
  ['pass', 'p', 'pass', 'password'],
  ['passfile', 'o', 'file', 'read password from file'],
  ['preempt', 'P', '', 'becomes a master as soon as possible'],
  ['neutral', 'n', '', "don't run downscript at start if backup"],
  ['addr', 'a', 'ip', 'virtual shared IP address'],
  ['help', 'h', '', 'summary of command-line options'],
  ['advbase', 'b', 'seconds', 'advertisement frequency'],
  ['advskew', 'k', 'skew', 'advertisement skew (0-255)'],
  ['upscript', 'u', 'file', 'run <file> to become a master'],
  ['downscript', 'd', 'file', 'run <file> to become a backup'],
  ['deadratio', 'r', 'ratio', 'ratio to consider a host as dead'],
  ['debug', 'D', '', 'enable debug output'],
  ['shutdown', 'z', '', 'call shutdown script at exit'],
  ['daemonize', 'B', '', 'run in background'],
  ['ignoreifstate', 'S', '', 'ignore interface state (down, no carrier)'],
  ['nomcast', 'M', '', 'use broadcast (instead of multicast) advertisements'],
  ['facility', 'f', 'facility', 'set syslog facility (default=daemon)'],
  ['xparam', 'x', 'value', 'extra parameter to send to up/down scripts'],
]

/** -m is not among the letters that it gives to getopt: only --mcastip, which its usage text calls --mcast, is known. */
export const LETTERS = 'i:s:v:p:Pa:hb:k:x:nu:d:Dr:zf:Bo:SM'
/** In the order in which they are looked for. */
const ORDER = 'i s m v p P n a h b k u d r D z f B S M o x'
export const LONG: readonly LongOption[] = ORDER.split(' ').map((letter) => {
  const [name, , takes] = ROWS.find((row) => row[1] === letter)!
  return { name: letter === 'm' ? 'mcastip' : name, takes: takes !== '', letter }
})

/** When the compiler made it, as it says itself (__DATE__): that of its source. */
const MADE = 'Apr 24 2019'

const SAMPLE = `
Sample usage:

Manage the 10.1.1.252 shared virtual address on interface eth0, with
1 as a virtual address idenfitier, mypassword as a password, and
10.1.1.1 as a real permanent address for this host.
Call /etc/vip-up.sh when the host becomes a master, and
/etc/vip-down.sh when the virtual IP address has to be disabled.

ucarp --interface=eth0 --srcip=10.1.1.1 --vhid=1 --pass=mypassword \\
      --addr=10.1.1.252 \\
      --upscript=/etc/vip-up.sh --downscript=/etc/vip-down.sh


Please report bugs to .

`

/** What `ucarp --help` prints, and ucarp without any option, and with a wrong one. */
export const USAGE: string = `
ucarp 1.5.2 - ${MADE}

${ROWS.map(lineOf).join('')}${SAMPLE}`

function lineOf([long, letter, takes, purpose]: Row): string {
  if (takes === '') return `--${long} (-${letter}): ${purpose}\n`
  // Of these two the letter alone is named.
  const value = letter === 'f' || letter === 'x' ? '' : ` <${takes}>`
  return `--${long}=<${takes}> (-${letter}${value}): ${purpose}\n`
}
