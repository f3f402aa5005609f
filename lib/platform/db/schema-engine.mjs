// Prisma's schema engine as the WebAssembly build that ships inside its npm packages: no binary to download.
// Used by the CLI stand-in (schema-engine-cli.mjs) and by the migrations at start (migrate.ts).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

const require = createRequire(import.meta.url);

/** PostgreSQL's internal "char" type, which the adapter cannot read; bpchar carries the same text. */
const CHAR_OID = 18;
const BPCHAR_OID = 1042;

const openPool = (url) => new pg.Pool({ connectionString: url, max: 2 });

/** Lets the adapter answer "char" columns as what the engine expects of them: single characters. */
function readCharColumns(connection) {
  const { queryRaw, performIO } = connection;
  connection.queryRaw = async (query) => {
    const characters = new Set();
    const performAndNote = async (...args) => {
      const result = await performIO.apply(connection, args);
      for (const [index, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR_OID) continue;
        field.dataTypeID = BPCHAR_OID;
        characters.add(index);
      }
      return result;
    };
    const noting = Object.create(connection, { performIO: { value: performAndNote } });
    const answer = await queryRaw.call(noting, query);
    const columnTypes = answer.columnTypes.map((type, index) =>
      characters.has(index) ? ColumnTypeEnum.Character : type,
    );
    return { ...answer, columnTypes };
  };
}

/** Runs one statement on the server's maintenance database. */
export async function administer(url, statement) {
  const target = new URL(url);
  target.pathname = "/postgres";
  const client = new pg.Client({ connectionString: target.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// The adapter splits scripts at every semicolon, inside function bodies too. PostgreSQL takes a whole script in one
// message and runs it as one transaction, so a migration that fails half way leaves nothing behind.
function runScriptsWhole(connection, pool) {
  connection.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      connection.onError(error);
    }
  };
}

function mended(connection, pool) {
  readCharColumns(connection);
  runScriptsWhole(connection, pool);
  return connection;
}

function adapterFactory(url, pools) {
  const pool = openPool(url);
  pools.push(pool);
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => mended(await connect(), pool);
  // The adapter's own version connects to the main database: make a real shadow database and drop it afterwards.
  factory.connectToShadowDb = async () => {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await administer(url, `create database "${name}"`);
    const shadow = new URL(url);
    shadow.pathname = `/${name}`;
    const shadowPool = openPool(shadow.href);
    const connection = mended(await new PrismaPg(shadowPool).connect(), shadowPool);
    const dispose = connection.dispose.bind(connection);
    connection.dispose = async () => {
      await dispose();
      await shadowPool.end();
      await administer(url, `drop database if exists "${name}" with (force)`);
    };
    return connection;
  };
  return bindMigrationAwareSqlAdapterFactory(factory);
}

// The engine reports its own mistakes here before it gives up.
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
  set_message(message) {
    process.stderr.write(`${message}\n`);
  },
};

/** An engine bound to one database, and `close` to give its connections back. */
export async function openSchemaEngine(url) {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = readFileSync(
    require.resolve("prisma/package.json").replace("package.json", "build/schema_engine_bg.wasm"),
  );
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const pools = [];
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    adapterFactory(url, pools),
  );
  return {
    engine,
    async close() {
      for (const pool of pools) if (!pool.ended) await pool.end();
    },
  };
}
