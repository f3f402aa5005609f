"use client";

import { Plus } from "lucide-react";
import { useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { addProfile } from "@/lib/buyer-profiles/actions";

/** Begins a profile: its name, then its page to write it on. */
export function NewProfile() {
  const [open, setOpen] = useState(false);
  const form = useId();
  const [result, submit, pending] = useActionState(addProfile, null);
  return (
    <>
      <Button look="primary" size="sm" onClick={() => setOpen(true)}>
        <Plus aria-hidden /> New profile
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="New buyer profile"
        description="Say who it is in a few words. You write the rest on its page; nobody is compared with it before it is published."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button look="primary" type="submit" form={form} disabled={pending}>
              Write it
            </Button>
          </>
        }
      >
        <form id={form} action={submit} className="space-y-3">
          <Field label="Name" name="name" required>
            {(control) => (
              <Input {...control} maxLength={120} placeholder="Plant manager at a mid-sized maker" />
            )}
          </Field>
          {result && !result.ok && <Notice tone="bad">{result.message}</Notice>}
        </form>
      </Dialog>
    </>
  );
}
