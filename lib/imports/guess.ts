import type { Stage } from "@/lib/stages/stages";
import { customName } from "./interpret";
import {
  type ColumnMapping,
  columnKey,
  type DatedStage,
  type DateOrder,
  type Mapping,
  type Target,
  type TextField,
} from "./mapping";
import { readWholeNumber } from "./values";

// What the columns of an unknown file probably mean, from their names and first rows. A person sees the guess before it counts.

const FIELD_NAMES: Record<TextField, string> = {
  id: "batonid",
  email: "email emailaddress mail workemail businessemail contactemail primaryemail emailwork propertyemail",
  externalId: "externalid leadid contactid recordid personid customerid crmid mqlid prospectid id",
  firstName: "firstname givenname forename fname vorname prenom propertyfirstname",
  lastName: "lastname surname familyname lname nachname nom propertylastname",
  fullName: "name fullname contactname leadname personname",
  title: "title jobtitle position role jobrole propertyjobtitle",
  phone: "phone phonenumber telephone mobile mobilephone mobilephonenumber workphone phonework tel",
  country: "country countryregion countrycode nation land",
  source: "source leadsource originalsource origin utmsource originalsourcetype",
  channel: "channel marketingchannel medium utmmedium",
  campaign: "campaign campaignname utmcampaign",
  asset: "asset convertingasset landingpage landingpageid landingpageurl form formname",
  "company.name":
    "company companyname account accountname companyaccount organisation organization associatedcompany employer firma",
  "company.domain": "companydomain companydomainname website websiteurl domain companywebsite",
  "company.industry": "industry companyindustry sector businesssegment",
  "company.employees": "employees numberofemployees noofemployees employeecount companysize companyemployees",
  "company.revenue": "annualrevenue revenue companyrevenue",
  "company.country": "companycountry",
};

const MILESTONE_NAMES: Record<DatedStage, string> = {
  mql: "mqlat mqldate mqlon datemql becameamarketingqualifiedleaddate",
  sal: "salat saldate salon becameasalesacceptedleaddate",
  sql: "sqlat sqldate sqlon becameasalesqualifiedleaddate",
  opportunity: "opportunityat opportunitydate becameanopportunitydate",
  customer: "customerat customerdate wonat wondate becameacustomerdate convertedat converteddate",
  recycled: "recycledat recycleddate",
  disqualified: "disqualifiedat disqualifieddate",
};

const CAPTURED =
  "capturedat created createdat createdate createddate datecreated creationdate firstseen firstcontactdate signupdate propertycreatedate";
const OWNER =
  "owner owneremail leadowner contactowner accountowner recordowner salesrep rep assignedto sales";
const STAGE = "stage leadstage lifecyclestage status leadstatus";
const OUTCOME = "converted isconverted won iswon status customer";
/** What our own export says and computes itself. */
const READ_ONLY = "score grade fit engagement scoredon lastactivityat reasoninwords importline importerror";

const STAGE_WORDS: Record<Stage, string> = {
  lead: "lead new open subscriber opennotcontacted raw contact",
  mql: "mql marketingqualifiedlead marketingqualified",
  sal: "sal salesacceptedlead salesaccepted accepted",
  sql: "sql salesqualifiedlead salesqualified qualified",
  opportunity: "opportunity deal dealopen",
  customer: "customer won closedwon converted closedconverted client",
  recycled: "recycled recycle nurture nurturing",
  disqualified: "disqualified unqualified rejected junk closednotconverted closedlost lost",
};

/** The usual words for each stage, as a table of values. */
export function stageWords(): Record<string, Stage> {
  const stages = Object.entries(STAGE_WORDS) as [Stage, string][];
  return Object.fromEntries(
    stages.flatMap(([stage, words]) => words.split(" ").map((word) => [word, stage])),
  );
}

