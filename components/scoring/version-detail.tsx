import type { ReactNode } from "react";
import type { Vocabulary } from "@/lib/conditions/words";
import { criteriaWords } from "@/lib/scoring/criterion-words";
import { type Difference, differences } from "@/lib/scoring/diff";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import type { ModelView } from "@/lib/scoring/queries/models";
import { ruleWords } from "@/lib/scoring/rule-words";

/** One version in words: what it changed, how it differs from the one in force, and all it says. */
export function VersionDetail({
  version,
  before,
  inForce,
  vocabulary,
  actions,
}: {
  version: ModelView;
  /** The document it was made from; null for the first version. */
  before: ScoringModelDocument | null;
  inForce: { version: number; document: ScoringModelDocument };
  vocabulary: Vocabulary;
  actions: ReactNode;
}) {
  const { document } = version;
  return (
    <article className="min-w-0 space-y-5">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">
          Version {version.version}: {document.name}
        </h2>
        {actions}
      </header>
      {before && (
        <Differences title="What it changed" differences={differences(before, document, vocabulary)} />
      )}
      {!version.inForce && (
        <Differences
          title={`What version ${inForce.version}, in force, says otherwise`}
          differences={differences(document, inForce.document, vocabulary)}
        />
      )}
      <section className="text-sm">
        <h3 className="text-xs font-medium text-muted">Lines</h3>
        <p>MQL when {criteriaWords(document.mql)}.</p>
        <p>Hot when {criteriaWords(document.hot)}.</p>
      </section>
      {document.groups.map((group) => (
        <section key={group.id} className="text-sm">
          <h3 className="text-xs font-medium text-muted">
            {group.label}
            {group.cap !== undefined && `, at most ${group.cap} points`}
          </h3>
          <ul className="mt-0.5 space-y-0.5">
            {document.rules
              .filter((rule) => rule.group === group.id)
              .map((rule) => (
                <li key={rule.id}>
                  <span className="font-medium">{rule.label}.</span>{" "}
                  <span className="text-muted">{ruleWords(rule, document, vocabulary)}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </article>
  );
}

function Differences({ title, differences }: { title: string; differences: readonly Difference[] }) {
  return (
    <section className="text-sm">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {differences.length === 0 ? (
        <p className="text-muted">Nothing</p>
      ) : (
        <ul className="mt-1 space-y-1">
          {differences.map(({ words }) => (
            <li key={words} className="border-l-2 border-accent pl-2">
              {words}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
