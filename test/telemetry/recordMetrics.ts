import { type Attributes, createNoopMeter, type Meter, metrics } from "@opentelemetry/api";

/** One call of an instrument. */
export interface Measurement {
	readonly name: string;
	readonly value: number;
	readonly attributes: Attributes;
}

/** A stand-in for a metrics SDK that records every measurement from now on. */
export interface RecordedMetrics {
	readonly measurements: readonly Measurement[];
	/** The sum of all measurements of a name with these attributes. */
	sum(name: string, attributes?: Attributes): number;
	stop(): void;
}

/** @param onMeasurement - Called with each measurement; may throw, as a broken metrics system does. */
export function recordMetrics(onMeasurement: (measurement: Measurement) => void = () => undefined): RecordedMetrics {
	const measurements: Measurement[] = [];
	const record =
		(name: string) =>
		(value: number, attributes: Attributes = {}) => {
			const measurement = { name: name.replace("workspace_chat.", ""), value, attributes };
			onMeasurement(measurement);
			measurements.push(measurement);
		};
	const noop = createNoopMeter();
	const meter: Meter = {
		...noop,
		createObservableGauge: noop.createObservableGauge.bind(noop),
		createCounter: (name) => ({ add: record(name) }),
		createUpDownCounter: (name) => ({ add: record(name) }),
		createHistogram: (name) => ({ record: record(name) }),
	};
	metrics.disable();
	metrics.setGlobalMeterProvider({ getMeter: () => meter });
	return {
		measurements,
		sum: (name, attributes = {}) =>
			measurements
				.filter((each) => each.name === name && carries(each.attributes, attributes))
				.reduce((sum, { value }) => sum + value, 0),
		stop: () => metrics.disable(),
	};
}

function carries(all: Attributes, some: Attributes): boolean {
	return Object.entries(some).every(([name, value]) => all[name] === value);
}
