import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page";
import { TabLinks } from "@/components/ui/tabs";
import { mayAny, type Permission } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

const SECTIONS = [
  { key: "account", label: "Your account", permission: null },
  { key: "people", label: "People", permission: "team.read" },
  { key: "workspace", label: "Workspace", permission: "settings.manage" },
  { key: "keys", label: "Keys", permission: "settings.manage" },
  { key: "outbox", label: "Outbox", permission: "settings.manage" },
  { key: "jobs", label: "Jobs", permission: "settings.manage" },
  { key: "doctor", label: "Doctor", permission: "settings.manage" },
] as const satisfies readonly { key: string; label: string; permission: Permission | null }[];

type Section = (typeof SECTIONS)[number]["key"];

/** The head of all settings: the sections this person may open. */
export function SettingsHeader(props: {
  viewer: Viewer;
  current: Section;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  const sections = SECTIONS.filter(
    ({ permission }) => permission === null || mayAny(props.viewer, permission),
  );
  return (
    <PageHeader
      title="Settings"
      description={props.description}
      actions={props.actions}
      className="mb-5"
      tabs={
        <TabLinks
          label="Settings"
          tabs={sections.map(({ key, label }) => ({
            href: `/settings/${key}`,
            label,
            current: key === props.current,
          }))}
        />
      }
    />
  );
}
