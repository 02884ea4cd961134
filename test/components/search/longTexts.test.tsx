import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ToolCallContent, ToolCallItem } from "../../../src/protocol/index.ts";
import * as sample from "../../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "../renderWorkspaceChat.tsx";

const done = { ...sample.prompt, text: "Please look", state: "done", result: sample.result } as const;

/** Lines with a needle in one of them. */
const linesWith = (count: number, needle: number) =>
	Array.from({ length: count }, (_, index) => (index === needle ? "the needle" : `line ${index}`)).join("\n");

const output = (text: string): ToolCallItem => ({
	...sample.commandCall,
	status: "completed",
	content: [{ type: "content", content: { type: "text", text } }],
});
const edit = (diff: Omit<Extract<ToolCallContent, { type: "diff" }>, "type" | "path">): ToolCallItem => ({
	...sample.editCall,
	status: "completed",
	content: [{ type: "diff", path: "/repo/src/app.ts", ...diff }],
});

/** Renders a workspace and searches for `query`. The visible lines of the call are those with a number, and the needle. */
async function searchWorkspace(call: ToolCallItem, query: string) {
	const { user } = renderWorkspaceChat({ items: sampleTimeline(done, call) });
	const log = await screen.findByRole("log");
	await within(log).findAllByRole("article");
	await user.click(await screen.findByRole("button", { name: "Search conversation" }));
	await user.type(await screen.findByRole("searchbox"), query);
	const countLines = () => log.textContent?.match(/line \d+/g)?.length ?? 0;
	return { user, log: within(log), countLines };
}

const needle = (log: ReturnType<typeof within>) => log.findByText(/the needle/);

test("an output shows the line that matches, and is shortened again when the search is closed", async () => {
	const { user, log } = await searchWorkspace(output(linesWith(600, 5)), "needle");
	expect(await needle(log)).toBeVisible();
	const [head] = log.getAllByRole("button", { expanded: true });
	// The reader collapses and expands it, so it stays expanded.
	for (const _ of [1, 2]) if (head) await user.click(head);
	expect(await needle(log)).toBeVisible();
	await user.click(screen.getByRole("button", { name: "Close" }));
	await waitFor(() => expect(screen.queryByRole("searchbox")).not.toBeInTheDocument());
	expect(log.queryByText(/the needle/)).not.toBeInTheDocument();
	expect(log.getByRole("button", { name: "Show all 600 lines" })).toBeVisible();
});

test("an output whose visible end matches shows no more lines", async () => {
	const { log, countLines } = await searchWorkspace(output(linesWith(600, 590)), "needle");
	expect(await needle(log)).toBeVisible();
	expect(countLines()).toBeLessThan(200);
});

test("a very long output shows only the lines around the match", async () => {
	const { log, countLines } = await searchWorkspace(output(linesWith(20_000, 10_000)), "needle");
	expect(await needle(log)).toBeVisible();
	expect(countLines()).toBeLessThan(250);
	expect(log.getAllByRole("button", { name: "Show all 20,000 lines" })).toHaveLength(2);
});

test("a diff shows the unchanged line that matches", async () => {
	const text = linesWith(80, 40);
	const { log, countLines } = await searchWorkspace(edit({ oldText: text, newText: `${text}\nmore` }), "needle");
	expect(await needle(log)).toBeVisible();
	// The plain text is shown until the diff is loaded.
	await waitFor(() => expect(countLines()).toBeLessThan(20));
	expect(await needle(log)).toBeVisible();
});

test("a diff shows a matching line after the first two hundred", async () => {
	const { log } = await searchWorkspace(edit({ oldText: null, newText: linesWith(600, 500) }), "needle");
	expect(await needle(log)).toBeVisible();
});

test("a very long diff shows only the lines around the match", async () => {
	const { log, countLines } = await searchWorkspace(
		edit({ oldText: null, newText: linesWith(9_000, 5_000) }),
		"needle",
	);
	expect(await needle(log)).toBeVisible();
	expect(countLines()).toBeLessThan(250);
	expect(log.getByRole("button", { name: "Show all 9,000 lines" })).toBeVisible();
});

test("a change that is too large to compare shows the match, too", async () => {
	const old = linesWith(25_000, 12_000);
	const { log, countLines } = await searchWorkspace(
		edit({ oldText: old, newText: old.replaceAll("line", "now") }),
		"line 12001",
	);
	await waitFor(() => expect(countLines()).toBeGreaterThan(0));
	expect(log.getByText(/line 12001/)).toBeVisible();
	expect(countLines()).toBeLessThan(250);
});

test("control sequences and overwritten text of an output are not found", async () => {
	const { log } = await searchWorkspace(output("10 %\r\u001b[32m100 \u001b[1m%\u001b[0m done"), "100 % done");
	expect(await screen.findByText("1 of 1")).toBeVisible();
	expect(log.getByText("100")).toBeVisible();
	expect(screen.queryByText("No results")).not.toBeInTheDocument();
});

test("an output that the reader expanded stays expanded", async () => {
	const { user, log, countLines } = await searchWorkspace(output(linesWith(600, 590)), "needle");
	await user.click(await log.findByRole("button", { name: "Show all 600 lines" }));
	expect(countLines()).toBe(599);
	const [head] = log.getAllByRole("button", { expanded: true });
	for (const _ of [1, 2]) if (head) await user.click(head);
	await waitFor(() => expect(countLines()).toBe(599));
});
