"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";

const THEMES = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "As the system", icon: Monitor },
] as const;

export type Theme = (typeof THEMES)[number]["value"];

const never = () => () => undefined;

/** Light, dark or as the system says; remembered by this browser. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  // The server cannot know the theme, so its icon is chosen by CSS and the tick only after hydration.
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Menu
      trigger={
        <Button look="ghost" size="sm" shape="icon" aria-label="Theme">
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      }
    >
      <MenuChoice<Theme>
        label="Theme"
        value={hydrated ? ((theme as Theme | undefined) ?? "system") : "system"}
        onValueChange={setTheme}
        options={THEMES.map(({ value, label, icon: Icon }) => ({
          value,
          label: (
            <>
              <Icon aria-hidden />
              {label}
            </>
          ),
        }))}
      />
    </Menu>
  );
}
