import type { ScoringModelDocument } from "../model";
import type { Needs } from "../needs";
import { type Course, replay } from "./course";
import type { Judged } from "./crossings";
import type { Ground } from "./ground";
import { type Moments, momentsOf } from "./moments";
import { prepareModel } from "./prepare";

/** Courses that are kept: the version in force, the draft, and what the draft was a moment ago. */
const KEPT = 4;

/** A ground with the courses that were replayed on it. */
export class Workbench {
  readonly #moments: Moments;
  readonly #courses = new Map<string, Course>();
  readonly #judged = new Map<string, Judged>();

  constructor(
    readonly ground: Ground,
    readonly leadIds: readonly string[],
    readonly needs: Needs,
  ) {
    this.#moments = momentsOf(ground);
  }

  /** The document held against its scores: replayed when its rules, groups or lists are new, else only compared. */
  judged(document: ScoringModelDocument): Judged {
    const whole = JSON.stringify(document);
    const before = this.#judged.get(whole);
    if (before) {
      keep(this.#judged, whole, before);
      return before;
    }
    const { rules, groups, lists } = document;
    const key = JSON.stringify([rules, groups, lists]);
    const known = this.#courses.get(key);
    const course = known ?? replay(this.ground, this.#moments, prepareModel(this.ground, document));
    keep(this.#courses, key, course);
    const judged = { ground: this.ground, moments: this.#moments, course, document };
    keep(this.#judged, whole, judged);
    return judged;
  }
}

/** Puts it last; what was asked for longest ago goes. */
function keep<T>(among: Map<string, T>, key: string, value: T): void {
  among.delete(key);
  among.set(key, value);
  if (among.size > KEPT) among.delete(among.keys().next().value!);
}
