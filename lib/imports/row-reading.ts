import type { Email } from "@/lib/leads/identity";
import { unescapeFormula } from "@/lib/shared/csv-line";
import { type Day, dayOf } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";
import { toMinorUnits } from "@/lib/shared/money";
import { plainText } from "@/lib/shared/text";
import type { ToldHistory, ToldTime } from "@/lib/stages/import-plan";
import type { Stage } from "@/lib/stages/stages";
import type { CsvRecord } from "./csv";
import {
  type ActivityTarget,
  columnKey,
  type DatedStage,
  type Mapping,
  MOST_ACTIVITIES_PER_CELL,
  type Target,
} from "./mapping";
import type {
  ImportedActivity,
  ImportedCompany,
  ImportedFields,
  InterpretContext,
  Interpreted,
  RowProblem,
  UnmatchedPerson,
} from "./row";
import { readBoolean, readCustom, readDate, readNumber, readWholeNumber, toDay, VALUE_FAULT } from "./values";

/** The longest text a field takes. */
const LONGEST_FIELD = 2_000;

/** A cell as it is meant: without the mark against formulas, as text is stored, without spaces around it. */
export const cellText = (cell: string): string => plainText(unescapeFormula(cell)).trim();

/** Reads the cells of one row, target by target, into the lead it tells of. */
export class RowReading {
  readonly #problems: RowProblem[] = [];
  readonly #record: CsvRecord;
  readonly #columns: readonly string[];
  readonly #mapping: Mapping;
  readonly #context: InterpretContext;
  #id: string | null = null;
  #email: Email | null = null;
  #externalId: string | null = null;
  readonly #fields: ImportedFields = {};
  readonly #custom: Record<string, Json> = Object.create(null);
  readonly #company: Partial<Omit<ImportedCompany, "derived" | "domainTold">> = {};
  #ownerId: string | null = null;
  readonly #unmatched: UnmatchedPerson[] = [];
  #capturedAt: ToldTime | null = null;
  readonly #times: { [stage in DatedStage]?: ToldTime } = {};
  /** When it ended, whichever way: the told stage says which. */
  #closedAt: ToldTime | null = null;
  #stage: Stage | null = null;
  #reason: string | null = null;
  #amount: bigint | null = null;
  #expectedClose: Day | null = null;
  readonly #activities: ImportedActivity[] = [];
  #activityAt: Date | null = null;

  constructor(record: CsvRecord, columns: readonly string[], mapping: Mapping, context: InterpretContext) {
    this.#record = record;
    this.#columns = columns;
    this.#mapping = mapping;
    this.#context = context;
  }

  /** Takes one non-empty cell for one target. */
  take(column: string, cell: string, target: Target): void {
    if (target.kind === "ignore") return;
    if (cell.includes("\u0000")) this.#refuse(column, "nul", "holds a zero byte, which is no text");
    else if (cell.length > LONGEST_FIELD)
      this.#refuse(column, "too_long", `is longer than ${LONGEST_FIELD} characters`);
    else this.#read(column, cell, target);
  }

