/* Line icons of our own on a 20-pixel grid. */
const paths = {
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  plus: 'M10 4v12M4 10h12',
  close: 'm5 5 10 10M15 5 5 15',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7 11.5a3.4 3.4 0 0 0 6 0M7.6 8v.4M12.4 8v.4',
  reply: 'M3.5 4.5h13v9H9l-3.5 3v-3h-2zM7 8h6M7 10.5h4',
  more: 'M10 4.5v.2M10 10v.2M10 15.5v.2',
  pin: 'm12 3 5 5-2 .7-2.6 2.6.2 3.2-1.2 1.2-6.9-6.9 1.2-1.2 3.2.2L11.5 5zM8 12l-4.5 4.5',
  send: 'm3 4 14 6-14 6 2-6zM5 10h6',
  bolt: 'M11 2.5 4.5 11H9.5l-1 6.5L15.5 9H10.5z',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 4a3 3 0 0 1 0 5.6M14.5 12c2 .6 3.5 2.2 3.5 4.5',
  chevron: 'm6 8 4 4 4-4',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.5 13.5 17 17',
  edit: 'm4 16 .8-3.5 8.4-8.4 2.7 2.7-8.4 8.4zM11.5 5.8l2.7 2.7',
  warning: 'M10 3.5 18 17H2zM10 8.5v4M10 14.6v.3',
  window: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  back: 'M12 5 7 10l5 5',
  connection:
    'M8.5 11.5a3 3 0 0 0 4.2 0l2.8-2.8a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-2.8 2.8a3 3 0 0 0 4.2 4.2l1-1',
  trash: 'M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6M8.5 9v5M11.5 9v5',
} as const;

export type IconName = keyof typeof paths;

/** Decoration: the control it stands in carries the name. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.4 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
