import { type FormEvent, useEffect, useState } from 'react';
import type { Fault, FaultRule } from '../../faults/rules.ts';
import type { Requests } from '../../protocol.ts';
import { useSession } from '../client/context.tsx';
import { callFaults, type Direction, delays, deliveryFaults, subjectOf } from './descriptions.ts';

type Subjects = Requests['faults.subjects'][1];

const directions: readonly { readonly direction: Direction; readonly label: string }[] = [
  { direction: 'calls', label: 'What the app calls' },
  { direction: 'deliveries', label: 'What the app is sent' },
];

/** One more rule. What the sandbox refuses is said below the fields. */
export function FaultForm() {
  const { call } = useSession();
  const [subjects, setSubjects] = useState<Subjects>({ calls: [], deliveries: [] });
  const [direction, setDirection] = useState<Direction>('calls');
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>('accept-then-drop');
  const [count, setCount] = useState('1');
  const [ms, setMs] = useState('');
  const [error, setError] = useState('');
  const faults: { readonly [fault: string]: string } = direction === 'calls' ? callFaults : deliveryFaults;
  const wait = delays[fault];

  useEffect(() => {
    call('faults.subjects', {}).then(setSubjects, () => {});
  }, [call]);

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    const rule: FaultRule = {
      on: subjectOf(direction, name),
      fault: fault as Fault,
      ...(count === '' ? {} : { count: Number(count) }),
      ...(wait && ms !== '' ? { ms: Number(ms) } : {}),
    };
    await call('faults.add', rule).then(
      () => setError(''),
      (refusal: unknown) => setError(refusal instanceof Error ? refusal.message : String(refusal)),
    );
  }

  function choose(next: Direction): void {
    setDirection(next);
    setName('');
    // Both know this one.
    setFault('accept-then-drop');
  }

  return (
    <form className="fault-form" onSubmit={add} aria-label="New rule">
      <div className="segments wide" role="radiogroup" aria-label="Where">
        {directions.map((one) => (
          <label key={one.direction} className="segment">
            <input
              type="radio"
              name="fault-direction"
              checked={direction === one.direction}
              onChange={() => choose(one.direction)}
            />
            <span>{one.label}</span>
          </label>
        ))}
      </div>
      <label className="fault-field wide">
        <span className="b-label">Which</span>
        <input
          className="text"
          list="fault-subjects"
          value={name}
          placeholder={direction === 'calls' ? 'All methods' : 'All deliveries'}
          autoComplete="off"
          spellCheck={false}
          data-focus
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id="fault-subjects">
          {subjects[direction].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </label>
      <label className="fault-field wide">
        <span className="b-label">What happens</span>
        <select className="text" value={fault} onChange={(event) => setFault(event.target.value)}>
          {Object.entries(faults).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <NumberField label="How often" value={count} placeholder="Always" least={1} onChange={setCount} />
      {wait && (
        <NumberField label={wait.label} value={ms} placeholder={String(wait.ms)} least={0} onChange={setMs} />
      )}
      <button type="submit" className="button primary">
        Add rule
      </button>
      {error && (
        <div className="field-error wide" role="alert">
          {error}
        </div>
      )}
    </form>
  );
}

type NumberFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly least: number;
  readonly onChange: (value: string) => void;
};

function NumberField({ label, value, placeholder, least, onChange }: NumberFieldProps) {
  return (
    <label className="fault-field">
      <span className="b-label">{label}</span>
      <input
        className="text"
        type="number"
        min={least}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
