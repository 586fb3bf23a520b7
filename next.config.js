/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A refused page answers 403 with its own words, not 200 or 404.
  experimental: { authInterrupts: true, globalNotFound: true },
  serverExternalPackages: ['better-sqlite3', '@node-rs/argon2', 'linkedom'],
}

export default nextConfig
