import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { revokeInvitation } from "@/lib/team/actions";
import type { InvitationView } from "@/lib/team/queries";
import { ROLE_LABEL } from "@/lib/team/roles";

/** Invitations that nobody has answered yet. */
export function InvitationList({ invitations, now }: { invitations: readonly InvitationView[]; now: Date }) {
  return (
    <ul>
      {invitations.map((invitation) => (
        <li
          key={invitation.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
        >
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{invitation.email}</span>
              {invitation.expiresAt <= now && <Badge tone="warn">expired</Badge>}
            </span>
            <span className="text-xs text-muted">
              {ROLE_LABEL[invitation.role]} · invited{" "}
              {invitation.invitedBy !== null && (
                <>
                  by <bdi>{invitation.invitedBy}</bdi>{" "}
                </>
              )}
              <RelativeTime at={invitation.createdAt.toISOString()} />
            </span>
          </span>
          <form action={revokeInvitation}>
            <input type="hidden" name="id" value={invitation.id} />
            <SubmitButton look="ghost" size="sm">
              Take back
            </SubmitButton>
          </form>
        </li>
      ))}
    </ul>
  );
}
