"use client";

import { useEffect, useState } from "react";
import { useCurrency } from "@/components/ui/currency-provider";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { DEPTH_LABEL, DEPTHS } from "@/lib/assets/asset";
import type { AttributeTest, Scalar } from "@/lib/conditions/condition";
import { BUILT_IN_LIST_LABELS, type NamedList } from "@/lib/conditions/lists";
import { minorPerUnit } from "@/lib/shared/money";

/** Revenue is kept in minor units; people write whole ones. */
const unitsOf = (field: string, currency: string): number =>
  field === "company.revenue" ? minorPerUnit(currency) : 1;

/** What a text means as a value: a number when it reads as one. */
const scalarOf = (text: string): Scalar => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

/** The value of a test, in the control its operator asks for. */
export function ValueField({
  test,
  lists,
  onChange,
}: {
  test: AttributeTest;
  lists: readonly NamedList[];
  onChange: (test: AttributeTest) => void;
}) {
  const units = unitsOf(test.field, useCurrency());
  const inUnits = (value: number) => (units === 1 ? value : Math.round(value * units));
  switch (test.op) {
    case "is-empty":
      return null;
    case "is":
    case "is-not":
      if (test.field === "property.depth")
        return <DepthChoice value={String(test.value)} onChoose={(value) => onChange({ ...test, value })} />;
      return (
        <TextValue
          label="Value"
          value={String(test.value)}
          onCommit={(text) => onChange({ ...test, value: scalarOf(text) })}
        />
      );
    case "in":
    case "not-in":
      return (
        <TextValue
          label="Values, separated by commas"
          placeholder="one, another"
          value={test.values.join(", ")}
          onCommit={(text) => {
            const values = text
              .split(",")
              .map((part) => part.trim())
              .filter((part) => part !== "");
            onChange({ ...test, values: values.map(scalarOf) });
          }}
        />
      );
    case "contains":
    case "starts-with":
    case "ends-with":
      return <TextValue label="Text" value={test.value} onCommit={(value) => onChange({ ...test, value })} />;
    case "path-like":
      return (
        <TextValue
          label="Path, with a star for any text"
          placeholder="/pricing*"
          value={test.value}
          onCommit={(value) => onChange({ ...test, value })}
        />
      );
    case "at-least":
    case "at-most":
      return (
        <NumberValue
          label="Number"
          value={test.value / units}
          onCommit={(value) => onChange({ ...test, value: inUnits(value) })}
        />
      );
    case "between":
      return (
        <>
          <NumberValue
            label="From"
            value={test.from / units}
            onCommit={(value) => onChange({ ...test, from: inUnits(value) })}
          />
          <span className="text-xs text-muted">and</span>
          <NumberValue
            label="To"
            value={test.to / units}
            onCommit={(value) => onChange({ ...test, to: inUnits(value) })}
          />
        </>
      );
    case "matches":
      return (
        <Select
          aria-label="List"
          value={test.list}
          onChange={(event) => onChange({ ...test, list: event.target.value })}
          className="w-44"
        >
          {lists.map((list) => (
            <option key={list.id} value={list.id}>
              {list.label}
            </option>
          ))}
          {Object.entries(BUILT_IN_LIST_LABELS).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
      );
  }
}

/** How far down the funnel a piece of content speaks. */
function DepthChoice({ value, onChoose }: { value: string; onChoose: (depth: string) => void }) {
  const known = (DEPTHS as readonly string[]).includes(value.toLowerCase());
  return (
    <Select
      aria-label="Depth"
      value={value.toLowerCase()}
      onChange={(event) => onChoose(event.target.value)}
      className="w-44"
    >
      {!known && <option value={value.toLowerCase()}>{value}</option>}
      {DEPTHS.map((depth) => (
        <option key={depth} value={depth}>
          {DEPTH_LABEL[depth]}
        </option>
      ))}
    </Select>
  );
}

/** Takes the text when one leaves it or presses Enter; an empty one is put back. */
function TextValue({
  label,
  value,
  placeholder,
  onCommit,
}: {
  label: string;
  value: string;
  placeholder?: string;
  onCommit: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    const trimmed = text.trim();
    if (trimmed === "") setText(value);
    else if (trimmed !== value) onCommit(trimmed);
  };
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      value={text}
      maxLength={500}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
      className="w-40 flex-1"
    />
  );
}

function NumberValue({
  label,
  value,
  onCommit,
}: {
  label: string;
  value: number;
  onCommit: (value: number) => void;
}) {
  return (
    <TextValue
      label={label}
      value={String(value)}
      onCommit={(text) => {
        const number = Number(text.replace(/[ ,]/g, ""));
        if (Number.isFinite(number)) onCommit(number);
      }}
    />
  );
}
