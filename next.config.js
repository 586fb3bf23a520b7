import { join } from 'node:path'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'
import { buildRespondentPages } from './scripts/build-respondent-pages.mjs'

/** Pages of respondents leave nothing behind: no copy in a cache, no trace in another site's log, no entry in a search. */
const respondentHeaders = [
  { key: 'Cache-Control', value: 'no-store' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
]

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A refused staff page answers 403 with its own words, and an unknown address 404, each with its own document.
  experimental: { authInterrupts: true, globalNotFound: true },
  serverExternalPackages: [
    'better-sqlite3',
    'better-sqlite3-node-api',
    '@node-rs/argon2',
    'linkedom',
    '@resvg/resvg-js',
    '@myriaddreamin/typst-ts-node-compiler',
  ],
  compiler: {
    runAfterProductionCompile: ({ projectDir, distDir }) =>
      buildRespondentPages(projectDir, join(distDir, 'respondent')),
  },
  async headers() {
    // Recordings and pictures bring headers of their own: they hold no answer, and may be kept by the browser that heard them.
    return ['/s/:slug', '/s/:slug/((?!media/[0-9a-f]{16}$).*)', '/left', '/withdraw', '/withdraw/:path*'].map(
      (source) => ({
        source,
        headers: respondentHeaders,
      }),
    )
  },
}

/** @param {string} phase */
export default async function config(phase) {
  if (phase === PHASE_DEVELOPMENT_SERVER) {
    await buildRespondentPages(import.meta.dirname, join(import.meta.dirname, '.next', 'respondent'))
  }
  return nextConfig
}
