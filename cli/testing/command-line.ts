import { inject } from 'vitest'
import { forServers } from '@/scripts/bundle'

/** What Node is given to start the command line, before the words of the call. */
export const commandLine: readonly string[] = [forServers, inject('commandLine')]
