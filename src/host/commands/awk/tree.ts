import type { RegularExpression } from '../../../config/regular-expression.ts'

/** What has a value. */
export type Expression =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'pattern'; readonly pattern: RegularExpression }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'field'; readonly of: Expression }
  | { readonly is: 'element'; readonly name: string; readonly at: readonly Expression[] }
  | { readonly is: 'within'; readonly name: string; readonly at: Expression }
  | { readonly is: 'not' | 'minus' | 'plus'; readonly of: Expression }
  | { readonly is: 'step'; readonly to: Place; readonly by: 1 | -1; readonly isBefore: boolean }
  | { readonly is: 'assign'; readonly sign: string; readonly to: Place; readonly value: Expression }
  | { readonly is: 'binary'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'either'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly is: 'call'; readonly name: string; readonly given: readonly Expression[] }

/** What can be assigned to. */
export type Place = Extract<Expression, { is: 'name' | 'field' | 'element' }>

export type Statement =
  | { readonly does: 'expression'; readonly expression: Expression }
  | { readonly does: 'print' | 'printf'; readonly given: readonly Expression[] }
  | { readonly does: 'if'; readonly test: Expression; readonly then: Statement; readonly otherwise: Statement | null }
  | { readonly does: 'while'; readonly test: Expression; readonly body: Statement; readonly isFirst: boolean }
  | {
      readonly does: 'for'
      readonly begin: Statement | null
      readonly test: Expression | null
      readonly step: Statement | null
      readonly body: Statement
    }
  | { readonly does: 'each'; readonly name: string; readonly of: string; readonly body: Statement }
  | { readonly does: 'block'; readonly all: readonly Statement[] }
  | { readonly does: 'exit'; readonly status: Expression | null }
  | { readonly does: 'delete'; readonly name: string; readonly at: readonly Expression[] }
  | { readonly does: 'next' | 'break' | 'continue' }

/** When something is done: at the beginning, the end, for lines, or from one to another. */
export interface Rule {
  readonly when: 'BEGIN' | 'END' | 'always' | Expression | readonly [Expression, Expression]
  /** Null: the line is printed. */
  readonly does: Statement | null
}

/** Why a program is none. */
export class BadProgram extends Error {}
