import type { Branch, Session } from '../session/session.ts'

/** A branch in the tree of branches. */
export interface BranchRow {
  readonly id: number
  readonly depth: number
  readonly branch: Branch
}

/** The tree: each branch under the one that it left, in the order in which they were made. */
export function branchRows({ branches }: Session): readonly BranchRow[] {
  const under = (parent: number | null, depth: number): BranchRow[] =>
    branches
      .filter((branch) => branch.parent === parent)
      .flatMap((branch) => [{ id: branch.id, depth, branch }, ...under(branch.id, depth + 1)])
  return under(null, 0)
}
