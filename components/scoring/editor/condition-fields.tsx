"use client";

import { Activity, Parentheses, Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { AttributeTest, Condition, LeadCondition } from "@/lib/conditions/condition";
import {
  conditionOf,
  type Line,
  type Lines,
  linesOf,
  OPERATOR_LABELS,
  withOperator,
} from "@/lib/conditions/lines";
import { FREE_MAIL, type NamedList } from "@/lib/conditions/lists";
import { ActivityTestFields, firstDeed, withWhere } from "./activity-test-fields";
import { FieldChoice, type FieldKind } from "./field-choice";
import type { ActivityTypeChoice } from "./type-choice";
import { ValueField } from "./value-field";

type ConditionFieldsProps = {
  condition: Condition | undefined;
  of: FieldKind;
  lists: readonly NamedList[];
  onChange: (condition: Condition | undefined) => void;
  /** A fit rule cannot be without a test. */
  required?: boolean;
};

/** A condition as lines that read like a sentence, with groups of lines where it is nested. */
export function ConditionFields({ condition, of, lists, onChange, required = false }: ConditionFieldsProps) {
  return (
    <LinesFields
      value={linesOf(condition)}
      // Without types to choose from, no line asks what a lead did.
      onChange={(value) => onChange(conditionOf(value) as Condition | undefined)}
      of={of}
      lists={lists}
      required={required}
      depth={0}
    />
  );
}

/** The same about a lead, where lines may also ask what it did. */
export function LeadConditionFields({
  condition,
  lists,
  types,
  onChange,
}: {
  condition: LeadCondition;
  lists: readonly NamedList[];
  types: readonly ActivityTypeChoice[];
  onChange: (condition: LeadCondition | undefined) => void;
}) {
  return (
    <LinesFields
      value={linesOf(condition)}
      onChange={(value) => onChange(conditionOf(value))}
      of="lead"
      lists={lists}
      types={types}
      required
      depth={0}
    />
  );
}

/** How deep a form nests; what a program nested deeper is shown all the same. */
const DEEPEST = 3;

type LinesFieldsProps = {
  value: Lines;
  onChange: (value: Lines) => void;
  of: FieldKind;
  lists: readonly NamedList[];
  /** The types of activities, where lines may ask what a lead did. */
  types?: readonly ActivityTypeChoice[];
  required: boolean;
  depth: number;
};

function LinesFields({ value, onChange, of, lists, types, required, depth }: LinesFieldsProps) {
  const { join, lines } = value;
  // With the last line goes the question of how lines are joined.
  const put = (next: readonly Line[]) => onChange({ join: next.length === 0 ? "all" : join, lines: next });
  const replace = (index: number, line: Line) =>
    put(lines.map((candidate, at) => (at === index ? line : candidate)));
  const remove = (index: number) => put(lines.filter((_, at) => at !== index));
  const removable = lines.length > 1 || !required;
  const another: Line = { kind: "test", test: firstTest(of), negated: false };
  return (
    <div className="space-y-1.5">
      {lines.map((line, index) => (
        // The lines have no ids and keep their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div key={index} className="flex flex-wrap items-center gap-1.5">
          {(index > 0 || depth === 0) && (
            <span className="w-12 shrink-0 text-xs text-muted">
              {index === 0 ? (
                "where"
              ) : index === 1 ? (
                <JoinChoice join={join} onChange={(next) => onChange({ join: next, lines })} />
              ) : join === "all" ? (
                "and"
              ) : (
                "or"
              )}
            </span>
          )}
          {line.kind === "test" ? (
            <TestFields line={line} of={of} lists={lists} onChange={(next) => replace(index, next)} />
          ) : line.kind === "activity" ? (
            <ActivityTestFields
              line={line}
              types={types ?? []}
              removable={removable}
              onChange={(next) => replace(index, next)}
              onRemove={() => remove(index)}
            >
              <ConditionFields
                condition={line.test.did.where}
                of="activity"
                lists={lists}
                onChange={(where) => replace(index, withWhere(line, where))}
              />
            </ActivityTestFields>
          ) : (
            <fieldset className="min-w-0 basis-full rounded-md border border-line px-2 py-1.5">
              <legend className="sr-only">Tests that belong together</legend>
              <div className="mb-1.5 flex items-center justify-between gap-1.5">
                <Select
                  aria-label="Whether these tests must hold"
                  value={line.negated ? "not" : ""}
                  onChange={(event) => replace(index, { ...line, negated: event.target.value === "not" })}
                  className="w-48"
                >
                  <option value="">it holds that</option>
                  <option value="not">it does not hold that</option>
                </Select>
                {removable && <Remove label="Remove these tests" onClick={() => remove(index)} />}
              </div>
              <LinesFields
                value={line.group}
                onChange={(group) =>
                  group.lines.length === 0 ? remove(index) : replace(index, { ...line, group })
                }
                of={of}
                lists={lists}
                {...(types ? { types } : {})}
                required={required && lines.length === 1}
                depth={depth + 1}
              />
            </fieldset>
          )}
          {line.kind === "test" && removable && (
            <Remove label="Remove this test" onClick={() => remove(index)} />
          )}
        </div>
      ))}
      <div className="-ml-2 flex flex-wrap">
        <Button look="ghost" size="sm" onClick={() => put([...lines, another])}>
          <Plus aria-hidden /> {lines.length === 0 ? "Only where …" : "Another test"}
        </Button>
        {types && (
          <Button look="ghost" size="sm" onClick={() => put([...lines, firstDeed(types)])}>
            <Activity aria-hidden /> Something it did
          </Button>
        )}
        {lines.length > 0 && depth < DEEPEST && (
          <Button
            look="ghost"
            size="sm"
            onClick={() =>
              put([
                ...lines,
                {
                  kind: "group",
                  group: { join: join === "all" ? "any" : "all", lines: [another, another] },
                  negated: false,
                },
              ])
            }
          >
            <Parentheses aria-hidden /> Tests that belong together
          </Button>
        )}
      </div>
    </div>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button look="ghost" size="sm" shape="icon" aria-label={label} onClick={onClick}>
      <X aria-hidden />
    </Button>
  );
}

const firstTest = (of: FieldKind): AttributeTest =>
  of === "lead"
    ? { field: "email", op: "matches", list: FREE_MAIL }
    : { field: "property.path", op: "contains", value: "/" };

function JoinChoice({ join, onChange }: { join: "all" | "any"; onChange: (join: "all" | "any") => void }) {
  return (
    <button
      type="button"
      aria-label={`Tests are joined by ${join === "all" ? "and" : "or"}: change`}
      onClick={() => onChange(join === "all" ? "any" : "all")}
      className="rounded-sm bg-sunken px-1 py-0.5 font-medium text-text hover:bg-line pointer-coarse:size-11"
    >
      {join === "all" ? "and" : "or"}
    </button>
  );
}

type TestLine = Extract<Line, { kind: "test" }>;

function TestFields({
  line: { test, negated },
  of,
  lists,
  onChange,
}: {
  line: TestLine;
  of: FieldKind;
  lists: readonly NamedList[];
  onChange: (line: TestLine) => void;
}) {
  const put = (next: AttributeTest) => onChange({ kind: "test", test: next, negated });
  return (
    <>
      <FieldChoice field={test.field} of={of} onChange={(field) => put({ ...test, field })} />
      <Select
        aria-label="How it is compared"
        value={negated ? `not ${test.op}` : test.op}
        onChange={(event) => {
          const op = event.target.value.replace("not ", "") as AttributeTest["op"];
          onChange({
            kind: "test",
            test: withOperator(test, op, lists[0]?.id ?? FREE_MAIL),
            negated: event.target.value.startsWith("not "),
          });
        }}
        className="w-32"
      >
        {Object.entries(OPERATOR_LABELS).map(([op, label]) => (
          <option key={op} value={op}>
            {label}
          </option>
        ))}
        <option value="not contains">does not contain</option>
        <option value="not matches">is not among</option>
        <option value="not path-like">is not a path like</option>
        <option value="not is-empty">is not empty</option>
        {negated && !["contains", "matches", "is-empty", "path-like"].includes(test.op) && (
          <option value={`not ${test.op}`}>not: {OPERATOR_LABELS[test.op]}</option>
        )}
      </Select>
      <ValueField test={test} lists={lists} onChange={put} />
    </>
  );
}
