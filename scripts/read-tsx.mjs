/* Preloaded before the boundary check: its parser takes .tsx for plain TypeScript unless told. */
import swc from '@swc/core'

const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') })
