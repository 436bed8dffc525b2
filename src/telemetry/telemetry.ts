import { type Meter, metrics, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

/** Ids, types and numbers, never what people wrote: this may leave the machine. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

type SpanName = 'muster.command' | 'muster.effect' | 'muster.timers';
type CounterName = 'muster.commands' | 'muster.effects' | 'muster.timers';

/** What the engine tells of its work. */
export type Telemetry = {
  /** Runs `work` inside a span; `note` adds what is known only by then. */
  readonly span: <T>(
    name: SpanName,
    attributes: Attributes,
    work: (note: (attributes: Attributes) => void) => Promise<T>,
  ) => Promise<T>;
  readonly count: (name: CounterName, attributes: Attributes) => void;
};

/** Goes nowhere unless an OpenTelemetry SDK was registered before Muster was loaded, as by `node --import`. */
export function createTelemetry(
  tracer: Tracer = trace.getTracer('muster'),
  meter: Meter = metrics.getMeter('muster'),
): Telemetry {
  const counters = {
    'muster.commands': meter.createCounter('muster.commands'),
    'muster.effects': meter.createCounter('muster.effects'),
    'muster.timers': meter.createCounter('muster.timers'),
  };
  return {
    count: (name, attributes) => counters[name].add(1, attributes),
    span: (name, attributes, work) =>
      tracer.startActiveSpan(name, { attributes }, async (span) => {
        try {
          return await work((more) => span.setAttributes(more));
        } catch (error) {
          // Its name alone: a message may quote what people wrote.
          span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
  };
}
