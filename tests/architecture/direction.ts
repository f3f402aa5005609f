import type { IForbiddenRuleType, IRegularForbiddenRuleType } from "dependency-cruiser";

// The table of lib/README.md, as rules. A concept is a folder of lib that is neither shared nor platform; inside it the
// reserved names are roles and everything else is a rule.

const CONCEPT = "^lib/(?!shared/|platform/|decisions/)([^/]+)/";
const ROLE = "(?:schema|api|queries|export|commands|jobs|actions)(?:/|\\.ts$)";

const role = (name: string) => `${CONCEPT}${name}(?:/|\\.ts$)`;
const SCHEMA = role("(?:schema|api)");
/** Written in the transaction of every command; it has no other door. */
const AUDIT = "^lib/audit/record\\.ts$";
/** Conditions compiled for the database: the one rule that speaks SQL. */
const SQL_OF_CONDITIONS = "^lib/conditions/sql\\.ts$";
const RULES = { path: `${CONCEPT}(?!${ROLE})`, pathNot: [AUDIT, SQL_OF_CONDITIONS] };
/** Where concepts meet: one decides with all rules, the other rebuilds whole histories. */
const MEETING_PLACES = "^lib/(?:progression|imports)/";
/** Where Baton is put together: these may know everything. */
const ROOTS = "^lib/platform/(?:boot\\.ts|jobs/registry\\.ts|cli/|doctor/|launcher/)";

const PACKAGE = "^node_modules/";
/** A package that is a list and nothing else. */
const LISTS = "^node_modules/free-email-domains/";
/** Words everybody uses: the names of the stages. */
const VOCABULARY = "^lib/stages/stages\\.ts$";
const NOT_TYPES: { dependencyTypesNot: "type-only"[] } = { dependencyTypesNot: ["type-only"] };

const forbid = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType["from"],
  to: IRegularForbiddenRuleType["to"],
): IForbiddenRuleType => ({ name, comment, severity: "error", from, to }) as IForbiddenRuleType;

