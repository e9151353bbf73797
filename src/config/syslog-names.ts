/** The facilities of syslog(3), as numbers have it; FreeBSD's are the longest list. */
export const FACILITIES = [
  ...['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'],
  ...['ntp', 'security', 'console'],
  ...['local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
] as const

/** The most urgent first. */
export const SEVERITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const

export type Facility = (typeof FACILITIES)[number]
export type Severity = (typeof SEVERITIES)[number]

const OTHER_NAMES: ReadonlyMap<string, Severity> = new Map(
  Object.entries<Severity>({ error: 'err', panic: 'emerg', warn: 'warning' }),
)

export function facilityCalled(name: string): Facility | undefined {
  return FACILITIES.find((one) => one === name.toLowerCase())
}

export function severityCalled(name: string): Severity | undefined {
  const lower = name.toLowerCase()
  return SEVERITIES.find((one) => one === lower) ?? OTHER_NAMES.get(lower)
}
