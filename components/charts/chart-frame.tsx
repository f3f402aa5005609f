"use client";

import { ChartColumn, Download, ImageDown, Table2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { toastProblem } from "@/components/ui/toast";
import { type ChartTable, toCsv } from "./csv";
import { pictureOf } from "./picture";

type ChartFrameProps = {
  /** The finding, when there is one; else what is shown. */
  title: string;
  /** One or two sentences that say what the picture says. */
  summary: string;
  table: ChartTable;
  /** Name of the files, without their ending. */
  file: string;
  children: ReactNode;
};

/** Around every chart: its finding, its numbers as a table, and both as files. */
export function ChartFrame({ title, summary, table, file, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const chart = useRef<HTMLDivElement>(null);

  async function downloadPicture() {
    const picture = chart.current && (await pictureOf(chart.current).catch(() => null));
    if (picture) download(`${file}.png`, picture);
    else toastProblem("The picture could not be made", "The numbers are there as CSV.");
  }

  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface">
      <header className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 pt-3">
        <h2 className="text-sm font-semibold text-balance">{title}</h2>
        <p className="mt-0.5 text-xs text-muted max-sm:col-span-2">{summary}</p>
        <div className="col-start-2 row-start-1 flex gap-1 pointer-coarse:gap-0 sm:row-end-3 print:hidden">
          <Button
            look="ghost"
            size="sm"
            shape="icon"
            aria-pressed={asTable}
            aria-label={asTable ? "Show as chart" : "Show as table"}
            title={asTable ? "Show as chart" : "Show as table"}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          </Button>
          <Button
            look="ghost"
            size="sm"
            shape="icon"
            aria-label="Download as CSV"
            title="Download as CSV"
            onClick={() =>
              download(`${file}.csv`, new Blob([toCsv(table)], { type: "text/csv;charset=utf-8" }))
            }
          >
            <Download aria-hidden />
          </Button>
          {!asTable && (
            <Button
              look="ghost"
              size="sm"
              shape="icon"
              aria-label="Download as PNG"
              title="Download as PNG"
              onClick={downloadPicture}
            >
              <ImageDown aria-hidden />
            </Button>
          )}
        </div>
      </header>
      {asTable ? (
        <PlainTable table={table} caption={title} />
      ) : (
        <div ref={chart} className="px-4 pt-2 pb-3">
          {children}
        </div>
      )}
    </section>
  );
}

function PlainTable({ table: { columns, rows }, caption }: { table: ChartTable; caption: string }) {
  return (
    <Table frameClassName="mt-2 max-h-72 overflow-y-auto">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, numeric = false }) => (
            <HeadCell key={label} numeric={numeric}>
              {label}
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([head, ...cells]) => (
          <Row key={head}>
            <RowHead>{head}</RowHead>
            {cells.map((cell, index) => (
              <Cell key={columns[index + 1]?.label} numeric={columns[index + 1]?.numeric ?? false}>
                {cell ?? "–"}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
