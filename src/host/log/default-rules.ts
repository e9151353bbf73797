import type { Userland } from '../../carp/system.ts'

/** What a system logs where, as it is installed: its syslog.conf, as far as it names files. */
export interface Installation {
  readonly conf: string
  /** As whose the files are made, and with which mode (newsyslog.conf, $FileGroup and $FileCreateMode). */
  readonly group: string
  readonly modes: Readonly<Record<string, number>>
  /** Where its own file is. */
  readonly at: string
  /** Selectors add up, and files that are not there are made. */
  readonly isLinux?: boolean
}

/** etc/syslog.conf of FreeBSD 8.3 to 12; files and modes are those of newsyslog.conf with C, made at boot. */
const FREEBSD: Installation = {
  at: '/etc/syslog.conf',
  group: 'wheel',
  modes: {
    '/var/log/auth.log': 0o600,
    '/var/log/cron': 0o600,
    '/var/log/debug.log': 0o600,
    '/var/log/lpd-errs': 0o644,
    '/var/log/maillog': 0o640,
    '/var/log/messages': 0o644,
    '/var/log/security': 0o600,
    '/var/log/xferlog': 0o600,
  },
  conf: `*.err;kern.warning;auth.notice;mail.crit		/dev/console
*.notice;authpriv.none;kern.debug;lpr.info;mail.crit;news.err	/var/log/messages
security.*					/var/log/security
auth.info;authpriv.info				/var/log/auth.log
mail.info					/var/log/maillog
lpr.info					/var/log/lpd-errs
ftp.info					/var/log/xferlog
cron.*						/var/log/cron
*.=debug					/var/log/debug.log
*.emerg						*
`,
}

/** etc/syslog.conf of OpenBSD 7.7. */
const OPENBSD: Installation = {
  at: '/etc/syslog.conf',
  group: 'wheel',
  modes: {
    '/var/cron/log': 0o600,
    '/var/log/authlog': 0o640,
    '/var/log/daemon': 0o640,
    '/var/log/lpd-errs': 0o640,
    '/var/log/maillog': 0o640,
    '/var/log/messages': 0o644,
    '/var/log/secure': 0o600,
    '/var/log/xferlog': 0o640,
  },
  conf: `*.notice;auth,authpriv,cron,ftp,kern,lpr,mail,user.none	/var/log/messages
kern.debug;syslog,user.info				/var/log/messages
auth.info						/var/log/authlog
authpriv.debug						/var/log/secure
cron.info						/var/cron/log
daemon.info						/var/log/daemon
ftp.info						/var/log/xferlog
lpr.debug						/var/log/lpd-errs
mail.info						/var/log/maillog
`,
}

/** etc/syslog.conf of NetBSD 7. */
const NETBSD: Installation = {
  at: '/etc/syslog.conf',
  group: 'wheel',
  modes: {
    '/var/cron/log': 0o600,
    '/var/log/authlog': 0o600,
    '/var/log/lpd-errs': 0o640,
    '/var/log/maillog': 0o600,
    '/var/log/messages': 0o644,
    '/var/log/xferlog': 0o600,
  },
  conf: `*.err;kern.*;auth.notice;authpriv,ftp.none;mail.crit	/dev/console
*.info;auth,authpriv,cron,ftp,kern,lpr,mail.none	/var/log/messages
kern.debug						/var/log/messages
auth,authpriv.info					/var/log/authlog
cron.info						/var/cron/log
ftp.info						/var/log/xferlog
lpr.info						/var/log/lpd-errs
mail.info						/var/log/maillog
`,
}

/** /etc/rsyslog.conf of Debian 5 to 11, rules alone; sysklogd's of Debian 4 are the same. */
const DEBIAN: Installation = {
  at: '/etc/rsyslog.conf',
  isLinux: true,
  group: 'adm',
  modes: {},
  conf: `auth,authpriv.*			/var/log/auth.log
*.*;auth,authpriv.none		-/var/log/syslog
daemon.*			-/var/log/daemon.log
kern.*				-/var/log/kern.log
lpr.*				-/var/log/lpr.log
mail.*				-/var/log/mail.log
user.*				-/var/log/user.log
*.=debug;\\
	auth,authpriv.none;\\
	news.none;mail.none	-/var/log/debug
*.=info;*.=notice;*.=warn;\\
	auth,authpriv.none;\\
	cron,daemon.none;\\
	mail,news.none		-/var/log/messages
*.emerg				*
`,
}

export function installationOf(userland: Userland | undefined): Installation {
  if (userland?.startsWith('FreeBSD')) return FREEBSD
  if (userland?.startsWith('OpenBSD')) return OPENBSD
  return userland?.startsWith('NetBSD') ? NETBSD : DEBIAN
}
