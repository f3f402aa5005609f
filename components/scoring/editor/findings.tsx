import { Notice } from "@/components/ui/notice";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import type { PreviewView } from "./preview-view";

/** What the lint says about the model as a whole; what is about one rule stands at the rule. */
export function Findings({ findings }: { findings: PreviewView["findings"] }) {
  const general = findings.filter(({ ruleId }) => ruleId === undefined);
  return general.map(({ level, message }) => (
    <Notice key={message} tone={level === "error" ? "bad" : "warn"}>
      {message}
    </Notice>
  ));
}

/** Why a draft was not kept: each sentence with the rule it is about, as a link to it. */
export function Refusal({
  message,
  errors,
  document,
}: {
  message: string;
  errors: readonly { path: string; message: string }[];
  document: ScoringModelDocument;
}) {
  return (
    <Notice tone="bad">
      <p>Not saved. {errors.length === 0 && message}</p>
      <ul className="space-y-0.5">
        {errors.map(({ path, message }) => {
          const place = placeIn(path, document);
          return (
            <li key={`${path} ${message}`}>
              {place && (
                <>
                  <a href={place.href} className="font-medium underline underline-offset-2">
                    {place.label}
                  </a>
                  :{" "}
                </>
              )}
              {message}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

/** "document.rules.4.endsOn" as the rule it is about. */
function placeIn(path: string, { rules, groups }: ScoringModelDocument) {
  const [, part, index] = /^document\.(rules|groups)\.(\d+)/.exec(path) ?? [];
  const rule = part === "rules" ? rules[Number(index)] : undefined;
  if (rule) return { label: rule.label, href: `#rule-${rule.id}` };
  const group = part === "groups" ? groups[Number(index)] : undefined;
  return group ? { label: group.label, href: `#group-${group.id}` } : null;
}
