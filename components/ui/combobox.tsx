"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { cn } from "./cn";
import { controlLook } from "./input";

export type ComboboxItem = { value: string; label: string; detail?: string };

type ComboboxProps = {
  items: readonly ComboboxItem[];
  id?: string;
  /** Under which the chosen value is sent with its form. */
  name?: string;
  value?: string | null;
  defaultValue?: string | null;
  onValueChange?: (value: string | null) => void;
  placeholder?: string;
  emptyText?: string;
  required?: boolean;
  clearable?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  className?: string;
};

/** A choice from a list too long to scan: type to narrow it. For up to about ten options use Select. */
export function Combobox(props: ComboboxProps) {
  const { items, name, value, defaultValue, onValueChange, placeholder, required, clearable = true } = props;
  const find = (wanted: string | null | undefined) => items.find((item) => item.value === wanted) ?? null;
  return (
    <Base.Root
      items={items as ComboboxItem[]}
      itemToStringLabel={(item: ComboboxItem) => item.label}
      itemToStringValue={(item: ComboboxItem) => item.value}
      isItemEqualToValue={(item: ComboboxItem, chosen: ComboboxItem) => item.value === chosen.value}
      {...(name ? { name } : {})}
      {...(required ? { required } : {})}
      {...(value === undefined ? {} : { value: find(value) })}
      {...(defaultValue === undefined ? {} : { defaultValue: find(defaultValue) })}
      onValueChange={(item: ComboboxItem | null) => onValueChange?.(item?.value ?? null)}
    >
      <Base.InputGroup className={cn("relative block min-w-0", props.className)}>
        <Base.Input
          {...(props.id ? { id: props.id } : {})}
          placeholder={placeholder}
          aria-label={props["aria-label"]}
          aria-describedby={props["aria-describedby"]}
          aria-invalid={props["aria-invalid"]}
          className={cn(controlLook, "h-8 pr-14 pointer-coarse:h-11")}
        />
        <span className="absolute inset-y-0 right-0 flex items-center pr-1 text-muted">
          {clearable && (
            <Base.Clear
              aria-label="Clear"
              className="flex size-6 items-center justify-center rounded-sm hover:text-text"
            >
              <X aria-hidden className="size-3.5" />
            </Base.Clear>
          )}
          <Base.Trigger
            aria-label="Show options"
            className="flex size-6 items-center justify-center rounded-sm hover:text-text"
          >
            <ChevronDown aria-hidden className="size-4" />
          </Base.Trigger>
        </span>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-60 outline-none">
          <Base.Popup className="w-(--anchor-width) max-w-(--available-width) overflow-hidden rounded-lg bg-raised text-sm shadow-float">
            <Base.Empty>
              <div className="px-3 py-2.5 text-muted">{props.emptyText ?? "Nothing matches."}</div>
            </Base.Empty>
            <Base.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto overscroll-contain p-1 data-empty:p-0">
              {(item: ComboboxItem) => (
                <Base.Item
                  key={item.value}
                  value={item}
                  className="flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-sunken pointer-coarse:min-h-11 dark:data-highlighted:bg-line"
                >
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  {item.detail && <span className="shrink-0 text-xs text-faint">{item.detail}</span>}
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-4 text-muted" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
