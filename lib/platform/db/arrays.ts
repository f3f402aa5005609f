type Element = string | number | boolean | bigint | Date | null;

/**
 * A list as PostgreSQL writes arrays ("{a,"b c",null}"): one text to send and to cast instead of one value at a time. JSON
 * goes in as its text.
 */
export function arrayOf(values: readonly Element[]): string {
  let text = "{";
  let last: Element | undefined;
  let lastText = "";
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    // Columns of rows that are written together repeat themselves.
    if (value !== last) {
      last = value;
      lastText = elementOf(value);
    }
    text += index === 0 ? lastText : `,${lastText}`;
  }
  return `${text}}`;
}

/** Any column of the rows, as a list: what `unnest` makes rows of again. */
export function columnsOf<Row>(rows: readonly Row[]) {
  return <Key extends ColumnsOf<Row>>(key: Key): string => arrayOf(rows.map((row) => row[key] as Element));
}

type ColumnsOf<Row> = { [Key in keyof Row]: Row[Key] extends Element ? Key : never }[keyof Row];

function elementOf(value: Element): string {
  if (value === null) return "null";
  if (typeof value === "string") return PLAIN.test(value) ? value : quoted(value);
  return value instanceof Date ? quoted(value.toISOString()) : String(value);
}

/** Ids, dates and most words; not "null", which would be none. */
const PLAIN = /^(?!null$)[\w.:+-]+$/i;

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;
