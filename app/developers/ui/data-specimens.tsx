import { Inbox } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Chip } from "@/components/ui/chip";
import { Countdown } from "@/components/ui/countdown";
import { EmptyState } from "@/components/ui/empty-state";
import { GradeChip } from "@/components/ui/grade-chip";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { Meter } from "@/components/ui/meter";
import { Notice } from "@/components/ui/notice";
import { Fact, Facts, Panel } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { StageBadge } from "@/components/ui/stage-badge";
import { StageLadder } from "@/components/ui/stage-ladder";
import { StatTile, StatTiles } from "@/components/ui/stat-tile";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { SegmentLinks, TabLinks } from "@/components/ui/tabs";
import { STAGES } from "@/lib/stages/stages";
import { Specimen } from "./specimen";

const GRADES = [
  "A1",
  "A2",
  "A3",
  "A4",
  "B1",
  "B2",
  "B3",
  "B4",
  "C1",
  "C2",
  "C3",
  "C4",
  "D1",
  "D2",
  "D3",
  "D4",
  "2",
  "",
];

/** Everything that shows something. */
export function DataSpecimens({ now }: { now: Date }) {
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
  return (
    <>
      <Specimen name="Badge, Chip, Kbd">
        {(["neutral", "accent", "good", "warn", "bad", "info"] as const).map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        <Chip removeHref="#">
          stage is <b>MQL</b>
        </Chip>
        <Kbd keys={["g", "l"]} />
      </Specimen>
      <Specimen name="GradeChip, StageBadge">
        {GRADES.map((grade) => (
          <GradeChip key={grade} grade={grade} />
        ))}
        <GradeChip grade="A1" size="lg" />
        <div className="flex w-full flex-wrap gap-4">
          {STAGES.map((stage) => (
            <StageBadge key={stage} stage={stage} />
          ))}
        </div>
      </Specimen>
      <Specimen name="StageLadder">
        <StageLadder
          className="w-full"
          steps={[
            { key: "lead", label: "Lead", state: "done", detail: "3 Nov" },
            { key: "mql", label: "MQL", state: "done", detail: "12 Nov", imputed: true },
            { key: "sal", label: "SAL", state: "current", detail: "for 4 h" },
            { key: "sql", label: "SQL", state: "ahead" },
            { key: "opportunity", label: "Opportunity", state: "ahead" },
            { key: "customer", label: "Customer", state: "ahead" },
          ]}
        />
      </Specimen>
      <Specimen name="Countdown, RelativeTime">
        {[200, 24, 4, -12, -4000].map((minutes) => (
          <Countdown key={minutes} dueAt={later(minutes)} />
        ))}
        {[0, -4, -120, -4000, -50_000, 90].map((minutes) => (
          <RelativeTime key={minutes} at={later(minutes)} className="text-muted" />
        ))}
      </Specimen>
      <Specimen name="StatTile">
        <StatTiles className="w-full">
          <StatTile
            label="MQL→SAL rate"
            value="42.1 %"
            basis="380 of 902"
            href="#"
            explanation="Passes that ever reached SAL out of those that entered MQL in the period."
            change={{ direction: "up", text: "+3.2 points on the 90 days before", meaning: "good" }}
          />
          <StatTile label="Acceptance" value="71.0 %" basis="71 of 100" />
          <StatTile
            label="Speed to lead, P50"
            value="4 min"
            basis="n = 212"
            change={{ direction: "up", text: "+2 min", meaning: "bad" }}
          />
          <StatTile label="Recycled yield" value="–" basis="no recycled passes yet" />
        </StatTiles>
      </Specimen>
      <Specimen name="Meter, Progress, Skeleton">
        <div className="flex w-full max-w-sm flex-col gap-3">
          <Meter label="Fit" value={24} max={55} />
          <Meter label="Engagement" value={48} max={90} mark={35} tone="info" />
          <Progress label="Import" value={0.42} />
          <Progress label="Starting" />
          <Skeleton className="w-40" />
        </div>
      </Specimen>
      <Specimen name="TabLinks, SegmentLinks, Pagination">
        <TabLinks
          label="Views"
          className="w-full"
          tabs={[
            { href: "#mine", label: "My MQLs", count: 12, current: true },
            { href: "#all", label: "All leads", count: "2,431", current: false },
            { href: "#near", label: "Near threshold", count: 38, current: false },
          ]}
        />
        <SegmentLinks
          label="Basis"
          tabs={[
            { href: "#cohort", label: "Cohort", current: true },
            { href: "#stage", label: "Stage", current: false },
          ]}
        />
        <Pagination firstHref={null} previousHref={null} nextHref="#next">
          1–50 of 2,431
        </Pagination>
      </Specimen>
      <Specimen name="Table in a Panel">
        <Panel title="Leads" flush className="w-full">
          <Table>
            <thead>
              <tr>
                <HeadCell>Name</HeadCell>
                <HeadCell>Grade</HeadCell>
                <HeadCell numeric sort={{ href: "#", direction: "desc" }}>
                  Score
                </HeadCell>
                <HeadCell sort={{ href: "#", direction: null }}>Stage</HeadCell>
              </tr>
            </thead>
            <tbody>
              {["A1", "B2", "C4"].map((grade, position) => (
                <Row key={grade} aria-selected={position === 1}>
                  <Cell className="font-medium">Mara Lindqvist</Cell>
                  <Cell>
                    <GradeChip grade={grade} />
                  </Cell>
                  <Cell numeric>{84 - position * 23}</Cell>
                  <Cell>
                    <StageBadge stage="mql" />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </Panel>
        <Panel title="Facts" className="w-72">
          <Facts>
            <Fact label="E-mail">mara@lindqvist.example</Fact>
            <Fact label="Phone" />
          </Facts>
        </Panel>
      </Specimen>
      <Specimen name="Notice, EmptyState">
        {(["info", "good", "warn", "bad"] as const).map((tone) => (
          <Notice key={tone} tone={tone} className="w-full">
            Publishing shows 14 leads that now meet the criterion; none is promoted by itself.
          </Notice>
        ))}
        <EmptyState
          icon={<Inbox />}
          title="Nothing waits for you"
          action={<LinkButton href="#">See all leads</LinkButton>}
        >
          New handoffs appear here the moment they are opened.
        </EmptyState>
      </Specimen>
      <Specimen name="Chart tones">
        {[1, 2, 3, 4, 5, 6, 7, 8].map((tone) => (
          <span key={tone} className="flex items-center gap-1 text-xs text-muted">
            <span className="size-6 rounded-sm" style={{ background: `var(--chart-${tone})` }} />
            {tone}
          </span>
        ))}
      </Specimen>
    </>
  );
}