export const direction: IForbiddenRuleType[] = [
  forbid(
    "no-cycles",
    "Two files that need each other are one.",
    { path: "^(?:app|components|lib)/" },
    {
      circular: true,
      viaOnly: { dependencyTypesNot: ["type-only"] },
    },
  ),

  // Rules: pure.
  forbid("rules-use-no-packages", "A rule can be read and tested without knowing any library.", RULES, {
    path: PACKAGE,
    pathNot: LISTS,
    ...NOT_TYPES,
  }),
  forbid("rules-use-no-node", "A rule touches nothing of the machine.", RULES, {
    dependencyTypes: ["core"],
  }),
  forbid(
    "rules-stay-at-home",
    "A rule knows its own concept, conditions and shared; progression knows all rules.",
    { ...RULES, pathNot: [...RULES.pathNot, MEETING_PLACES] },
    {
      path: `${CONCEPT}`,
      pathNot: ["^lib/$1/", "^lib/conditions/", VOCABULARY],
      ...NOT_TYPES,
    },
  ),
  forbid(
    "rules-borrow-types-of-the-core-only",
    "Types may come from leads, team and the concepts underneath.",
    { ...RULES, pathNot: [...RULES.pathNot, MEETING_PLACES] },
    { path: `${CONCEPT}${ROLE}`, pathNot: SCHEMA },
  ),
  forbid("rules-know-no-roles", "Queries, commands and the like call rules, never the other way.", RULES, {
    path: `${CONCEPT}${ROLE}`,
    ...NOT_TYPES,
  }),
  forbid("rules-know-no-platform", "Nothing is below the rules.", RULES, {
    path: "^(?:lib/platform/|prisma/)",
    ...NOT_TYPES,
  }),

  // Shared: below everything.
  forbid(
    "shared-knows-nobody",
    "Shared is pure, tiny and without business words.",
    { path: "^lib/shared/" },
    {
      pathNot: "^lib/shared/",
    },
  ),

  // Schemas.
  forbid(
    "schemas-only-describe",
    "A schema knows zod and rules.",
    { path: SCHEMA },
    {
      path: [
        "^lib/platform/(?!web/(?:shapes|strict-json|validate)\\.ts$)",
        "^prisma/",
        `${CONCEPT}(?:queries|commands|jobs|actions)(?:/|\\.ts$)`,
      ],
      ...NOT_TYPES,
    },
  ),
  forbid(
    "schemas-use-zod-only",
    "A schema knows zod and rules.",
    { path: SCHEMA },
    {
      path: PACKAGE,
      pathNot: "^node_modules/zod/",
    },
  ),

  // Queries, commands, jobs, actions.
  forbid(
    "queries-only-read",
    "Reads come from rules, schemas and the database.",
    { path: role("(?:queries|export)") },
    {
      path: [
        `${CONCEPT}(?:commands|jobs|actions)(?:/|\\.ts$)`,
        "^lib/platform/web/(?!paging\\.ts$)",
        "^node_modules/next/",
      ],
      ...NOT_TYPES,
    },
  ),
  forbid(
    "commands-know-no-web",
    "A command is the same for a form, the API, a job and the CLI.",
    { path: role("commands") },
    {
      path: [`${CONCEPT}actions(?:/|\\.ts$)`, "^lib/platform/web/", "^node_modules/next/"],
      ...NOT_TYPES,
    },
  ),
  forbid(
    "jobs-call-commands",
    "A job parses its payload and calls a command.",
    { path: role("jobs") },
    {
      path: [RULES.path, `${CONCEPT}(?:queries|actions)(?:/|\\.ts$)`, "^lib/platform/(?!jobs/)", "^prisma/"],
      ...NOT_TYPES,
    },
  ),
  forbid(
    "actions-have-no-logic",
    "An action is a wrapped command.",
    { path: role("actions") },
    {
      path: ["^lib/platform/(?!auth/|web/)", "^prisma/", "^node_modules/@prisma/"],
      ...NOT_TYPES,
    },
  ),

  // Platform.
  forbid(
    "platform-is-below",
    "Platform knows rules, never what concepts do.",
    { path: "^lib/platform/", pathNot: ROOTS },
    {
      path: `${CONCEPT}(?:queries|commands|jobs|actions)(?:/|\\.ts$)`,
      ...NOT_TYPES,
    },
  ),
  forbid(
    "roots-are-not-called",
    "Only the launcher and Next start these.",
    {
      path: "^(?:app|components|lib)/",
      pathNot: ROOTS,
    },
    { path: "^lib/platform/(?:boot\\.ts|cli/|doctor/main\\.ts|launcher/)", ...NOT_TYPES },
  ),
  forbid(
    "doctor-is-asked-by-operations",
    "The doctor knows every concept; only the job that keeps what it found knows the doctor.",
    {
      path: "^(?:app|components|lib)/",
      pathNot: [ROOTS, "^lib/operations/commands/"],
    },
    { path: "^lib/platform/doctor/", ...NOT_TYPES },
  ),
  forbid(
    "clients-are-made-in-platform",
    "The world is reached through platform only.",
    {
      path: "^(?:app|components|lib)/",
      pathNot: "^lib/platform/",
    },
    {
      path: "^node_modules/(?:pg|pg-boss|pino|nodemailer|next-auth|@prisma/adapter-pg|@node-rs/argon2)/",
      ...NOT_TYPES,
    },
  ),
  forbid(
    "routes-ask-no-database",
    "A route calls queries and commands.",
    { path: "^(?:app|components)/" },
    { path: ["^prisma/generated/", "^lib/platform/db/(?!client\\.ts)"], ...NOT_TYPES },
  ),

  // What is drawn.
  forbid(
    "lib-draws-nothing",
    "Lib knows neither routes nor screens.",
    { path: "^lib/" },
    {
      path: ["^app/", "^components/", "^node_modules/(?:react-dom|recharts|@base-ui)/"],
    },
  ),
  forbid(
    "components-get-props",
    "Data comes in through props.",
    { path: "^components/" },
    {
      path: [
        "^app/",
        `${CONCEPT}(?:queries|commands|jobs)(?:/|\\.ts$)`,
        "^lib/platform/(?!web/form-result\\.ts$|auth/go-to-provider\\.ts$)",
        "^prisma/",
      ],
      ...NOT_TYPES,
    },
  ),
  forbid(
    "charts-in-one-place",
    "Only components/charts draws with recharts.",
    {
      path: "^(?:app|components|lib)/",
      pathNot: "^components/charts/",
    },
    { path: "^node_modules/recharts/" },
  ),
  forbid(
    "routes-import-no-routes",
    "A route is an entry, not a library.",
    { path: "^app/", pathNot: "^app/api/v1/operations\\.ts$" },
    { path: "^app/.*(?:page|route|layout)\\.tsx?$" },
  ),

  forbid(
    "tests-stay-outside",
    "The product does not know its tests.",
    { path: "^(?:app|components|lib)/" },
    {
      path: "^tests/",
    },
  ),
  forbid(
    "everything-resolves",
    "An import that leads nowhere hides from every other rule.",
    {},
    {
      couldNotResolve: true,
    },
  ),
];
