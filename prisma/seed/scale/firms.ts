import type { Chance } from "../chance";
import { type CompanyProfile, calling, companyDomain } from "../companies";
import { NAMES, type PersonName, personName, placeName, type Tongue } from "../names";
import { type Company, companyOf } from "../profile";
import { scaleId } from "./ids";

/** A company, and the name of the next lead who works there. */
export type Firm = { company: Company; domain: string; nextName(): PersonName };

/** One company of a hundred is large, and so many people of it are leads. */
const LARGE = { share: 0.01, from: 20, to: 60 };
const USUAL = 2.2;

/** Founds a company for each few leads: what it is comes from the company whose life they lead, its name is its own. */
export class Firms {
  readonly #open = new Map<string, { firm: Firm; places: number }>();
  readonly #perTongue = new Map<Tongue, number>();
  #founded = 0;

  constructor(
    readonly chance: Chance,
    readonly onFounded: (company: Company) => void,
  ) {}

  /** The company that the next lead with this life belongs to. Leads come in the order in which they become known. */
  next(key: string, like: CompanyProfile, at: number): Firm {
    let open = this.#open.get(key);
    if (!open || open.places === 0) {
      open = { firm: this.#found(like, at), places: this.#size() };
      this.#open.set(key, open);
    }
    open.places -= 1;
    return open.firm;
  }

  #size(): number {
    if (this.chance.happens(LARGE.share)) return this.chance.whole(LARGE.from, LARGE.to);
    return 1 + Math.floor(-Math.log(1 - this.chance.next()) * USUAL);
  }

  #found(like: CompanyProfile, at: number): Firm {
    const nth = this.#founded++;
    const name = this.#name(like);
    // What the number adds is what makes it unique.
    const domain = companyDomain(name).replace(".example", `-${nth.toString(36)}.example`);
    const profile = { ...like, name, domain };
    const company = companyOf(profile, { id: scaleId("company", at, nth), at: new Date(at), isTaken: false });
    this.onFounded(company);
    let met = 0;
    return {
      company,
      domain,
      nextName: () => personName(like.tongue, nth * 7 + met++),
    };
  }

  #name({ tongue, industry }: CompanyProfile): string {
    const nth = this.#perTongue.get(tongue) ?? 0;
    this.#perTongue.set(tongue, nth + 1);
    const { starts, ends, last } = NAMES[tongue];
    const places = starts.length * ends.length;
    const founder = Math.floor(nth / places);
    const name = `${placeName(tongue, nth)} ${calling(this.chance, industry)}`;
    return founder === 0 ? name : `${last[(founder - 1) % last.length]} ${name}`;
  }
}
