"use client";

import { LogOut, UserRound } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { ROLE_LABEL } from "@/lib/team/roles";
import { SCREEN_ICON } from "./screen-icons";
import { type Person, type Screen, THUMB_SCREENS } from "./screens";

type UserMenuProps = {
  person: Person;
  screens: readonly Screen[];
  signOut: (form: FormData) => Promise<void>;
};

const SIGN_OUT_FORM = "sign-out";

/** Who is signed in, their account, the way out; on a phone also the screens that the bottom bar has no room for. */
export function UserMenu({ person, screens, signOut }: UserMenuProps) {
  return (
    <>
      <form id={SIGN_OUT_FORM} action={signOut} hidden />
      <Menu
        trigger={
          <Button
            look="ghost"
            size="sm"
            shape="icon"
            aria-label={`Your menu, ${person.name}`}
            className="rounded-full"
          >
            <Avatar name={person.name} size="md" />
          </Button>
        }
      >
        <div className="px-2 pt-1 pb-1.5">
          <div className="font-medium">{person.name}</div>
          <div className="text-xs text-muted">
            {ROLE_LABEL[person.role]} · {person.email}
          </div>
        </div>
        <MenuSeparator />
        <div className="md:hidden">
          {screens.slice(THUMB_SCREENS).map((screen) => {
            const Icon = SCREEN_ICON[screen.key];
            return (
              <MenuLink key={screen.key} href={screen.href}>
                <Icon aria-hidden />
                {screen.label}
              </MenuLink>
            );
          })}
          {screens.length > THUMB_SCREENS && <MenuSeparator />}
        </div>
        <MenuLink href="/settings/account">
          <UserRound aria-hidden />
          Your account
        </MenuLink>
        <MenuItem
          onClick={() => {
            const form = document.getElementById(SIGN_OUT_FORM);
            if (form instanceof HTMLFormElement) form.requestSubmit();
          }}
        >
          <LogOut aria-hidden />
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}
