import { randomJson } from "./randomJson.ts";

/** The same JSON with about one value in ten replaced, removed or followed by random JSON. */
export function spoilJson(random: () => number, value: unknown): unknown {
	if (random() < 0.1) return randomJson(random, 2);
	if (Array.isArray(value))
		return [...value, ...value].slice(0, 1 + random() * 4).map((part) => spoilJson(random, part));
	if (typeof value !== "object" || value === null) return value;
	const kept = Object.entries(value).filter(() => random() > 0.1);
	return Object.fromEntries(kept.map(([key, part]) => [key, spoilJson(random, part)]));
}
