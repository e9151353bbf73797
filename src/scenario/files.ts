import type { FileFinding, MachineSettings } from '../host/setup/settings.ts'
import { settingsOf } from '../host/setup/settings-of.ts'
import { runsNamed } from './runs.ts'
import type { HostSpec, Scenario } from './scenario.ts'

/** What the files of a host say; undefined: it has none. */
export function settingsOfHost({ files, system, interfaces }: HostSpec): MachineSettings | undefined {
  if (files === undefined) return undefined
  return settingsOf(files, runsNamed(system)!, interfaces)
}

/** What was found in the files of one host. */
export interface HostFindings {
  readonly host: HostSpec
  readonly findings: readonly FileFinding[]
}

/** What was not understood in the files of machines, or does not do what its writer thinks, machine by machine. */
export function findingsOf({ hosts }: Scenario): HostFindings[] {
  return hosts
    .map((host) => ({ host, findings: settingsOfHost(host)?.findings ?? [] }))
    .filter(({ findings }) => findings.length > 0)
}
