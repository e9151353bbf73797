import type { Command } from 'commander'
import { amount, time } from './options.ts'
import { type Asking, addAsking, answer } from './why.ts'

interface WhyFrameOptions extends Asking {
  readonly from?: string
  readonly to?: string
}

const EXAMPLES = `
The id of a record, as carpsim run --format json and carpsim why show it: of a frame, or of what became of one.

Examples:
  $ carpsim why-frame scenarios/networks/cable-behind-the-switch.yaml --from fw1 --at 12s
  $ carpsim why-frame scenarios/networks/cable-behind-the-switch.yaml --from fw1 --to fw2 --at 12s
  $ carpsim why-frame scenarios/networks/cable-behind-the-switch.yaml 120
`

/** `carpsim why-frame FILE`: the way of a frame over switches, and why it did not reach somebody. */
export function addWhyFrame(program: Command): void {
  const command = program
    .command('why-frame')
    .summary('tell the way of a frame, switch by switch, and why it did not arrive')
    .description('Plays a scenario and tells what became of one frame: each switch on its way, each copy, and why.')
    .argument('<file>', 'a scenario file; - is the standard input')
    .argument('[id]', 'of the record of the frame, or of what became of it', amount)
    .option('--from <host>', 'the last frame of that machine; host.interface of that card')
    .option('--at <time>', 'that it had sent by then (default: the end of the run)', time)
    .option('--to <host>', 'only what became of the copy for that machine')
  addAsking(command).addHelpText('after', EXAMPLES).action(whyFrame)
}

async function whyFrame(file: string, record: number | undefined, options: WhyFrameOptions): Promise<void> {
  const { frameWay } = await import('../views/why/frame.ts')
  const { tellFrame } = await import('../views/why/frame-words.ts')
  await answer(file, options, (trace) => {
    const { from, to, at } = options
    const way = frameWay(trace, {
      ...(record !== undefined && { record }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(at !== undefined && { at }),
    })
    return [{ frame: way.frame.id, to }, tellFrame(trace, way)]
  })
}
