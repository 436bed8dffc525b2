import type { Json } from '../../protocol.ts';
import { str } from '../state/json.ts';

/** An image, if it comes with the message. One that is elsewhere is told of in words: this page loads nothing from there. */
export function Picture({ image, className }: { image: Json; className?: string }) {
  const url = str(image.image_url);
  const alt = str(image.alt_text);
  if (url.startsWith('data:')) return <img className={className} src={url} alt={alt} />;
  return (
    <span className="b-elsewhere" role="img" aria-label={alt} title={url}>
      {alt || 'Image'}
    </span>
  );
}
