"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { fileSize } from "./words";

type PresetChoice = { key: string; label: string };

/** Sends a CSV file and tries it out: nothing is stored of its leads until the result has been looked at. */
export function UploadForm({ presets }: { presets: readonly PresetChoice[] }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) setFile(dropped);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const preset = String(new FormData(event.currentTarget).get("preset"));
    if (!file) {
      setError("Choose a file first.");
      return;
    }
    setError(null);
    setSent(0);
    const form = new FormData();
    form.append("dryRun", "true");
    if (preset) form.append("preset", preset);
    form.append("file", file);
    try {
      const { id } = await upload(form, setSent);
      router.push(`/imports/${id}`);
    } catch (thrown) {
      setSent(null);
      setError((thrown as Error).message);
    }
  }

  return (
    <form onSubmit={submit} className="max-w-xl space-y-4">
      <ErrorSummary message={error ?? undefined} />
      {/* The label is the target of mouse and touch; the input inside it serves the keyboard. */}
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "flex cursor-pointer flex-col items-center rounded-lg border border-dashed border-line-strong px-6 py-10 text-center transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          over && "border-accent bg-accent-soft",
        )}
      >
        <FileUp aria-hidden className="size-5 text-muted" />
        <span className="mt-2 max-w-full truncate font-medium">
          {file ? file.name : "Drop a CSV file here"}
        </span>
        <span className="mt-0.5 text-xs text-muted">
          {file ? `${fileSize(file.size)} · choose another one` : "or choose one · up to 500 MB"}
        </span>
        <input
          ref={input}
          type="file"
          name="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="sr-only"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </label>
      <Field label="What the columns mean" name="preset" hint="You see and change it in the next step.">
        {(control) => (
          <Select {...control} defaultValue="">
            <option value="">Recognise by the column names</option>
            {presets.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {sent === null ? (
        <Button type="submit" look="primary">
          Upload and try out
        </Button>
      ) : (
        <div aria-live="polite" className="space-y-1.5">
          <Progress label="Upload" value={sent} />
          <p className="text-xs text-muted">
            {sent < 1 ? `Uploading, ${Math.round(sent * 100)} %` : "Reading the file"}
          </p>
        </div>
      )}
    </form>
  );
}

/** Sends the form and tells how far it is; XMLHttpRequest because fetch does not tell. */
function upload(form: FormData, onProgress: (sent: number) => void): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/imports");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = request.response as { id?: string; detail?: string } | null;
      if (request.status === 202 && answer?.id) resolve({ id: answer.id });
      else reject(new Error(answer?.detail ?? "The file could not be uploaded. Try again."));
    };
    request.onerror = () => reject(new Error("The connection broke. Nothing was stored; try again."));
    request.send(form);
  });
}
