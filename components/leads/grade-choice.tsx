import { cn } from "@/components/ui/cn";
import { ENGAGEMENT_WORD, FIT_WORD } from "@/components/ui/grade-words";

const FITS = ["A", "B", "C", "D"] as const;
const ENGAGEMENTS = ["1", "2", "3", "4"] as const;

/** Any number of grades, as the square they stand in: single ones, whole rows of fit, whole columns of engagement. */
export function GradeChoice({ chosen }: { chosen: readonly string[] }) {
  const toggle = (grade: string, words: string, isBand = false) => (
    <Toggle key={grade} grade={grade} words={words} isBand={isBand} isOn={chosen.includes(grade)} />
  );
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">Grade</legend>
      <div className="grid grid-cols-[auto_repeat(4,minmax(0,1fr))] gap-1">
        <span className="flex flex-col justify-center text-2xs text-muted">
          <span>Fit ↓</span>
          <span>Engagement →</span>
        </span>
        {ENGAGEMENTS.map((engagement) => toggle(engagement, `${ENGAGEMENT_WORD[engagement]}, any fit`, true))}
        {FITS.flatMap((fit) => [
          toggle(fit, `${FIT_WORD[fit]}, any engagement`, true),
          ...ENGAGEMENTS.map((engagement) =>
            toggle(fit + engagement, `${FIT_WORD[fit]}, ${ENGAGEMENT_WORD[engagement]}`),
          ),
        ])}
      </div>
    </fieldset>
  );
}

function Toggle({
  grade,
  words,
  isBand,
  isOn,
}: {
  grade: string;
  words: string;
  isBand: boolean;
  isOn: boolean;
}) {
  return (
    <label
      title={words}
      className={cn(
        "flex h-7 items-center justify-center rounded-md border border-line text-xs font-medium transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ring pointer-coarse:h-11",
        isBand && "border-transparent bg-sunken text-muted",
      )}
    >
      <input
        type="checkbox"
        name="grade"
        value={grade}
        aria-label={`${grade}: ${words}`}
        defaultChecked={isOn}
        className="sr-only"
      />
      {grade}
    </label>
  );
}