const COUNTED: readonly (readonly [RegExp, string])[] = [
  [/(pricing|price).*views$/, "pricing_viewed"],
  [/(visits|sessions|pageviews|pagesviewed)$/, "page_viewed"],
  [/(emailopens|emailsopened|opens)$/, "email_opened"],
  [/(emailclicks|emailsclicked)$/, "email_clicked"],
  [/(adclicks|adsclicked)$/, "ad_clicked"],
  [/downloads$/, "content_downloaded"],
  [/(formsubmissions|formssubmitted|submissions)$/, "form_submitted"],
  [/webinars(attended)?$/, "webinar_attended"],
  [/(logins|signins)$/, "product_used"],
];

const TICKED: readonly (readonly [RegExp, { type: string; channel?: string }])[] = [
  [/print(media)?/, { type: "ad_clicked", channel: "print" }],
  [/(digitalmedia|onlinead|displayad)/, { type: "ad_clicked", channel: "digital" }],
  [/(educationalchannels|forum|community)/, { type: "community_engaged" }],
  [/^(referral|referred|wasreferred)$/, { type: "referral_made" }],
  [/(demorequest|requesteddemo)/, { type: "demo_requested" }],
  [/(newsletter)/, { type: "newsletter_subscribed" }],
  [/(startedtrial|trialstarted|freetrial)/, { type: "trial_started" }],
  [/(webinarattended|attendedwebinar)/, { type: "webinar_attended" }],
  [/(unsubscribed|optedout|hasoptedoutofemail)/, { type: "unsubscribed" }],
];

/** Columns that name what the lead did, and what their words stand for. */
const NAMED: readonly { column: RegExp; words: readonly (readonly [RegExp, string])[] }[] = [
  {
    column: /^(lastactivity|lastactivitytype|firstinteraction|firsttouch)$/,
    words: [
      [/email|mail/, "email_clicked"],
      [/phone|call/, "call_received"],
      [/web|site|page/, "page_viewed"],
      [/app|product/, "product_used"],
      [/meeting/, "meeting_held"],
      [/event/, "event_attended"],
    ],
  },
  {
    column: /^profile(completed|completion|complete)$/,
    words: [
      [/^(high|full|complete|completed|yes|true|100)$/, "account_created"],
      [/^(medium|partial|partly)$/, "form_submitted"],
    ],
  },
];

/** Columns that say how long or how deep: kept as custom fields, and with the first interaction as its properties. */
const MEASURES = /(timespent|duration|pervisit|minuteson|secondson)/;

const listed = (names: string, key: string): boolean => names.split(" ").includes(key);

/**
 * The probable mapping of a file. Every field is given to one column only, the first that fits; what nothing is
 * known of becomes a custom field, so that nothing of the file is lost.
 */
export function guessMapping(columns: readonly string[], rows: readonly (readonly string[])[]): Mapping {
  const taken = new Set<string>();
  const guessed: ColumnMapping[] = [];
  const measured = columns.filter((column) => MEASURES.test(columnKey(column)));
  const measures = Object.fromEntries(measured.map((column) => [customName(column), column]));
  columns.forEach((column, index) => {
    const cells = rows.map((row) => (row[index] ?? "").trim()).filter((cell) => cell !== "");
    const to = guessTarget(column, cells, taken, measures);
    taken.add(slotOf(to));
    guessed.push({ column, to });
  });
  return {
    columns: guessed,
    unmapped: "custom",
    requireEmail: false,
    unknownLead: "create",
    overwrite: true,
    dateOrder: guessDateOrder(rows),
  };
}

/** What a target occupies, so that no second column claims the same. */
function slotOf(to: Target): string {
  switch (to.kind) {
    case "field":
      return `field ${to.field}`;
    case "milestone":
      return `milestone ${to.stage}`;
    case "custom":
    case "activity":
    case "ignore":
      return "";
    default:
      return to.kind;
  }
}

