import { CircleAlert } from "lucide-react";
import { cn } from "./cn";

type ErrorSummaryProps = {
  /** What happened and what to do: the message of a failed action. */
  message?: string | undefined;
  /** Errors that belong to no single visible field. */
  errors?: readonly { path: string; message: string }[];
  className?: string;
};

/** Says at the top of a form why it was not accepted; read out at once by screen readers. Renders nothing without a message. */
export function ErrorSummary({ message, errors = [], className }: ErrorSummaryProps) {
  if (!message && errors.length === 0) return null;
  return (
    <div
      role="alert"
      className={cn("flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad", className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        {message && <p className="font-medium">{message}</p>}
        {errors.length > 0 && (
          <ul className="list-inside list-disc">
            {errors.map((error) => (
              <li key={`${error.path}:${error.message}`}>{error.message}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
