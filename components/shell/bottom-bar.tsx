"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { SCREEN_ICON } from "./screen-icons";
import { isWithin, type Screen, THUMB_SCREENS } from "./screens";

/** The rail of a phone: the role's four screens under the thumb. The others are in the person's menu. */
export function BottomBar({ screens }: { screens: readonly Screen[] }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Screens"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t border-line bg-background pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {screens.slice(0, THUMB_SCREENS).map((screen) => {
        const Icon = SCREEN_ICON[screen.key];
        return (
          <Link
            key={screen.key}
            href={screen.href}
            aria-current={isWithin(pathname, screen.href) ? "page" : undefined}
            className="group flex h-14 flex-col items-center justify-center gap-0.5 text-2xs font-medium text-muted -outline-offset-2 aria-[current]:text-text"
          >
            <Icon aria-hidden className="size-5 group-aria-[current]:text-accent" />
            {screen.label}
          </Link>
        );
      })}
    </nav>
  );
}
