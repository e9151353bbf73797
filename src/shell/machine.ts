import type { Course } from '../engine/course.ts'
import type { Micros } from '../time.ts'
import type { FileSystem } from './files.ts'

/** Signals that a process can be sent, or set a trap for. */
export type Signal = 'HUP' | 'INT' | 'QUIT' | 'KILL' | 'USR1' | 'USR2' | 'PIPE' | 'ALRM' | 'TERM'

/** Where a program reads. */
export interface Source {
  /** What is there to read, or comes next, some of it; null: nothing comes any more. May wait for a writer. */
  read(): Course<string | null>
  /** Puts back what was read too much: the next reader gets it first. */
  unread(text: string): void
}

/** Where a program writes. */
export interface Sink {
  /** A terminal: `test -t`. */
  readonly isTerminal?: true
  /** May wait for a reader. False: nobody reads any more, whoever writes is sent SIGPIPE. */
  write(text: string): Course<boolean>
  /** What was written is seen by now, though whoever writes goes on. */
  show?(): void
}

/** What is open to a process, by file descriptor. */
export interface Io {
  readonly stdin: Source
  readonly stdout: Sink
  readonly stderr: Sink
}

/** A process of a machine. */
export interface Process {
  readonly pid: number
  /** As ps(1) shows it, the arguments with it. */
  title: string
  /** How it ended, as a shell has it: a signal is 128 and its number; null: it runs. */
  readonly status: number | null
  /** What it does about a signal in place of what that does to everybody; KILL never gets here. */
  onSignal: ((signal: Signal) => 'handled' | 'default') | null
  /** For which process it waits, as a shell for the one in front of it; null: for none. */
  waitsFor: Process | null
  /** It goes on at once where it waits. It may be woken for nothing: who waits for something looks whether it is so. */
  wake(): void
  send(signal: Signal): void
  /** Done once it ends; at once, if it has. */
  whenEnded(then: () => void): void
}

/** A program that is called, as its shell calls it. */
export interface Called {
  readonly name: string
  readonly args: readonly string[]
  /** What is exported to it. */
  readonly env: ReadonlyMap<string, string>
  readonly directory: string
  readonly io: Io
  /** Which process it is. */
  readonly process: Process
  /** Which shell calls it, by the name of its dialect; absent: a program does. */
  readonly caller?: string
}

/** A program: gives its exit status, at once or in time. */
export type Command = (called: Called) => number | Course<number>

/** Why a name calls nothing. */
export type NoCommand = 'not found' | 'permission denied' | 'is a directory'

/** A simple command that is about to run, its words expanded. */
export interface Step {
  readonly words: readonly string[]
  /** What runs it; nothing does where there is no such name. */
  readonly by: 'program' | 'builtin' | 'function' | 'nothing'
  /** Of the script that it stands in, from 1. */
  readonly line: number
  readonly io: Io
}

/** Whoever is told what a shell does. */
export interface Watcher {
  /** A command begins; gives what it is to write to, and is told how it ended. */
  begins(step: Step): { readonly io: Io; ended(status: number): void }
}

/** All that a shell sees of its machine. */
export interface ShellMachine {
  readonly files: FileSystem
  /** By the machine's own clock, since 1970. */
  readonly now: Micros
  /** What a word calls that is no builtin and no function: by the search path where it has no slash. */
  find(name: string, path: string, directory: string): Command | NoCommand
  /** The process of a number; undefined: there is none. */
  process(pid: number): Process | undefined
  /**
   * Begins a process beside the one that asks, in this instant, behind what is under way.
   *
   * @returns null where there are too many
   */
  start(title: string, course: (self: Process) => Course<number>): Process | null
}
