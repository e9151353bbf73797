const given = process.env['CARPSIM_SEED']

/** Which scripts are drawn: CARPSIM_SEED=random takes others than usual, CARPSIM_SEED=5 the fifth ones again. */
export const SEED = given === undefined ? 1 : given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given)
