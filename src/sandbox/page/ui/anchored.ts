import type { CSSProperties, RefObject } from 'react';
import { useLayoutEffect, useState } from 'react';

/**
 * Keeps a popup beside its anchor: below when there is room, above when not, never off the screen.
 * Fixed to the window, so that no scrolling box cuts it off.
 */
export function useAnchored(
  anchor: RefObject<HTMLElement | null>,
  open: boolean,
  { width, height = 300, align = 'start' }: { width?: number; height?: number; align?: 'start' | 'end' } = {},
): CSSProperties {
  const [style, setStyle] = useState<CSSProperties>({ position: 'fixed', opacity: 0 });

  useLayoutEffect(() => {
    if (!open) return;
    const place = (): void => {
      const box = anchor.current?.getBoundingClientRect();
      if (box) setStyle(beside(box, width ?? box.width, height, align));
    };
    place();
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
    };
  }, [anchor, open, width, height, align]);

  return style;
}

const gap = 4;
const margin = 8;

function beside(box: DOMRect, wanted: number, height: number, align: 'start' | 'end'): CSSProperties {
  const width = Math.min(wanted, window.innerWidth - 2 * margin);
  const start = align === 'end' ? box.right - width : box.left;
  const left = Math.max(margin, Math.min(start, window.innerWidth - width - margin));
  const below = window.innerHeight - box.bottom - gap - margin;
  const above = box.top - gap - margin;
  if (below >= height || below >= above)
    return { position: 'fixed', left, width, top: box.bottom + gap, maxHeight: Math.min(height, below) };
  return {
    position: 'fixed',
    left,
    width,
    bottom: window.innerHeight - box.top + gap,
    maxHeight: Math.min(height, above),
  };
}
