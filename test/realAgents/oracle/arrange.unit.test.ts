import { expect, test } from "vitest";
import { arrange } from "./arrange.ts";
import type { Said, SaidCall } from "./said.ts";

const message = (text: string, parentId?: string): Said => ({
	kind: "message",
	text,
	pictures: 0,
	...nested(parentId),
});
const permission: Said = { kind: "permission", toolCallId: "inner", options: [], answer: null };

function call(id: string, parentId?: string): SaidCall & { readonly parentId?: string } {
	const texts = { title: id, toolKind: "other", output: "", input: "", result: "" };
	const lists = { locations: [], diffs: [], pictures: 0 };
	return { kind: "tool call", id, status: "completed", exitCode: null, ...texts, ...lists, ...nested(parentId) };
}

function nested(parentId: string | undefined) {
	return parentId === undefined ? {} : { parentId };
}

function arrangeInTurn(all: readonly Said[]): readonly Said[] {
	return arrange(all.map((said) => ({ said, turn: 1 })));
}

test("what a subagent and the agent say at the same time is told apart", () => {
	const orders = [
		[call("outer"), call("inner", "outer"), permission, message("One"), message("Two", "outer"), message(" more")],
		[call("outer"), message("One"), call("inner", "outer"), message(" more"), permission, message("Two", "outer")],
	];
	for (const order of orders) {
		expect(arrangeInTurn(order)).toEqual([
			call("outer"),
			call("inner", "outer"),
			{ ...permission, parentId: "outer" },
			message("Two", "outer"),
			message("One more"),
		]);
	}
});

test("texts of other turns stay apart, and what belongs to an unknown call stays where it is", () => {
	const all = [message("One"), message("Two", "lost"), message("Three")].map((said, turn) => ({ said, turn }));
	expect(arrange(all)).toEqual(all.map(({ said }) => said));
});
