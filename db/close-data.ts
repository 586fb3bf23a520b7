import { store } from './connection'

/** Lets go of the data folder, when the server ends: what was committed stands in the database. */
export function closeData(): void {
  store().close()
}
