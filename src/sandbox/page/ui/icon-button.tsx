import { Icon, type IconName } from './icon.tsx';

type IconButtonProps = {
  readonly icon: IconName;
  /** The button's name, and what the mouse is told unless `title` says more. */
  readonly label: string;
  readonly title?: string;
  readonly size?: number;
  readonly className?: string;
  readonly busy?: boolean;
  readonly onClick: () => void;
};

export function IconButton({
  icon,
  label,
  title = label,
  size,
  className = '',
  busy,
  onClick,
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={title}
      aria-busy={busy}
      onClick={onClick}
    >
      <Icon name={icon} size={size} />
    </button>
  );
}
