import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon';
import { nextIndex } from './nextIndex';

interface PopupProps {
  readonly label: string;
  readonly icon: IconName;
  readonly role: 'menu' | 'dialog';
  readonly onOpen?: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button that opens a small box below it; Escape or a click elsewhere closes it. */
export function Popup({ label, icon, role, onOpen, children }: PopupProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem], .popup input, .popup [tabindex]')?.focus();
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const toggle = () => {
    if (!open) onOpen?.();
    setOpen(!open);
  };
  return (
    <div class="popup-anchor" ref={root} onKeyDown={(event) => event.key === 'Escape' && open && close()}>
      <button type="button" class="secondary" aria-haspopup={role} aria-expanded={open} onClick={toggle}>
        <Icon name={icon} />
        {label}
        <Icon name="down" />
      </button>
      {open && (
        <div class="popup" role={role} aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

export interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
}

export function Menu({ label, icon, items }: { label: string; icon: IconName; items: readonly MenuItem[] }) {
  return (
    <Popup label={label} icon={icon} role="menu">
      {(close) => (
        <div role="none" onKeyDown={moveFocus}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.onChoose();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </Popup>
  );
}

function moveFocus(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).children] as HTMLElement[];
  const next = nextIndex(event.key, items.indexOf(document.activeElement as HTMLElement), items.length, 1);
  if (next === undefined) return;
  items[next]?.focus();
  event.preventDefault();
}
