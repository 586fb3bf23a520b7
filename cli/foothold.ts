import { fail, UsageError } from './terminal'

/** The commands, each in a file of its own. The first words of the call choose one. */
const commands: Readonly<
  Record<string, () => Promise<{ readonly run: (args: readonly string[]) => Promise<number> }>>
> = {
  score: () => import('./score'),
  estimate: () => import('./estimate'),
  reliability: () => import('./reliability'),
  poverty: () => import('./poverty'),
  questionnaire: () => import('./questionnaire'),
  survey: () => import('./survey'),
  responses: () => import('./responses'),
  profile: () => import('./profile'),
  aggregates: () => import('./aggregates'),
  export: () => import('./export'),
  archive: () => import('./archive'),
  user: () => import('./user'),
  audit: () => import('./audit'),
  backup: () => import('./backup'),
  restore: () => import('./restore'),
  keys: () => import('./keys'),
  doctor: () => import('./doctor'),
}

const help = `Foothold, on the command line.

  score --questionnaire FILE.json [--in FILE.jsonl]   scores of answer sets, one a line
  estimate FILE.csv --y COL[,COL…] [--by COL,…] [--weight COL] [--strata COL] [--cluster COL[,COL]] [--fpc COL[,COL]]
           [--type mean|proportion|total|ratio|quantile] [--p SHARE,…] [--ci-method METHOD] [--level 0.95]
           [--deff replace|without] [--lonely-psu fail|adjust|certainty|remove|average]
  reliability FILE.csv --items A,B,… [--missing listwise|pairwise] [--factor minres|ml|fiml]
  poverty FILE.csv --deprived A,B,… [--weights w1,w2,…] --k K [--by COL] [--weight COL]
  questionnaire validate FILE | import FILE [--media FOLDER] | list
         | export ID [--version N] [--format json|xlsform|xform|pdf] [--language L]
           [--media FOLDER] [--out FILE]
         | diff ID V1 V2 | diff FILE1 FILE2
  survey create --questionnaire ID --slug SLUG --title T [--continues SLUG] [--wave N] [--sample probability|non_probability]
         | open SLUG | close SLUG | release SLUG | list
         | score-anew SLUG --version N --reason R
         | fieldwork SLUG [--asked N] [--refused N] [--not-reached N] [--not-eligible N]
  survey weights SLUG --file FILE.csv [--title T] [--leave-out] | --use ID|none | --show
         | --rake MARGINS.csv | --poststratify MARGINS.csv, with [--title T] [--upon ID] [--at-least L] [--at-most U] [--preview]
  responses import --survey SLUG FILE.csv|.jsonl|.xlsx [--mapping FILE.json] [--dry-run]
  profile --survey SLUG [--by category,…] [--where NAME=CODE,…] [--exact] [--format json|csv|table]
  aggregates --survey SLUG --format csv|xlsx|sav|dta|parquet|jsonl --out FILE [--table TABLE] [--by …] [--where …] [--language L]
  export --survey SLUG --format csv|xlsx|sav|dta|parquet|jsonl|ddi --out FILE [--language L] [--reason R]
         [--with-sensitive] [--with-text] [--with-item-scores]   (--out - is standard output)
  archive --survey SLUG --out FOLDER|FILE.zip --reason R [--language L] [--licence L] [--data-version V]
         [--with-sensitive] [--with-text] [--with-item-scores]
  user add --email E --role administrator|manager|enumerator|researcher [--survey SLUG]   (password on standard input)
  user reset --email E   (another password on standard input; the second factor goes)
  audit [--limit N]
  backup FILE
  restore FILE [--replace]
  keys status | rotate [--master [--to FILE]] | export FILE | import FILE | confirm-backup FILE
  doctor [--rebuild SLUG]

What a command would leave unused (an unknown option, a word too many) is refused.
Data goes to standard output, everything else to standard error. Exit status: 0 done; 1 failed; 2 the call or its input is wrong.
The data folder is FOOTHOLD_DATA_DIR (./data).
`

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (name === 'help' || name === '--help' || name === '-h') {
    if (args.length > 0) throw new UsageError(`"${args[0]}" is one word too many. Write: foothold help`)
    process.stdout.write(help)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined)
    throw new UsageError(
      `There is no command "${name}". Choose among: ${Object.keys(commands).join(', ')}, help.`,
    )
  return (await command()).run(args)
}

// A reader that went away (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.exitCode = fail(error)
  },
)
