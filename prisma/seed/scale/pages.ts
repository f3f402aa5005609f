import type { BulkText } from "@/lib/platform/db/bulk";
import { columnName } from "@/lib/platform/db/recordset";
import type { Company } from "../profile";
import { companyChangeRows, companyRow } from "../rows";
import { scaleId } from "./ids";
import { columnsOf, LIFE_TABLES, lineOf, type Table } from "./lines";
import type { Life } from "./lives";
import { type LifeColumns, rowsOf, SCORE_COLUMNS } from "./script";
import { Sheet } from "./sheet";

const DAY = 86_400_000;

/** In this order each row finds what it refers to. Activities refer to nothing and go their own way. */
const HISTORIES: readonly Table[] = [
  "company",
  "company_attribute_change",
  ...LIFE_TABLES.filter((table) => table !== "activity"),
];

function sheetOf<Key>(sheets: Map<Key, Sheet>, key: Key): Sheet {
  const sheet = sheets.get(key) ?? new Sheet();
  sheets.set(key, sheet);
  return sheet;
}

/** Lines on their way to the database: by table, and activities by the day on which they came. */
export class Pages {
  /** What a line of each table of a life consists of. */
  readonly columns: LifeColumns;
  readonly #sheets = new Map<Table, Sheet>();
  readonly #days = new Map<number, Sheet>();
  readonly #taken = new Map<Table, number>();
  #companyColumns: readonly string[] = [];
  #companyChangeColumns: readonly string[] = [];
  #companyChanges = 0;

  constructor(lives: readonly Life[]) {
    const rows = lives.map((life) => rowsOf(life, life.moments));
    this.columns = Object.fromEntries(
      LIFE_TABLES.map((table) => [table, columnsOf(rows.flatMap((all) => all[table]))]),
    ) as unknown as LifeColumns;
  }

  add(table: Table, line: string): void {
    sheetOf(this.#sheets, table).add(line);
  }

  addActivity(at: number, line: string): void {
    sheetOf(this.#days, Math.floor(at / DAY)).add(line);
  }

  addCompany(company: Company): void {
    const row = { ...companyRow(company), sample: false };
    this.#companyColumns = Object.keys(row);
    this.add("company", lineOf(row, this.#companyColumns));
    const at = company.createdAt.getTime();
    for (const change of companyChangeRows(company, () =>
      scaleId("companyChange", at, this.#companyChanges++),
    )) {
      this.#companyChangeColumns = Object.keys(change);
      this.add("company_attribute_change", lineOf(change, this.#companyChangeColumns));
    }
  }

  /** Takes all that there is but activities. */
  takeHistories(): BulkText[] {
    const taken = HISTORIES.flatMap((table) => {
      const sheet = this.#sheets.get(table);
      return sheet ? this.#bulk(table, sheet) : [];
    });
    this.#sheets.clear();
    return taken;
  }

  /**
   * Takes the activities of the days before an instant, oldest first: none of a lead that is still to come is among them. In
   * the table those of many leads lie between one another, as in one that was filled in the course of time.
   */
  takeActivities(before: number): BulkText[] {
    const days = [...this.#days.keys()].filter((day) => (day + 1) * DAY <= before).sort((a, b) => a - b);
    return days.map((day) => {
      const sheet = this.#days.get(day)!;
      this.#days.delete(day);
      return this.#bulk("activity", sheet);
    });
  }

  /** How many rows of each table were taken. */
  get counts(): Record<string, number> {
    return Object.fromEntries(this.#taken);
  }

  #bulk(table: Table, { lines, text }: Sheet): BulkText {
    this.#taken.set(table, (this.#taken.get(table) ?? 0) + lines);
    return { table, columns: this.#columnsOf(table).map(columnName), text };
  }

  #columnsOf(table: Table): readonly string[] {
    if (table === "company") return this.#companyColumns;
    if (table === "company_attribute_change") return this.#companyChangeColumns;
    return table === "lead_score" ? [...this.columns.lead_score, ...SCORE_COLUMNS] : this.columns[table];
  }
}
