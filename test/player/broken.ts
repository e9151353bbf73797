// A program of the terminal that breaks when a key is pressed.
import { runInTerminal } from '../../src/player/app/terminal.ts'

const isLater = process.argv[2] === 'later'

function broken(): never {
  throw new Error('something broke')
}

try {
  await runInTerminal({
    start: 0,
    color: true,
    mouse: true,
    perform: (state) => state,
    program: {
      press: (state) => {
        if (!isLater) broken()
        setTimeout(broken, 1)
        return { state }
      },
      elapse: (state) => state,
      next: () => null,
      paint: () => [[{ text: 'press any key' }]],
    },
  })
} catch (error) {
  console.error(`thrown: ${(error as Error).message}`)
  process.exitCode = 4
}
