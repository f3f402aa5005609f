import {
  ChartNoAxesColumn,
  FileSignature,
  FileUp,
  Inbox,
  type LucideIcon,
  ScrollText,
  Settings,
  SlidersHorizontal,
  Users,
} from "lucide-react";
import type { ScreenKey } from "./screens";

export const SCREEN_ICON: Record<ScreenKey, LucideIcon> = {
  leads: Users,
  inbox: Inbox,
  funnel: ChartNoAxesColumn,
  scoring: SlidersHorizontal,
  definitions: FileSignature,
  imports: FileUp,
  settings: Settings,
  audit: ScrollText,
};
