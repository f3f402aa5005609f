#!/usr/bin/env node
// Answers Prisma's CLI in place of its native schema engine: JSON-RPC, one request a line, on stdin and stdout.
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import pg from "pg";
import { administer, openSchemaEngine } from "./schema-engine.mjs";

const args = process.argv.slice(2);
const datasource = JSON.parse(args[args.indexOf("--datasource") + 1] || "{}");
const url = datasource.url ?? process.env.DATABASE_URL;

async function canConnect() {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}

async function createDatabase() {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  await administer(url, `create database "${name.replaceAll('"', '""')}"`);
}

async function runSubcommand(name) {
  try {
    if (name === "can-connect-to-database") await canConnect();
    if (name === "create-database") await createDatabase();
    process.exit(0);
  } catch (error) {
    const unknownDatabase = error.code === "3D000";
    const record = {
      timestamp: new Date().toISOString(),
      level: "ERROR",
      fields: {
        message: error.message,
        error_code: unknownDatabase ? "P1003" : "P1001",
        is_panic: false,
        meta: {},
      },
      target: "schema_engine::logger",
    };
    writeSync(2, `${JSON.stringify(record)}\n`);
    process.exit(1);
  }
}

if (args.includes("cli")) await runSubcommand(args[args.indexOf("cli") + 1]);

const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** The engine's own names, except where the WebAssembly build spells one differently or has none. */
async function answer(engine, { id, method, params }) {
  if (method === "getDatabaseVersion") return engine.version();
  if (method === "ensureConnectionValidity") return {};
  const result = await engine[method](params);
  if (method === "diff" && result.stdout != null)
    say({ method: "print", params: { content: result.stdout }, id: 1_000_000 + id });
  return result ?? {};
}

let opened;
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  const request = JSON.parse(line);
  // The CLI acknowledges what it was told to print: an answer, not a request.
  if (!request.method) continue;
  try {
    opened ??= await openSchemaEngine(url);
    say({ id: request.id, result: await answer(opened.engine, request) });
  } catch (error) {
    say({
      id: request.id,
      error: {
        code: 4466,
        message: "An error happened. Check the data field for details.",
        data: { is_panic: false, message: error.message, meta: null },
      },
    });
  }
}
process.exit(0);
