import { memo, useMemo } from 'react';
import type { Block, Where } from '../../protocol.ts';
import { BlockView } from './block.tsx';
import { SurfaceProvider } from './use-field.ts';

type BlocksProps = {
  readonly blocks: readonly Block[];
  readonly where: Where;
  /** What to say under an input, by block_id. */
  readonly errors?: { readonly [blockId: string]: string };
};

/** The blocks of one message or view, with their controls. A block keeps its control, and the focus in it, while its block_id stays. */
export const Blocks = memo(function Blocks({ blocks, where, errors }: BlocksProps) {
  const surface = useMemo(() => ({ blocks, where }), [blocks, where]);
  return (
    <SurfaceProvider value={surface}>
      {blocks.map((block, index) => (
        <BlockView
          key={block.block_id ?? `${block.type}-${index}`}
          block={block}
          error={errors?.[block.block_id ?? '']}
        />
      ))}
    </SurfaceProvider>
  );
});