function guessTarget(
  column: string,
  cells: readonly string[],
  taken: ReadonlySet<string>,
  measures: Readonly<Record<string, string>>,
): Target {
  const key = columnKey(column);
  const free = (to: Target): Target | null => (taken.has(slotOf(to)) ? null : to);
  // Our own export names custom fields as they are.
  if (column.startsWith("custom.")) return { kind: "custom", field: column.slice(7), type: "auto" };
  if (listed(READ_ONLY, key)) return { kind: "ignore" };
  return (
    guessField(key, free) ??
    guessDate(key, free) ??
    (listed(OWNER, key) ? free({ kind: "owner", keepAs: "owner" }) : null) ??
    guessStage(key, cells, free) ??
    guessDeal(key, free) ??
    guessActivity(key, cells, measures) ?? { kind: "custom", field: customName(column), type: "auto" }
  );
}

type Free = (to: Target) => Target | null;

function guessField(key: string, free: Free): Target | null {
  const field = (Object.keys(FIELD_NAMES) as TextField[]).find((name) => listed(FIELD_NAMES[name], key));
  return field ? free({ kind: "field", field }) : null;
}

function guessDate(key: string, free: Free): Target | null {
  if (listed(CAPTURED, key)) return free({ kind: "captured" });
  const stage = (Object.keys(MILESTONE_NAMES) as DatedStage[]).find((name) =>
    listed(MILESTONE_NAMES[name], key),
  );
  return stage ? free({ kind: "milestone", stage, precision: "instant" }) : null;
}

function guessStage(key: string, cells: readonly string[], free: Free): Target | null {
  if (cells.length === 0) return null;
  if (listed(OUTCOME, key) && cells.every((cell) => /^(0|1|yes|no|true|false)$/i.test(cell)))
    return free({
      kind: "stage",
      values: { 1: "customer", 0: "lead", yes: "customer", no: "lead", true: "customer", false: "lead" },
    });
  if (!listed(STAGE, key)) return null;
  const values = stageWords();
  if (!cells.every((cell) => Object.hasOwn(values, columnKey(cell)))) return null;
  return free({ kind: "stage", values });
}

function guessDeal(key: string, free: Free): Target | null {
  if (listed("amount dealamount opportunityamount", key)) return free({ kind: "amount" });
  if (listed("closedate expectedclose opptclosedate", key)) return free({ kind: "expectedClose" });
  return null;
}

function guessActivity(
  key: string,
  cells: readonly string[],
  measures: Readonly<Record<string, string>>,
): Target | null {
  if (cells.length === 0) return null;
  const counted = COUNTED.find(([name]) => name.test(key));
  if (counted && !key.includes("per") && cells.every((cell) => readWholeNumber(cell) !== null))
    return { kind: "activity", reads: "count", type: counted[1] };
  const ticked = TICKED.find(([name]) => name.test(key));
  if (ticked && cells.every((cell) => /^(yes|no|true|false|0|1)$/i.test(cell)))
    return { kind: "activity", reads: "yes", ...ticked[1] };
  return guessNamed(key, cells, measures);
}

function guessNamed(
  key: string,
  cells: readonly string[],
  measures: Readonly<Record<string, string>>,
): Target | null {
  const named = NAMED.find(({ column }) => column.test(key));
  if (!named) return null;
  const values: Record<string, string> = {};
  for (const cell of new Set(cells)) {
    const type = named.words.find(([word]) => word.test(columnKey(cell)))?.[1];
    if (type) values[cell] = type;
  }
  if (Object.keys(values).length === 0) return null;
  const properties =
    key === "firstinteraction" && Object.keys(measures).length > 0 ? { properties: measures } : {};
  return { kind: "activity", reads: "values", type: "custom", values, ...properties };
}

/** Days before months when a first part above 12 shows it; the American order otherwise. */
function guessDateOrder(rows: readonly (readonly string[])[]): DateOrder {
  const dayFirst = rows.flat().some((cell) => {
    const match = /^\s*(\d{1,2})[./-](\d{1,2})[./-]\d{4}/.exec(cell);
    return match !== null && (Number(match[1]) > 12 || /^\s*\d{1,2}\./.test(cell));
  });
  return dayFirst ? "dmy" : "mdy";
}
