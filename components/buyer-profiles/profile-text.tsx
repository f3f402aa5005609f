import { Badge } from "@/components/ui/badge";
import { AREA_LABEL, AREAS, type BuyerProfileDocument } from "@/lib/buyer-profiles/profile";
import { aspectWords } from "@/lib/buyer-profiles/words";
import type { Vocabulary } from "@/lib/conditions/words";

/** A profile as one reads it aloud: who this is, area by area, and by what a lead shows it. */
export function ProfileText({
  document,
  vocabulary,
}: {
  document: BuyerProfileDocument;
  vocabulary: Vocabulary;
}) {
  return (
    <>
      {document.summary && <p className="mt-2 text-base text-pretty">{document.summary}</p>}
      {AREAS.map((area) => {
        const text = document.portrait[area];
        const aspects = document.aspects.filter((aspect) => aspect.area === area);
        if (!text && aspects.length === 0) return null;
        return (
          <section key={area} aria-labelledby={`area-${area}`} className="mt-7">
            <h2 id={`area-${area}`} className="text-base font-semibold">
              {AREA_LABEL[area]}
            </h2>
            {text && <p className="mt-1.5 text-base text-pretty whitespace-pre-line">{text}</p>}
            {aspects.length > 0 && (
              <ul className="mt-2 space-y-1.5">
                {aspects.map((aspect) => (
                  <li key={aspect.id} className="border-l-2 border-line pl-3">
                    <span className="font-medium">{aspect.label}</span>{" "}
                    {aspect.essential && <Badge tone="accent">a must</Badge>}
                    <span className="block text-sm text-pretty text-muted">
                      Seen by: {aspectWords(aspect, document, vocabulary)}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </>
  );
}
