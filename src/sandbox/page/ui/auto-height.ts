import { type RefObject, useLayoutEffect } from 'react';

/** Makes a text area as tall as its text, up to `limit` pixels. */
export function useAutoHeight(
  area: RefObject<HTMLTextAreaElement | null>,
  text: string,
  limit: number,
): void {
  useLayoutEffect(() => {
    if (!area.current) return;
    const { style, offsetHeight, clientHeight } = area.current;
    const border = offsetHeight - clientHeight;
    style.height = 'auto';
    style.height = `${Math.min(area.current.scrollHeight + border, limit)}px`;
    void text;
  }, [area, text, limit]);
}
