/** The floors and rooms of ARCHITECTURE.md, as rules. A rule names what is forbidden and why. */
const testFiles = '\\.test\\.tsx?$|/fixtures/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'lib-is-below-everything',
      comment: 'lib knows nothing of db, app or cli',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(db|app|cli)/' },
    },
    {
      name: 'lib-is-pure',
      comment: 'no Node, no framework, no storage in lib',
      severity: 'error',
      from: { path: '^lib/', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'lib-packages',
      comment:
        'lib imports only pure packages: zod, number functions, format codecs, what a password is worth',
      severity: 'error',
      from: { path: '^lib/', pathNot: testFiles },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(zod|@stdlib|@zxcvbn-ts|csv-parse|fflate|intl-messageformat|saxes)/',
      },
    },
    {
      name: 'questionnaire-stands-alone',
      comment: 'the engine goes to the browser whole: it imports no other room of lib',
      severity: 'error',
      from: { path: '^lib/questionnaire/', pathNot: testFiles },
      to: { path: '^lib/[^/]+/', pathNot: '^lib/questionnaire/' },
    },
    {
      name: 'scoring-knows-the-engine-only',
      severity: 'error',
      from: { path: '^lib/scoring/', pathNot: testFiles },
      to: { path: '^lib/[^/]+/', pathNot: '^lib/(scoring|questionnaire)/' },
    },
    {
      name: 'estimation-knows-numbers-only',
      severity: 'error',
      from: { path: '^lib/estimation/', pathNot: testFiles },
      to: { path: '^lib/[^/]+/', pathNot: '^lib/estimation/' },
    },
    {
      name: 'formats-stand-apart',
      comment: 'nothing imports sideways between formats',
      severity: 'error',
      from: { path: '^lib/interchange/([^/]+)/', pathNot: testFiles },
      to: { path: '^lib/interchange/([^/]+)/', pathNot: '^lib/interchange/$1/' },
    },
    {
      name: 'fixtures-are-for-tests',
      severity: 'error',
      from: { path: '^(lib|db|app|cli)/', pathNot: testFiles },
      to: { path: '^lib/.+/fixtures/' },
    },
    {
      name: 'db-is-below-screens',
      comment: 'tests may answer with the made-up people of the demo',
      severity: 'error',
      from: { path: '^db/', pathNot: testFiles },
      to: { path: '^(app|cli)/' },
    },
    {
      name: 'storage-is-in-db-only',
      comment: 'only db imports Drizzle or the driver',
      severity: 'error',
      from: { path: '^(lib|app|cli)/' },
      to: { path: 'node_modules/(drizzle-orm|better-sqlite3[^/]*)/' },
    },
    {
      name: 'columns-are-named-in-db-only',
      severity: 'error',
      from: { path: '^(lib|app|cli)/' },
      to: {
        path: '^db/(schema|connection|sqlite|vault|write-queue|live-sums|new-response|release-making|release-context|analysis-pass|weights-in-use)',
      },
    },
    {
      name: 'audiences-do-not-mix',
      comment: 'route groups never import each other; what they share is in app/ui',
      severity: 'error',
      from: { path: '^app/\\(([^)]+)\\)/' },
      to: { path: '^app/\\([^)]+\\)/', pathNot: '^app/\\($1\\)/' },
    },
    {
      name: 'answering-is-its-own-small-world',
      comment: 'the answering pages load nothing of the staff screens',
      severity: 'error',
      from: { path: '^app/\\(respond\\)/' },
      to: { path: '^app/(ui/(?!fields/|tokens)|session|settle|api/)' },
    },
    {
      name: 'public-pages-know-nobody',
      comment: 'who reads published results is never asked who they are: no session, no cookie',
      severity: 'error',
      from: { path: '^app/\\(public\\)/' },
      to: { path: '^app/(session|auth|staff-page|staff-shell)' },
    },
    {
      name: 'screens-do-not-import-commands',
      comment: 'tests may answer with the made-up people of the demo',
      severity: 'error',
      from: { path: '^app/', pathNot: testFiles },
      to: { path: '^cli/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['react-server', 'import', 'node', 'default', 'types'],
    },
  },
}
