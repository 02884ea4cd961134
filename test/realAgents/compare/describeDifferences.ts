import { type PromptEnd, type Said, type SaidCall, type SaidSession, toJson } from "../oracle/said.ts";

const SHOWN_CHARACTERS = 160;

/** What differs between the agent's own words and a reading of them, each as a line. Empty if nothing does. */
export function describeDifferences(expected: readonly Said[], actual: readonly Said[]): readonly string[] {
	const [wanted, found] = [expected, actual].map((said) => said.map(placeOf).join(", "));
	if (wanted !== found) return [`said: ${wanted}`, `stored: ${found}`];
	return expected.flatMap((said, index) => describeSaid(said, actual[index]));
}

/** What differs in the session's title, settings, commands and use of its context. */
export function describeSessionDifferences(expected: SaidSession, actual: SaidSession): readonly string[] {
	return describeFields("session", expected, actual);
}

function placeOf(said: Said): string {
	return said.parentId === undefined ? nameOf(said) : `nested ${nameOf(said)}`;
}

function nameOf(said: Said): string {
	switch (said.kind) {
		case "tool call":
			return `call ${said.toolKind}`;
		case "other":
			return said.name;
		default:
			return said.kind;
	}
}

function describeSaid(expected: Said, actual: Said | undefined): readonly string[] {
	if (expected.kind === "prompt" && actual?.kind === "prompt") {
		return [...describeFields("prompt", { text: expected.text }, actual), ...describeEnd(expected.end, actual.end)];
	}
	if (expected.kind === "tool call" && actual?.kind === "tool call") {
		return describeFields(`call "${expected.title}"`, comparable(expected, actual), actual);
	}
	return describeFields(expected.kind, expected, actual);
}

/** Where the agent reports a result in one place only, the workspace may show it in others, too. */
function comparable(expected: SaidCall, actual: SaidCall): SaidCall {
	const { output, result, pictures } = expected;
	return {
		...expected,
		output: output === "" && expected.diffs.length === 0 ? actual.output : output,
		result: result === "" ? actual.result : result,
		pictures: pictures === 0 && /"image/.test(result) ? actual.pictures : pictures,
	};
}

function describeEnd(expected: PromptEnd, actual: PromptEnd): readonly string[] {
	if (expected.status !== actual.status) return [`prompt ended: ${show(expected)}, stored: ${show(actual)}`];
	if (expected.status === "failed" && actual.status === "failed") {
		const said = lettersOf(expected.error);
		const lines = actual.error.split("\n").filter((line) => !said.includes(lettersOf(line)));
		return lines.map((line) => `error "${line}" is not in the agent's ${expected.error}`);
	}
	return describeFields("prompt ended", expected, actual);
}

/** Only letters and digits: the error is JSON in JSON. */
function lettersOf(text: string): string {
	return text.replace(/\\[nt]/g, "").replace(/[^\p{L}\p{N}]/gu, "");
}

function describeFields(what: string, expected: object, actual: object | undefined): readonly string[] {
	return Object.entries(expected).flatMap(([name, value]) => {
		const found: unknown = actual && Reflect.get(actual, name);
		return show(value) === show(found) ? [] : [describeValues(`${what}, ${name}`, show(value), show(found))];
	});
}

/** Two long values, from shortly before the place where they begin to differ. */
function describeValues(what: string, expected: string, actual: string): string {
	let same = 0;
	while (same < expected.length && expected[same] === actual[same]) same += 1;
	const from = Math.max(0, same - 40);
	const part = (text: string) => `${from > 0 ? "…" : ""}${text.slice(from, from + SHOWN_CHARACTERS)}`;
	return `${what}: said ${part(expected)}, stored ${part(actual)}`;
}

function show(value: unknown): string {
	return toJson(value) || "nothing";
}
