import type { Course } from '../../engine/course.ts'
import type { Process } from '../../shell/machine.ts'
import type { Micros } from '../../time.ts'
import { SECOND } from '../../time.ts'
import type { Host } from '../host.ts'
import { Kernel } from '../kernel/kernel.ts'
import type { UserSpace } from '../user-space.ts'
import type { Outcome } from './outcome.ts'

/** A call of a program: what it sees of its machine. */
export interface Call {
  readonly host: Host
  readonly space: UserSpace
  /** What is typed into it. */
  readonly input: string
  /** By which name: `vim`, `/etc/rc.d/devd`. */
  readonly called: string
  /** Which process it is. */
  readonly process: Process
}

/** A program of a machine: what it does and prints, at once or in time. */
export type Program = (call: Call, args: readonly string[]) => Outcome | Course<Outcome>

/** What runs until somebody presses ^C is interrupted after so long. */
export const INTERRUPTED_AFTER: Micros = 10 * SECOND

/** The same for a program that only machines have whose kernel has CARP. */
export interface KernelCall extends Call {
  readonly kernel: Kernel
}

/** Such a program. */
export function withKernel(program: (call: KernelCall, args: readonly string[]) => Outcome | Course<Outcome>): Program {
  return (call, args) => {
    const { host } = call
    if (!isKernel(host)) throw new Error(`${call.called} needs a kernel with CARP`)
    return program({ ...call, kernel: host.carp }, args)
  }
}

/** A program that knows of its machine no more than the kernel does. */
export function ofKernel(program: (kernel: Kernel, args: readonly string[]) => Outcome): Program {
  return withKernel(({ kernel }, args) => program(kernel, args))
}

export function isKernel(host: Host): host is Host & { readonly carp: Kernel } {
  return host.carp instanceof Kernel
}
