import { toMinorUnits } from "@/lib/shared/money";

/** A money field that could not be read reaches the server as this, which refuses it with its field named. */
const UNREADABLE = Number.NaN;

const textIn = (form: FormData, name: string): string | null => {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
};

/** The dialog's form as the gate takes it: money in minor units, the wake condition, answers by field. */
export function moveFormInput(form: FormData, currency: string) {
  const amountText = textIn(form, "amount");
  const amount = amountText === null ? null : toMinorUnits(amountText.replaceAll(/[\s,]/g, ""), currency);
  const answers = [...form.keys()]
    .filter((name) => name.startsWith("qualification."))
    .flatMap((name) => {
      const value = textIn(form, name);
      return value === null ? [] : [[name.slice("qualification.".length), value] as const];
    });
  const wake = textIn(form, "wake");
  const wakeOn = textIn(form, "wakeOn");
  return {
    reason: textIn(form, "reason"),
    note: textIn(form, "note"),
    ...(wake === "date" ? { wake: { on: wakeOn, evidence: false } } : {}),
    ...(wake === "evidence" ? { wake: { evidence: true } } : {}),
    ...(answers.length > 0 ? { qualification: Object.fromEntries(answers) } : {}),
    ...(amountText === null ? {} : { amount: amount === null ? UNREADABLE : Number(amount) }),
    expectedClose: textIn(form, "expectedClose"),
    actualClose: textIn(form, "actualClose"),
  };
}