  #read(column: string, cell: string, target: Exclude<Target, { kind: "ignore" }>): void {
    switch (target.kind) {
      case "field":
        this.#field(column, cell, target.field);
        return;
      case "captured":
        this.#date(column, cell, (time) => {
          this.#capturedAt ??= time;
        });
        return;
      case "custom": {
        const value = readCustom(cell, target.type, this.#context.zone, this.#mapping.dateOrder);
        if (value.ok) this.#custom[target.field] = value.value;
        else this.#refuse(column, value.reason, VALUE_FAULT[value.reason]);
        return;
      }
      case "owner":
      case "person": {
        const userId = this.#context.people.get(cell.toLowerCase());
        if (userId === undefined) {
          this.#custom[target.keepAs] = cell;
          this.#unmatched.push({ column, keepAs: target.keepAs, value: cell });
        } else if (target.kind === "owner") this.#ownerId = userId;
        else this.#custom[target.keepAs] = cell;
        return;
      }
      case "stage": {
        const stage = byCell(target.values, cell);
        if (stage === undefined)
          this.#refuse(column, "stage", `"${cell}" is none of the stages that the mapping knows`);
        else this.#stage = stage;
        return;
      }
      case "milestone":
        this.#date(column, cell, (time) => {
          const { zone } = this.#context;
          this.#times[target.stage] ??= target.precision === "day" ? toDay(dayOf(time.at, zone), zone) : time;
        });
        return;
      case "closed":
        this.#date(column, cell, (time) => {
          this.#closedAt ??= time;
        });
        return;
      case "reason":
        if (this.#context.reasons.has(cell)) this.#reason = cell;
        else this.#refuse(column, "reason", `"${cell}" is no reason code`);
        return;
      case "amount": {
        const minor = this.#money(cell);
        if (minor === null) this.#refuse(column, "amount", VALUE_FAULT.amount);
        else this.#amount = minor;
        return;
      }
      case "expectedClose":
        this.#date(column, cell, (time) => {
          this.#expectedClose = dayOf(time.at, this.#context.zone);
        });
        return;
      case "activityDate":
        this.#date(column, cell, (time) => {
          this.#activityAt = time.at;
        });
        return;
      case "activity":
        this.#activity(column, cell, target);
        return;
    }
  }

  /** The lead the row tells of, or everything that is wrong with it. */
  lead(): Interpreted {
    const { line } = this.#record;
    if (this.#mapping.requireEmail && this.#email === null)
      this.#refuse(null, "email_missing", "The row has no e-mail, which this mapping demands");
    else if (
      this.#id === null &&
      this.#email === null &&
      this.#externalId === null &&
      this.#problems.length === 0
    )
      this.#refuse(
        null,
        "key_missing",
        "The row has neither an e-mail nor an external id, so it names no lead",
      );
    if (this.#problems.length > 0) return { ok: false, line, problems: this.#problems };
    return {
      ok: true,
      lead: {
        line,
        id: this.#id,
        email: this.#email,
        externalId: this.#externalId,
        fields: this.#fields,
        custom: { ...this.#custom },
        company: this.#companyTold(),
        ownerId: this.#ownerId,
        unmatched: this.#unmatched,
        capturedAt: this.#capturedAt,
        told: { times: this.#timesTold(), stage: this.#stage, reason: this.#reason },
        amount: this.#amount,
        expectedClose: this.#expectedClose,
        activities: this.#activities.map((activity) => ({
          ...activity,
          at: activity.at ?? this.#activityAt,
        })),
      },
    };
  }

  #refuse(column: string | null, rule: string, message: string): void {
    const told = column === null ? message : `${column} ${message}`;
    // What is quoted of a cell may be cut in the middle of a sign.
    this.#problems.push({ column, rule, message: told.toWellFormed() });
  }

  #date(column: string, cell: string, use: (time: ToldTime) => void): void {
    const time = readDate(cell, this.#context.zone, this.#mapping.dateOrder);
    if (time.ok) use(time.value);
    else this.#refuse(column, time.reason, `${VALUE_FAULT[time.reason]}: "${cell.slice(0, 60)}"`);
  }

  #money(cell: string): bigint | null {
    const number = readNumber(cell);
    if (number === null || number < 0) return null;
    return toMinorUnits(number.toFixed(2), this.#context.currency);
  }

  #field(column: string, cell: string, field: Extract<Target, { kind: "field" }>["field"]): void {
    switch (field) {
      case "id":
        if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(cell)) this.#id = cell.toLowerCase();
        else this.#refuse(column, "id", "is no Baton id");
        return;
      case "email": {
        const email = this.#context.readEmail(cell);
        if (email.ok) this.#email ??= email.value;
        else this.#refuse(column, "email", `${email.reason}: "${cell.slice(0, 80)}"`);
        return;
      }
      case "externalId":
        this.#externalId ??= cell;
        return;
      case "fullName": {
        const cut = cell.lastIndexOf(" ");
        this.#fields.firstName ??= cut < 0 ? cell : cell.slice(0, cut).trim();
        if (cut >= 0) this.#fields.lastName ??= cell.slice(cut + 1);
        return;
      }
      case "company.name":
        this.#company.name ??= cell.replace(/\s+/g, " ");
        return;
      case "company.domain": {
        const domain = this.#context.readDomain(cell);
        if (domain === null) this.#refuse(column, "domain", `holds no web address: "${cell.slice(0, 60)}"`);
        else this.#company.domain = domain;
        return;
      }
      case "company.industry":
        this.#company.industry = cell;
        return;
      case "company.country":
        this.#company.country = cell;
        return;
      case "company.employees": {
        const employees = readWholeNumber(cell);
        if (employees === null || employees > 2_000_000_000)
          this.#refuse(column, "whole_number", VALUE_FAULT.whole_number);
        else this.#company.employees = employees;
        return;
      }
      case "company.revenue": {
        const minor = this.#money(cell);
        if (minor === null) this.#refuse(column, "amount", VALUE_FAULT.amount);
        else this.#company.revenue = minor.toString();
        return;
      }
      default:
        this.#fields[field] ??= cell;
    }
  }

  #activity(column: string, cell: string, target: ActivityTarget): void {
    const slot = columnKey(column);
    switch (target.reads) {
      case "count": {
        const count = readWholeNumber(cell);
        if (count === null) this.#refuse(column, "whole_number", VALUE_FAULT.whole_number);
        else if (count > MOST_ACTIVITIES_PER_CELL)
          this.#refuse(column, "count", `counts more than ${MOST_ACTIVITIES_PER_CELL} activities`);
        else
          for (let number = 1; number <= count; number += 1)
            this.#happened(target, target.type, `${slot}/${number}`, null);
        return;
      }
      case "yes": {
        const truth = readBoolean(cell);
        if (truth === null) this.#refuse(column, "boolean", `${VALUE_FAULT.boolean}: "${cell.slice(0, 60)}"`);
        else if (truth) this.#happened(target, target.type, slot, null);
        return;
      }
      case "date":
        this.#date(column, cell, (time) => {
          this.#happened(target, target.type, `${slot}/${time.at.toISOString()}`, time.at);
        });
        return;
      case "values": {
        const type = byCell(target.values ?? {}, cell);
        if (type !== undefined) this.#happened(target, type, `${slot}/${columnKey(cell)}`, null);
        return;
      }
    }
  }

  #happened(target: ActivityTarget, type: string, slot: string, at: Date | null): void {
    if (!this.#context.activityTypes.has(type)) {
      this.#refuse(null, "activity_type", `The mapping names the unknown activity type "${type}"`);
      return;
    }
    const properties: Record<string, Json> = {};
    for (const [property, column] of Object.entries(target.properties ?? {})) {
      const cell = cellText(this.#record.cells[this.#columns.indexOf(column)] ?? "");
      if (cell !== "") properties[property] = readNumber(cell) ?? cell;
    }
    this.#activities.push({ slot, type, at, channel: target.channel ?? null, properties });
  }

  /** With the time of the end, where the stage that is told is one. */
  #timesTold(): ToldHistory["times"] {
    const stage = this.#stage;
    if (this.#closedAt === null || stage === null || !isEnd(stage)) return this.#times;
    return { [stage]: this.#closedAt, ...this.#times };
  }

  #companyTold(): ImportedCompany | null {
    const told = this.#company;
    const domain = told.domain ?? (this.#email ? this.#context.companyDomainOf(this.#email.key) : null);
    const name = told.name ?? domain;
    if (!name) return null;
    return {
      name,
      domain,
      industry: told.industry ?? null,
      employees: told.employees ?? null,
      revenue: told.revenue ?? null,
      country: told.country ?? null,
      domainTold: told.domain !== undefined,
      derived: told.name === undefined && told.domain === undefined,
    };
  }
}

const isEnd = (stage: Stage): stage is "customer" | "recycled" | "disqualified" =>
  ["customer", "recycled", "disqualified"].includes(stage);

/** The value of a cell in a table of values, whatever its case and surrounding punctuation. */
function byCell<Value>(values: { readonly [cell: string]: Value }, cell: string): Value | undefined {
  if (Object.hasOwn(values, cell)) return values[cell];
  const key = columnKey(cell);
  const entry = Object.entries(values).find(([name]) => columnKey(name) === key);
  return entry?.[1];
}
