import { ACTION_NAMES, type ActionName } from "../../../src/protocol/index.ts";
import { randomJson } from "../../timeline/randomJson.ts";
import { spoilJson } from "../../timeline/spoilJson.ts";
import { HOSTILE_VALUES } from "./hostileValues.ts";
import { SAMPLE_CLIENT_ID, SAMPLE_REQUESTS } from "./sampleRequests.ts";

/** One call of an action, with any arguments. */
export interface Input {
	readonly action: ActionName;
	readonly args: readonly unknown[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Random calls: valid requests, mutated ones, any JSON, and too many or too few arguments. */
export function createRandomInputs(random: () => number, count: number): readonly Input[] {
	const choose = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
	return Array.from({ length: count }, () => {
		const action = choose(ACTION_NAMES) ?? "sync";
		const sample = renew(sampleOf(action), random);
		const kind = random();
		if (kind < 0.2) return { action, args: sample === undefined ? [] : [sample] };
		if (kind < 0.7) return { action, args: [spoilJson(random, sample)] };
		if (kind < 0.95) return { action, args: [randomJson(random, 3)] };
		return { action, args: Array.from({ length: Math.floor(random() * 4) }, () => randomJson(random, 2)) };
	});
}

/** Each hostile value in each place of each action, shuffled, the first `count` of them. */
export function createHostileInputs(random: () => number, count: number): readonly Input[] {
	const inputs = ACTION_NAMES.flatMap((action) => HOSTILE_VALUES.flatMap((value) => place(action, value)));
	const shuffled = inputs.map((input) => [random(), input] as const).sort(([one], [other]) => one - other);
	return shuffled
		.slice(0, count)
		.map(([, { action, args }]) => ({ action, args: args.map((request) => renew(request, random)) }));
}

function place(action: ActionName, value: unknown): readonly Input[] {
	const sample: Fields = { ...SAMPLE_REQUESTS[action] };
	const fields = Object.keys(sample).map((field) => ({ ...sample, [field]: value }));
	const extra = typeof value === "string" ? [{ ...sample, [value]: "x" }] : [];
	return [value, ...fields, ...extra].map((request) => ({ action, args: [request] }));
}

/** Undefined for an action without arguments. */
function sampleOf(action: ActionName): Fields | undefined {
	const sample = SAMPLE_REQUESTS[action];
	return sample && { ...sample };
}

/** A repeated client id gets the stored response, so each call needs a new one. */
function renew(request: unknown, random: () => number): unknown {
	const isSample = typeof request === "object" && request !== null && "clientId" in request;
	if (!isSample || request.clientId !== SAMPLE_CLIENT_ID) return request;
	return { ...request, clientId: `client-${Math.floor(random() * 1e9)}` };
}
