import fc from 'fast-check'

// Properties draw the same cases in every run, so that a change is judged by what it changes. FC_SEED=random draws
// others, FC_SEED=N those of a seed that fast-check has reported.
const given = process.env['FC_SEED']
if (given !== 'random') fc.configureGlobal({ seed: Number(given ?? 1) })
