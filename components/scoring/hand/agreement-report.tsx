import Link from "next/link";
import { ofTotal, plural, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { STANDINGS, standingOfRating } from "@/lib/scoring/hand/agreement";
import { correlationWords, RATING_WORDS, STANDING_WORDS } from "@/lib/scoring/hand/words";
import type { HandAgreement, HandScorer } from "@/lib/scoring/queries/hand-scores";

/** How people and the machine agree: everybody in a line, then one person by bands and by lead. */
export function AgreementReport({
  people,
  shown,
  disagreements,
}: HandAgreement & { shown: HandScorer | null }) {
  if (!shown) return <p className="text-muted">Nobody has scored a lead of this sample yet.</p>;
  return (
    <div className="space-y-4">
      <Panel title="Agreement with the machine" flush>
        <Table>
          <thead>
            <tr>
              <HeadCell>Who</HeadCell>
              <HeadCell numeric>Leads</HeadCell>
              <HeadCell numeric>Rank correlation</HeadCell>
              <HeadCell numeric>Same side of the lines</HeadCell>
              <HeadCell numeric>With the others</HeadCell>
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, agreement, withOthers }) => (
              <Row key={id} aria-selected={id === shown.id}>
                <RowHead className="font-medium">
                  <Link
                    href={`/scoring/hand?tab=agreement&person=${id}`}
                    scroll={false}
                    className="underline-offset-4 hover:underline"
                  >
                    {name}
                  </Link>
                </RowHead>
                <Cell numeric>{agreement.n}</Cell>
                <Cell numeric>{coefficient(agreement.correlation)}</Cell>
                <Cell numeric>{ofTotal(agreement.same, agreement.n)}</Cell>
                <Cell numeric>{coefficient(withOthers)}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </Panel>
      <div className="grid gap-4 lg:grid-cols-2">
        <Confusion person={shown} />
        <Panel title={`Where ${shown.name} and the machine are farthest apart`} flush>
          {disagreements.length === 0 ? (
            <p className="px-4 py-3 text-muted">No lead stands clearly elsewhere.</p>
          ) : (
            <ul>
              {disagreements.map(({ leadId, name, company, rating, score, apart, scoredOn }) => (
                <li key={leadId} className="border-b border-line px-4 py-2 last:border-b-0">
                  <Link
                    href={`/leads/${leadId}?on=${scoredOn}`}
                    className="font-medium underline-offset-4 hover:underline"
                  >
                    {name}
                  </Link>{" "}
                  <span className="text-muted">{company}</span>
                  <span className="block text-xs text-muted">
                    {shown.name}: {rating}, {RATING_WORDS[rating].toLowerCase()} · machine: {score} points ·{" "}
                    {rate(Math.abs(apart), 0)} of the sample{" "}
                    {apart > 0 ? "higher by hand" : "higher by machine"}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </div>
  );
}

const coefficient = (value: number | null): string =>
  value === null ? "–" : value.toFixed(2).replace("-", "−");

function Confusion({ person: { name, agreement } }: { person: HandScorer }) {
  return (
    <Panel title={`${name} against the bands: ${correlationWords(agreement.correlation)}`} flush>
      <Table>
        <caption className="sr-only">Leads by what {name} said and where the machine puts them</caption>
        <thead>
          <tr>
            <HeadCell>By hand</HeadCell>
            {STANDINGS.map((standing) => (
              <HeadCell key={standing} numeric>
                {STANDING_WORDS[standing]}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {agreement.confusion.map(({ rating, counts }) => (
            <Row key={rating}>
              <RowHead>
                {rating} · {RATING_WORDS[rating]}
              </RowHead>
              {STANDINGS.map((standing) => (
                <Cell
                  key={standing}
                  numeric
                  className={standingOfRating(rating) === standing ? "bg-selected font-medium" : ""}
                >
                  {counts[standing] === 0 ? "–" : counts[standing]}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
      <p className="px-4 py-2 text-xs text-muted">
        {plural(agreement.same, "lead stands", "leads stand")} in a marked cell, where both say the same.
      </p>
    </Panel>
  );
}
