import { plain } from "./cast";
import { type Chance, chanceOf } from "./chance";
import { placeName, type Tongue } from "./names";

export type CompanyProfile = {
  name: string;
  /** Under .example, which nobody can own. */
  domain: string;
  industry: string;
  country: string;
  tongue: Tongue;
  /** null: nobody knows. */
  employees: number | null;
  /** A year's, in hundredths. */
  revenue: number | null;
};

/** What firms of an industry call themselves, and how many there are of it. */
const INDUSTRIES: Readonly<Record<string, { share: number; target: boolean; words: readonly string[] }>> = {
  Manufacturing: { share: 17, target: true, words: ["Works", "Tooling", "Castings", "Components", "Pumps"] },
  Logistics: { share: 13, target: true, words: ["Freight", "Logistics", "Cargo", "Warehousing"] },
  Software: { share: 13, target: true, words: ["Software", "Labs", "Systems"] },
  "Information technology": { share: 9, target: true, words: ["Networks", "Hosting", "IT Services"] },
  "Professional services": {
    share: 12,
    target: true,
    words: ["Advisory", "Engineers", "Partners", "Consulting"],
  },
  Healthcare: { share: 9, target: true, words: ["Clinics", "Diagnostics", "Care Homes"] },
  "Financial services": { share: 7, target: true, words: ["Credit", "Leasing", "Savings"] },
  Insurance: { share: 5, target: true, words: ["Mutual", "Assurance"] },
  Retail: { share: 6, target: false, words: ["Outfitters", "Markets", "Books"] },
  Hospitality: { share: 5, target: false, words: ["Hotels", "Kitchens"] },
  Construction: { share: 5, target: false, words: ["Builders", "Roofing"] },
  Education: { share: 4, target: false, words: ["Academy", "College"] },
  Agriculture: { share: 3, target: false, words: ["Farms", "Orchards"] },
  "Non-profit": { share: 2, target: false, words: ["Foundation", "Trust"] },
};

const COUNTRIES: Readonly<Record<string, { share: number; served: boolean; tongue: Tongue }>> = {
  Germany: { share: 17, served: true, tongue: "german" },
  "United Kingdom": { share: 15, served: true, tongue: "english" },
  France: { share: 9, served: true, tongue: "romance" },
  Netherlands: { share: 9, served: true, tongue: "dutch" },
  "United States": { share: 9, served: true, tongue: "english" },
  Sweden: { share: 6, served: true, tongue: "nordic" },
  Denmark: { share: 5, served: true, tongue: "nordic" },
  Spain: { share: 5, served: true, tongue: "romance" },
  Poland: { share: 5, served: true, tongue: "polish" },
  Austria: { share: 4, served: true, tongue: "german" },
  Switzerland: { share: 4, served: true, tongue: "german" },
  Italy: { share: 4, served: true, tongue: "romance" },
  Ireland: { share: 3, served: true, tongue: "english" },
  Brazil: { share: 3, served: false, tongue: "romance" },
  "South Africa": { share: 2, served: false, tongue: "english" },
  Mexico: { share: 2, served: false, tongue: "romance" },
};

const shares = (table: Readonly<Record<string, { share: number }>>) =>
  Object.fromEntries(Object.entries(table).map(([key, { share }]) => [key, share]));

const INDUSTRY_SHARES = shares(INDUSTRIES);
const COUNTRY_SHARES = shares(COUNTRIES);

/** So many companies that nobody has heard of, always the same of a seed. */
export function inventCompanies(count: number, seed = "companies"): CompanyProfile[] {
  const chance = chanceOf(seed);
  const nth = new Map<Tongue, number>();
  return Array.from({ length: count }, () => {
    const country = chance.weighted(COUNTRY_SHARES);
    const { tongue } = COUNTRIES[country]!;
    const place = nth.get(tongue) ?? 0;
    nth.set(tongue, place + 1);
    return inventCompany(chance, placeName(tongue, place), country, tongue);
  });
}

function inventCompany(chance: Chance, place: string, country: string, tongue: Tongue): CompanyProfile {
  const industry = chance.weighted(INDUSTRY_SHARES);
  const name = `${place} ${calling(chance, industry)}`;
  const employees = Math.round(Math.min(6_000, Math.max(4, chance.around(58, 1.3))));
  const revenue = Math.round((employees * chance.between(90_000, 210_000)) / 100_000) * 10_000_000;
  return {
    name,
    domain: companyDomain(name),
    industry,
    country,
    tongue,
    employees: chance.happens(0.88) ? employees : null,
    revenue: chance.happens(0.5) ? revenue : null,
  };
}

/** What a firm of an industry calls itself: "Freight". */
export const calling = (chance: Chance, industry: string): string => chance.pick(INDUSTRIES[industry]!.words);

/** "lindenbach-works.example" */
export const companyDomain = (name: string): string =>
  `${plain(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")}.example`;

/** Whether the company is one the sample's product is made for. */
export const isGoodFit = ({ industry, country, employees }: CompanyProfile): boolean =>
  INDUSTRIES[industry]!.target && COUNTRIES[country]!.served && (employees ?? 0) >= 30;

export const tongueOf = (country: string): Tongue => COUNTRIES[country]?.tongue ?? "english";
