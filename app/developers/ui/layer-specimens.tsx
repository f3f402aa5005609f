"use client";

import { MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Drawer } from "@/components/ui/drawer";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { toastDone, toastProblem, toastUndo } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { Specimen } from "./specimen";

/** Everything that floats. */
export function LayerSpecimens() {
  const [density, setDensity] = useState<"cosy" | "compact">("cosy");
  return (
    <Specimen name="Dialog, Drawer, Popover, Menu, Tooltip, toasts">
      <Dialog
        title="Reject this lead"
        description="It goes back to marketing with your reason."
        trigger={<Button>Dialog</Button>}
        footer={
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button look="primary">Reject</Button>
          </>
        }
      >
        <p className="text-muted">Content scrolls, title and actions stay.</p>
      </Dialog>
      <Drawer
        title="380 passes"
        description="MQL→SAL, 24 Aug – 21 Nov 2026"
        trigger={<Button>Drawer</Button>}
      >
        <p className="p-4 text-muted">The rows behind the number.</p>
      </Drawer>
      <Popover label="Filter" trigger={<Button>Popover</Button>}>
        Some controls.
      </Popover>
      <Menu
        align="start"
        trigger={
          <Button shape="icon" look="ghost" aria-label="More">
            <MoreHorizontal aria-hidden />
          </Button>
        }
      >
        <MenuItem>
          <Pencil aria-hidden /> Edit
        </MenuItem>
        <MenuItem disabled>
          <Trash2 aria-hidden /> Bin
        </MenuItem>
        <MenuSeparator />
        <MenuChoice
          label="Density"
          value={density}
          onValueChange={setDensity}
          options={[
            { value: "cosy", label: "Comfortable" },
            { value: "compact", label: "Compact" },
          ]}
        />
      </Menu>
      <Tooltip content="Explains what is already named elsewhere">
        <Button>Tooltip</Button>
      </Tooltip>
      <Button onClick={() => toastDone("Link copied")}>toastDone</Button>
      <Button onClick={() => toastUndo("Accepted. The lead is yours.", () => undefined)}>toastUndo</Button>
      <Button onClick={() => toastProblem("Not saved", "Somebody changed it first.")}>toastProblem</Button>
    </Specimen>
  );
}
