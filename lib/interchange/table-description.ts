import type { Microdata } from './microdata'

/** All of a table but its rows: what codebooks and scripts are made from. */
export type TableDescription = Omit<Microdata, 'rows'>
