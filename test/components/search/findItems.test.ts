import { expect, test } from "vitest";
import { findItems } from "../../../src/components/search/findItems.ts";
import { german } from "../../../src/locales/de.ts";
import type { TimelineItem } from "../../../src/protocol/index.ts";
import { ben } from "../../../stories/fixtures/people.ts";
import * as sample from "../../../stories/fixtures/sampleItems.ts";

const isFound = (item: TimelineItem, query: string, labels?: Parameters<typeof findItems>[2]) =>
	findItems({ itemIds: [item.id], items: new Map([[item.id, item]]) }, query, labels).length === 1;

test("case and surrounding white space are ignored", () => {
	expect(isFound({ ...sample.message, text: "The Upload dialog" }, "  upLOAD ")).toBe(true);
	expect(isFound(sample.message, "   ")).toBe(false);
});

test("Markdown is found with and without its syntax", () => {
	const item = { ...sample.message, text: "See **the** [upload `dialog`](https://a.example/x) now" };
	expect(isFound(item, "see the upload dialog now")).toBe(true);
	expect(isFound(item, "**the**")).toBe(true);
});

test("the input and output of a call are found as they are shown", () => {
	const call = { ...sample.commandCall, rawInput: { path: "in.txt" }, rawOutput: { exitCode: 7, log: "broken pipe" } };
	expect(isFound(call, '"path": "in.txt"')).toBe(true);
	expect(isFound(call, "broken pipe")).toBe(true);
	expect(isFound({ ...call, rawOutput: "line one\nline two" }, "line two")).toBe(true);
});

test("a permission request is found by who answered, the option and the rule", () => {
	const votes = [{ by: { ...ben, name: "Cleo" }, optionId: "once", at: 1 }];
	const options = [{ optionId: "once", name: "Just this time", optionKind: "allow_once" as const }];
	const state = { status: "answered", optionId: "once", by: ben, rule: "nightly", answeredAt: 1 } as const;
	const item = { ...sample.approval, options, state, votes };
	for (const query of [ben.name, "just this time", "nightly", "cleo"]) expect(isFound(item, query)).toBe(true);
});

test("an error is found by its translated text, at the prompt whose turn it ended", () => {
	const error = { code: "attachment_too_large", message: "Too large.", hint: "Remove it.", detail: "E413" } as const;
	const prompt = { ...sample.prompt, state: "failed", result: { ...sample.failedResult, error } } as const;
	for (const item of [prompt, { ...sample.notice, ...error }]) {
		for (const query of ["too large", "remove it", "e413"]) expect(isFound(item, query)).toBe(true);
		expect(isFound(item, "höchstens 10 MB", german)).toBe(true);
		expect(isFound(item, "höchstens 10 MB")).toBe(false);
	}
});

test("a prompt is found by its attachments, and by the files that its turn changed", () => {
	const file = { id: "a", name: "trace.json", mimeType: "application/json", size: 1, uri: "attachment:a" };
	const files = [{ path: "/repo/src/queue.ts", added: 1, removed: 0 }];
	const item = { ...sample.prompt, attachments: [file], result: { ...sample.result, files } };
	expect(isFound(item, "trace.json")).toBe(true);
	expect(isFound(item, "queue.ts")).toBe(true);
});
