import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './e2e/chromium'

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    launchOptions: await chromiumLaunch(),
    locale: 'en-GB',
    // A trace of every story costs as much as the stories do. Of one that failed: `npx playwright test FILE --trace on`.
    screenshot: 'only-on-failure',
  },
})
