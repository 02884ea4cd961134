import { expect, test } from "vitest";
import type { Said } from "../oracle/said.ts";
import { describeDifferences, describeSessionDifferences } from "./describeDifferences.ts";

const message = (text: string): Said => ({ kind: "message", text, pictures: 0 });
const prompt = (end: Extract<Said, { kind: "prompt" }>["end"]): Said => ({ kind: "prompt", text: "Hi", end });

test("nothing differs between equal readings", () => {
	expect(describeDifferences([message("Hello")], [message("Hello")])).toEqual([]);
});

test("other kinds of things are named as a whole", () => {
	const thought: Said = { kind: "thought", text: "Hello" };
	expect(describeDifferences([message("Hello")], [thought])).toEqual(["said: message", "stored: thought"]);
});

test("a text that differs is shown from shortly before the difference", () => {
	const [line = ""] = describeDifferences([message("Hello world")], [message("Hello word")]);
	expect(line).toBe('message, text: said "Hello world", stored "Hello word"');
});

test("an error may be shown in fewer words, but not in others", () => {
	const said = prompt({ status: "failed", error: '{"message":"Internal error: the key is invalid"}' });
	const stored = (error: string) => describeDifferences([said], [prompt({ status: "failed", error })]);
	expect(stored("the key is invalid")).toEqual([]);
	expect(stored("the network is down")).toHaveLength(1);
});

test("a lost turn is not a failed one", () => {
	const [line = ""] = describeDifferences([prompt({ status: "lost" })], [prompt({ status: "failed", error: "" })]);
	expect(line).toContain("lost");
});

test("the order of keys says nothing", () => {
	const plan = (settings: Record<string, string>) => ({
		title: null,
		settings,
		commands: [],
		contextUsed: null,
		notices: [],
	});
	const [one, other] = [plan({ a: "1", b: "2" }), plan({ b: "2", a: "1" })];
	expect(describeSessionDifferences(one, other)).toEqual([]);
	expect(describeSessionDifferences(one, plan({ a: "1" }))).toHaveLength(1);
});
