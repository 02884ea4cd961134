import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { TimelineItem } from "../../../src/protocol/index.ts";
import * as sample from "../../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "../renderWorkspaceChat.tsx";

const done = { ...sample.prompt, text: "Please look", state: "done", result: sample.result } as const;
const thought = { ...sample.thought, text: "Perhaps the needle is here." };
const call = {
	...sample.readCall,
	title: "Read a file",
	content: [{ type: "content", content: { type: "text", text: "A needle in the output" } }],
	rawInput: { path: "only-in-the-input" },
	rawOutput: undefined,
} as const;

/** Renders a workspace and searches it. */
async function searchWorkspace(items: readonly TimelineItem[], query: string) {
	const { user } = renderWorkspaceChat({ items: sampleTimeline(...items) });
	const log = within(await screen.findByRole("log"));
	await log.findAllByRole("article");
	await user.click(await screen.findByRole("button", { name: "Search conversation" }));
	const field = await screen.findByRole("searchbox");
	await user.type(field, query);
	return { user, log, field };
}

const isOpen = (fold: HTMLElement) => fold.getAttribute("aria-expanded") === "true";

test("a fold around a match is open while the match is shown, and closed when the search moves on", async () => {
	const { user, log } = await searchWorkspace([done, thought, call], "needle");
	const read = log.getByRole("button", { name: /Read a file/ });
	const thinking = log.getByRole("button", { name: /Thought/ });
	await waitFor(() => expect(isOpen(read)).toBe(true));
	expect(log.getByText("A needle in the output")).toBeVisible();
	expect(isOpen(thinking)).toBe(false);
	await user.keyboard("{Enter}");
	await waitFor(() => expect(isOpen(thinking)).toBe(true));
	expect(isOpen(read)).toBe(false);
});

test("closing the search leaves a fold as the reader left it", async () => {
	const { user, log } = await searchWorkspace([done, thought, call], "needle");
	const read = log.getByRole("button", { name: /Read a file/ });
	await waitFor(() => expect(isOpen(read)).toBe(true));
	await user.keyboard("{Escape}");
	await waitFor(() => expect(isOpen(read)).toBe(false));
});

test("folds that the reader opens or closes during the search stay that way", async () => {
	const { user, log, field } = await searchWorkspace([done, thought, call], "needle");
	const read = log.getByRole("button", { name: /Read a file/ });
	await waitFor(() => expect(isOpen(read)).toBe(true));
	await user.click(read);
	expect(isOpen(read)).toBe(false);
	await user.click(read);
	await user.click(field);
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("searchbox")).not.toBeInTheDocument());
	expect(isOpen(read)).toBe(true);
});

test("a fold that the reader had closed before is closed again", async () => {
	const { user, log } = await searchWorkspace([done, thought, call], "nee");
	const read = log.getByRole("button", { name: /Read a file/ });
	await user.click(read);
	expect(isOpen(read)).toBe(false);
	await user.type(screen.getByRole("searchbox"), "dle");
	expect(isOpen(read)).toBe(true);
	await user.keyboard("{Enter}");
	expect(isOpen(read)).toBe(false);
});

test("the raw input is opened only if nothing else matches", async () => {
	const { user, log, field } = await searchWorkspace([done, call], "needle");
	expect(await log.findByRole("button", { name: "Input" })).toHaveAttribute("aria-expanded", "false");
	await user.clear(field);
	await user.type(field, "only-in-the-input");
	expect(await log.findByText(/only-in-the-input/)).toBeVisible();
	expect(log.getByRole("button", { name: "Input" })).toHaveAttribute("aria-expanded", "true");
});

test("a call whose title matches stays folded", async () => {
	const { log } = await searchWorkspace([done, call], "read a file");
	const read = log.getByRole("button", { name: /Read a file/ });
	await waitFor(() => expect(read.closest("[aria-current]")).not.toBeNull());
	expect(isOpen(read)).toBe(false);
});

test("a permission request in the row of its call is opened there", async () => {
	const votes = [{ by: { userId: "cleo", name: "Cleo" }, optionId: "once", at: 1 }];
	const request = { ...sample.answeredApproval, toolCall: { ...call, toolCallId: call.toolCallId }, votes };
	const { log } = await searchWorkspace([done, call, request], "cleo");
	await waitFor(() => expect(isOpen(log.getByRole("button", { name: /Read a file/ }))).toBe(true));
	expect(log.getByText(/Cleo/)).toBeVisible();
});

test("an unknown update is opened for a match in its JSON", async () => {
	const { log } = await searchWorkspace([done, { ...sample.unknown, value: { deep: ["needle"] } }], "needle");
	expect(await log.findByText(/"needle"/)).toBeVisible();
});

test("the files of a turn are found at its end, which is opened", async () => {
	const files = [{ path: "/repo/src/needle.ts", added: 1, removed: 0 }];
	const { log } = await searchWorkspace(
		[{ ...done, result: { ...sample.result, files } }, sample.message, call],
		"needle.ts",
	);
	const path = await log.findByText("/repo/src/needle.ts");
	expect(path).toBeVisible();
	expect(path.closest("[aria-current]")).not.toBeNull();
});

test("the details of an error are opened for a match in them, and closed again", async () => {
	const detail = `needle\n${"a long trace\n".repeat(20)}`;
	const { user, log } = await searchWorkspace([done, { ...sample.notice, detail }], "needle");
	const details = () => log.getByText("Details").closest("details");
	await waitFor(() => expect(details()).toHaveAttribute("open"));
	await user.keyboard("{Escape}");
	await waitFor(() => expect(details()).not.toHaveAttribute("open"));
	await user.click(log.getByText("Details"));
	await waitFor(() => expect(details()).toHaveAttribute("open"));
});

test("an event that is shown in one line with others is found, and the line opens for it", async () => {
	const joined = (name: string): TimelineItem => ({
		...sample.event,
		id: `joined-${name}`,
		by: { userId: name, name },
		event: { type: "person_joined" },
	});
	const { log } = await searchWorkspace([done, ...["Ann", "Bea", "Cem", "Dora"].map(joined)], "dora joined");
	const group = log.getByRole("button", { name: /^Ann, Bea, and 2 others joined/ });
	await waitFor(() => expect(isOpen(group)).toBe(true));
	expect(log.getByText("Dora joined")).toBeVisible();
});
