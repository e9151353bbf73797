import { BY_SIGNAL } from '../../host/signals.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { formatIpv4 } from '../../network/address.ts'
import type { Daemon } from './daemon.ts'
import { obeys } from './docarp.ts'
import type { Instance } from './instance.ts'

/**
 * A process that a scenario starts is in the process table of its machine, too, as if somebody had called it.
 *
 * @param daemon - gives it, once it is there
 * @returns what it runs as: the process ends with it
 */
export function enlisted(space: UserSpace, instance: Instance, daemon: () => Daemon): Instance {
  const entry = space.processes.idle(titleOf(instance))
  if (entry === null) return instance
  entry.onSignal = (signal) => obeys(daemon(), instance.options, signal)
  entry.whenEnded(() => daemon().kill((entry.status ?? BY_SIGNAL) - BY_SIGNAL))
  return { ...instance, ended: () => entry.send('KILL') }
}

/** Its command line, as if-up.d/ucarp of Debian has it. */
function titleOf({
  interface: on,
  source,
  vhid,
  password,
  addresses,
  advbase,
  advskew,
  options,
  machine,
}: Instance): string {
  const flags = ['-B', options.shutdown && '-z', options.neutral && '-n', options.ignoreifstate && '-S']
  const address = formatIpv4(addresses[0] ?? 0)
  return [
    ...['/usr/sbin/ucarp', '-i', on, '-s', formatIpv4(source)],
    ...[...flags, options.nomcast && '-M', machine.preempt && '-P'].filter((flag) => flag !== false),
    ...['-v', vhid, '-p', password, '-a', address],
    ...(advbase === 1 ? [] : ['-b', advbase]),
    ...(advskew === 0 ? [] : ['-k', advskew]),
    ...(options.deadratio === 3 ? [] : ['-r', options.deadratio]),
  ].join(' ')
}
