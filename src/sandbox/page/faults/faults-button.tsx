import { useState } from 'react';
import { useSelect } from '../client/context.tsx';
import { Icon } from '../ui/icon.tsx';
import { FaultsDialog } from './faults-dialog.tsx';

/** Opens the panel; shows how many rules can still strike. */
export function FaultsButton() {
  const faults = useSelect((state) => state.faults);
  const [open, setOpen] = useState(false);
  const live = faults.filter(({ rule, struck }) => rule.count === undefined || struck < rule.count).length;
  return (
    <>
      <button type="button" className="sidebar-item faults-button" onClick={() => setOpen(true)}>
        <Icon name="bolt" size={16} />
        <span className="sidebar-name">Faults</span>
        {live > 0 && (
          <span className="badge">
            {live}
            <span className="sr-only"> {live === 1 ? 'rule' : 'rules'} on</span>
          </span>
        )}
      </button>
      {open && <FaultsDialog onClose={() => setOpen(false)} />}
    </>
  );
}
