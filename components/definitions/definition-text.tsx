import Link from "next/link";
import type { ReactNode } from "react";
import { type DefinitionDocument, REQUIRED_FIELD_LABEL } from "@/lib/definitions/definition";
import type { Reason, ReasonKind } from "@/lib/handoffs/reasons";
import { FRAMEWORKS, frameworkFields } from "@/lib/qualification/frameworks";
import { STAGE_LABEL, STAGE_MEANING } from "@/lib/stages/stages";

type DefinitionTextProps = {
  document: DefinitionDocument;
  /** The model's line in words: "engagement at least 35 and fit C or better". */
  line: { words: string; modelVersion: number };
  /** Types of activity by which a lead asks to talk, in words. */
  handRaises: readonly string[];
  reasons: readonly Reason[];
};

/** The agreement as one reads it aloud: what each stage means, what it asks, and what happens otherwise. */
export function DefinitionText({ document, line, handRaises, reasons }: DefinitionTextProps) {
  const { mql, sal, sql, recycling } = document;
  const cooledReason = reasons.find(({ code }) => code === recycling.cooledReason);
  return (
    <>
      <Article number={1} title={STAGE_LABEL.mql} meaning={STAGE_MEANING.mql}>
        <p>{mql.statement}</p>
        <Clause title="What qualifies">
          {mql.entry.score && (
            <li>
              its score: {line.words} <Aside href="/scoring">scoring model {line.modelVersion}</Aside>
            </li>
          )}
          {mql.entry.handRaise && <li>a request of its own: {inWords(handRaises.map(lowerFirst))}</li>}
          {mql.entry.pql && <li>its use of the product, where a rule of the model says so</li>}
          <li>a marketer, with a reason</li>
        </Clause>
        <Clause title="What must be known">
          {mql.requiredFields.length === 0 ? (
            <li>nothing</li>
          ) : (
            mql.requiredFields.map((field) => <li key={field}>{REQUIRED_FIELD_LABEL[field]}</li>)
          )}
        </Clause>
      </Article>
      <Article number={2} title={STAGE_LABEL.sal} meaning={STAGE_MEANING.sal}>
        <p>{sal.statement}</p>
        <Clause title="What the rep says by accepting">
          {sal.criteria.length === 0 ? (
            <li>nothing more</li>
          ) : (
            sal.criteria.map(({ id, label }) => <li key={id}>{lowerFirst(label)}</li>)
          )}
        </Clause>
      </Article>
      <Article number={3} title={STAGE_LABEL.sql} meaning={STAGE_MEANING.sql}>
        <p>{sql.statement}</p>
        <Clause title={`What has been found out (${FRAMEWORKS[sql.framework].label})`}>
          {frameworkFields(sql.framework).map(({ id, label, prompt }) => (
            <li key={id}>
              <span className="font-medium">{label}</span>
              {sql.required.includes(id) && <span className="text-sm text-muted"> (required)</span>}:{" "}
              {lowerFirst(prompt)}
            </li>
          ))}
        </Clause>
      </Article>
      <Article number={4} title="Recycling and rejection" meaning="What happens to the others">
        <p>{recycling.statement}</p>
        {recycling.whenCooled && (
          <p>
            A lead that qualified by score and falls below the line while marketing holds it is recycled
            {cooledReason && <> as “{lowerFirst(cooledReason.label)}”</>}.
          </p>
        )}
        <div className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
          <Clause title="Recycled: may wake">{reasonsOf(reasons, "recycle")}</Clause>
          <Clause title="Disqualified: not pursued">{reasonsOf(reasons, "disqualify")}</Clause>
        </div>
      </Article>
    </>
  );
}

const reasonsOf = (reasons: readonly Reason[], kind: ReasonKind) =>
  reasons
    .filter((reason) => reason.kind === kind)
    .map((reason) => (
      <li key={reason.code}>
        {lowerFirst(reason.label)} <code className="font-mono text-2xs text-faint">{reason.code}</code>
      </li>
    ));

type ArticleProps = { number: number; title: string; meaning: string; children: ReactNode };

function Article({ number, title, meaning, children }: ArticleProps) {
  return (
    <section aria-labelledby={`article-${number}`} className="mt-9">
      <h3 id={`article-${number}`} className="text-base font-semibold">
        <span className="mr-2 font-normal text-faint">{number}</span>
        {title}
        <span className="ml-2 text-sm font-normal text-muted">{meaning}</span>
      </h3>
      <div className="mt-2 space-y-3 text-base text-pretty">{children}</div>
    </section>
  );
}

function Clause({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <ul className="mt-1 list-disc space-y-0.5 pl-4 marker:text-line-strong">{children}</ul>
    </div>
  );
}

const Aside = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="text-sm whitespace-nowrap text-accent-text underline-offset-4 hover:underline">
    {children}
  </Link>
);

/** "a demo, a quote or contact" */
function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`;
}

const lowerFirst = (text: string) =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
