/* The script of pages that need none but the exit. */
import { leaveAtOnce } from './leave'

leaveAtOnce()
