import type { Line } from '../lanes/paint.ts'
import type { Scene } from './scene.ts'

/** What a pane may take. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

export interface SceneOptions {
  readonly ascii: boolean
  /** The machine that is selected, or a card of it: `skunk1`, `skunk1.em0`. */
  readonly selected: string | null
}

export function paintScene(scene: Scene, _size: Size, _options: SceneOptions): Line[] {
  return [[{ text: scene.title }]]
}
