import { prepareToServe } from '../before-serving'
import { beginHourlyWork } from '../hourly-work'
import { guardServers } from './guard'
import { holdDataFolder } from './hold-data-folder'
import { stopGracefully } from './stop'

/** What a server does before it answers; ends the process with a sentence when it cannot serve. */
export async function beginToServe(): Promise<void> {
  try {
    holdDataFolder()
    guardServers()
    stopGracefully()
    await prepareToServe()
    beginHourlyWork()
  } catch (error) {
    // Next would live on without serving: whoever watches over the process would take it for well.
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
