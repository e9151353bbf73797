// carpsim as a library: scenario → simulate → trace → folds, questions.
export { ALIASES, SYSTEMS } from './carp/systems/index.ts'
export { ScenarioError } from './scenario/error.ts'
export { type LoadOptions, loadScenario, type ReadScenario, readScenario } from './scenario/load.ts'
export { InertEvent } from './scenario/play/play.ts'
export { TriggerLoop } from './scenario/play/triggers.ts'
export type { Open, Opened } from './scenario/read/extends.ts'
export type { Patch } from './scenario/read/patches.ts'
export { saveScenario } from './scenario/save/save.ts'
export type * from './scenario/scenario.ts'
export { SentenceNames } from './scenario/sentences/names.ts'
export { readSentence } from './scenario/sentences/read.ts'
export { judge, type SimulateOptions, Simulator, simulate } from './simulate.ts'
export { formatSeconds, formatTime, type Micros, parseTime } from './time.ts'
export { type Expectation, type Fact, type Judgement, jointVerdict, type Verdict } from './trace/expectation.ts'
export { type Filter, filterOf } from './trace/filter.ts'
export { type Fold, measure } from './trace/fold.ts'
export { expectationFold, expectationsFold } from './trace/folds/expectations.ts'
export { type Figures, figuresOf, type GroupHistory } from './trace/folds/history.ts'
export { HANDOVER_LIMIT, mastership } from './trace/folds/mastership.ts'
export { outages } from './trace/folds/outages.ts'
export {
  type OutageFigures,
  outageFiguresOf,
  outagesOf,
  type PingHistory,
  type PingStretch,
} from './trace/folds/pings.ts'
export type { Interval } from './trace/interval.ts'
export type * from './trace/record.ts'
export type * from './trace/sentence.ts'
export type * from './trace/trace.ts'
export { type Comparison, compareSystems } from './views/systems/table.ts'
export { type Explanation, explain } from './views/why/explain.ts'
export { type ToldNot, tellWhyNot } from './views/why/not-words.ts'
export { type Question, QuestionError } from './views/why/question.ts'
export type { Step } from './views/why/step.ts'
export { type Obstacle, type WhyNot, type WhyNotQuestion, whyNot } from './views/why/why-not.ts'
export { type Sentence, type Told, tellWhy } from './views/why/words.ts'
