import { expect, test } from "vitest";
import { chooseTool, findPlace, promptFor } from "./script.ts";

const prompt = (name: string) => ({ by: "agent" as const, text: promptFor(name) });
const result = { by: "agent" as const, text: "" };
const model = { by: "model" as const, text: "" };

test("a prompt that names a script gets its first response", () => {
	expect(findPlace([prompt("edit")])).toEqual({ scriptName: "edit", step: 0 });
});

test("each result of a tool gets the next response, however many parts the last one had", () => {
	expect(findPlace([prompt("edit"), model, model, result, model, result])).toEqual({ scriptName: "edit", step: 2 });
});

test("the last prompt counts, and what an agent says by itself continues its script", () => {
	const notice = { by: "agent" as const, text: "The command has ended." };
	const parts = [prompt("first"), model, prompt("second"), model, result, model, notice];
	expect(findPlace(parts)).toEqual({ scriptName: "second", step: 2 });
});

test("a conversation without a script has no place", () => {
	expect(findPlace([{ by: "agent", text: "Write a title." }])).toBeNull();
});

test("the first tool that the agent offers is called", () => {
	const use = { Bash: { command: "ls" }, exec_command: { cmd: "ls" } };
	expect(chooseTool(use, ["exec_command"])).toEqual({ name: "exec_command", input: { cmd: "ls" } });
	expect(chooseTool(use, ["Read"])).toBeNull();
	expect(chooseTool(use, ["Read", "ToolSearch"])).toEqual({ name: "Bash", input: { command: "ls" } });
});

test("a tool of an MCP server is called even where the agent does not list it", () => {
	const use = { "mcp__on-call__who": {} };
	for (const offered of [["Read", "ToolSearch"], ["exec"]]) {
		expect(chooseTool(use, offered)).toEqual({ name: "mcp__on-call__who", input: {} });
	}
	expect(chooseTool(use, ["exec_command"])).toBeNull();
});
