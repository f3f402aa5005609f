import { memoryUsage } from "node:process";
import { parseArgs } from "node:util";
import { orderImport, receiveFile, runImport } from "@/lib/imports/commands";
import { db } from "@/lib/platform/db/client";
import type { Caller } from "@/lib/team/viewer";
import type { Figure } from "./main";
import { rateBeside, withWorkspace } from "./support";

// An import of leads with companies, stage dates and activities against the bare limit: the same lines inserted by the
// thousand into one table of texts, in the same run. An imported line is some twenty rows in eight tables.

const COMPANIES_EVERY = 8;
const FIRST = ["Ann", "Bo", "Cem", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jana"];
const LAST = ["Roth", "Berg", "Kaya", "Lind", "Maro", "Nagy", "Okoye", "Pohl", "Quist", "Rossi"];
const TITLES = ["CEO", "Head of Operations", "Marketing Manager", "Buyer", "Developer"];
const INDUSTRIES = ["Manufacturing", "Software", "Retail", "Logistics"];
const SOURCES = ["website", "event", "partner", "outbound"];
const HEADER =
  "E-mail,First name,Last name,Title,Company,Company domain,Industry,Employees,Country,Source,Created,MQL date,Website visits,Demo requested";

/** The same line for the same number, whatever the size of the file. */
function line(run: string, row: number): string {
  const company = Math.floor(row / COMPANIES_EVERY);
  const day = String(1 + (row % 28)).padStart(2, "0");
  const month = String(1 + (row % 12)).padStart(2, "0");
  const isMql = row % 4 === 0;
  return [
    `p${row}.${run}@firm${company}-${run}.example`,
    FIRST[row % 10],
    LAST[Math.floor(row / 10) % 10],
    TITLES[row % 5],
    `Firm ${company} ${run}`,
    `firm${company}-${run}.com`,
    INDUSTRIES[company % 4],
    10 + (company % 900),
    "Germany",
    SOURCES[row % 4],
    `2025-${month}-${day}`,
    isMql ? `2025-${month}-${day}` : "",
    row % 3,
    row % 50 === 0 ? "yes" : "no",
  ].join(",");
}

const LINES_A_PIECE = 5_000;

async function* fileOf(run: string, rows: number): AsyncGenerator<Buffer> {
  yield Buffer.from(`${HEADER}\n`);
  for (let start = 0; start < rows; start += LINES_A_PIECE) {
    const count = Math.min(LINES_A_PIECE, rows - start);
    yield Buffer.from(`${Array.from({ length: count }, (_, at) => line(run, start + at)).join("\n")}\n`);
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

/** What `work` answers, and the highest resident memory while it ran. */
async function watched<T>(work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = memoryUsage.rss();
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryUsage.rss());
  }, 100);
  try {
    const result = await work();
    return { result, peak };
  } finally {
    clearInterval(watch);
  }
}

/** Uploads such a file and imports it; answers how long the import took, and how much of that this process worked. */
async function importRows(caller: Caller, run: string, rows: number) {
  const file = await receiveFile(caller, "bench.csv", fileOf(run, rows));
  await orderImport(caller, file, {
    preset: "generic",
    mapping: null,
    encoding: null,
    delimiter: null,
    dryRun: false,
    score: true,
    route: false,
    startClocks: false,
  });
  const start = performance.now();
  const cpu = process.cpuUsage();
  await runImport(caller, file.importId);
  const { user, system } = process.cpuUsage(cpu);
  return { importId: file.importId, ms: performance.now() - start, cpuMs: (user + system) / 1_000 };
}

/** `--rows N` (100,000): a generated file through the product and through a bare INSERT of its lines. */
export default async function bench(args: readonly string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args: [...args], options: { rows: { type: "string" } }, strict: false });
  const rows = Number(values.rows ?? 100_000);
  return withWorkspace(1_000, async ({ caller, bare }) => {
    const run = Date.now().toString(36);
    const idle = memoryUsage.rss();
    const taken = await watched(() => importRows(caller, run, rows));
    const { importId, ms, cpuMs } = taken.result;
    const bareMs = await bareInsert(bare, run, rows);
    const done = await db().import.findUniqueOrThrow({ where: { id: importId } });
    if (done.created !== rows) throw new Error(`${done.created} of ${rows} rows came in: ${done.error}`);
    return [
      rateBeside(
        "import",
        "rows/s",
        { rate: rows / (ms / 1_000), limit: rows / (bareMs / 1_000) },
        // What this process worked, whatever else the machine did meanwhile.
        { rows, seconds: Math.round(ms / 1_000), cpuSeconds: Math.round(cpuMs / 1_000) },
      ),
      { name: "import-memory", value: megabytes(taken.peak - idle), unit: "MB", idle: megabytes(idle), rows },
    ];
  });
}

const BARE_ROWS = 1_000;

/** One table of fourteen texts with a primary key, a thousand lines a statement, each committed. Milliseconds. */
async function bareInsert(bare: import("pg").Client, run: string, rows: number): Promise<number> {
  const names = HEADER.split(",").map((_, at) => `c${at}`);
  await bare.query(
    `create temp table bare_lines (${names.map((name, at) => `${name} text${at === 0 ? " primary key" : ""}`).join()})`,
  );
  const start = performance.now();
  for (let from = 0; from < rows; from += BARE_ROWS) {
    const lines = Array.from({ length: Math.min(BARE_ROWS, rows - from) }, (_, at) =>
      line(run, from + at).split(","),
    );
    const columns = names.map((_, at) => lines.map((cells) => cells[at]));
    await bare.query(
      `insert into bare_lines select * from unnest(${names.map((_, at) => `$${at + 1}::text[]`).join()})`,
      columns,
    );
  }
  const ms = performance.now() - start;
  await bare.query("drop table bare_lines");
  return ms;
}
