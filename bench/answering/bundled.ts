import type { BuildResult } from 'esbuild'

/** The one script and the one style sheet (empty when there is none) of a bundle that was not written. */
export function bundled({ outputFiles = [] }: Pick<BuildResult, 'outputFiles'>): {
  readonly script: string
  readonly sheet: string
} {
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return { script: textOf('.js'), sheet: textOf('.css') }
}
