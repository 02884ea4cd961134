import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { transcriptFileMarkdown } from "../../src/components/transcript/transcriptMarkdown.ts";
import { parseTranscript } from "../../src/core/index.ts";
import type { Transcript } from "../../src/protocol/index.ts";
import { english } from "../../src/react/labels/english.ts";
import { createMemoryWorkspace, type NetworkConditions } from "../../src/testing/index.ts";
import { manyItems } from "../../stories/fixtures/manyItems.ts";
import { prompt } from "../core/items.ts";
import { call, note, START } from "../core/sessionItems.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

/** What was downloaded: the name of each file, and what it holds. */
const saved: { readonly name: string; readonly content: Blob }[] = [];
let blob: Blob;

beforeEach(() => {
	saved.length = 0;
	vi.spyOn(URL, "createObjectURL").mockImplementation((content) => {
		blob = content as Blob;
		return "blob:saved";
	});
	vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
		saved.push({ name: this.download, content: blob });
	});
});

afterEach(() => vi.restoreAllMocks());

const items = manyItems(60);
const session = { title: "Retry uploads?", agent: "claude" };
const openButton = () => screen.findByRole("button", { name: "Save, print, replay" });

async function openMenu(network: NetworkConditions = {}) {
	const workspace = createMemoryWorkspace({ items, session });
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" }, network);
	const chat = renderWorkspaceChat({ props: { connect } });
	await chat.user.click(await openButton());
	await screen.findByRole("menu", { name: "Save, print, replay" });
	return chat;
}

test("saves the whole timeline as Markdown, under the title of the session", async () => {
	const { user } = await openMenu();
	await user.click(screen.getByRole("menuitem", { name: "Save as Markdown" }));
	await waitFor(() => expect(saved).toHaveLength(1));
	expect(saved[0]?.name).toMatch(/^Retry uploads_ \d{4}-\d\d-\d\d\.md$/);
	const text = await saved[0]?.content.text();
	expect(text).toMatch(/^# Retry uploads\?\n\nmemory · As of /);
	expect(text).toContain("Question 0");
	expect(text).toContain("Answer 59");
});

test("saves the whole timeline as JSON that can be parsed again", async () => {
	const { user } = await openMenu();
	await user.click(screen.getByRole("menuitem", { name: "Save as JSON" }));
	await waitFor(() => expect(saved).toHaveLength(1));
	expect(saved[0]?.name).toMatch(/\.json$/);
	expect(parseTranscript((await saved[0]?.content.text()) ?? "").items).toHaveLength(60);
});

test("works by keyboard alone: arrows, Home and End move, Enter chooses, and the focus is on the button again", async () => {
	const { user } = await openMenu();
	const focused = () => document.activeElement?.textContent;
	expect(focused()).toBe("Save as Markdown");
	await user.keyboard("{ArrowDown}");
	expect(focused()).toBe("Save as JSON");
	await user.keyboard("{End}");
	expect(focused()).toBe("Replay");
	await user.keyboard("{ArrowDown}");
	expect(focused()).toBe("Save as Markdown");
	await user.keyboard("{ArrowUp}{Home}{Enter}");
	await waitFor(() => expect(saved).toHaveLength(1));
	expect(screen.queryByRole("menu")).not.toBeInTheDocument();
	expect(await openButton()).toHaveFocus();
	expect(screen.getByText("Saved")).toHaveAttribute("role", "status");
});

test("closes on Escape, which ends the reading", async () => {
	const { user } = await openMenu();
	await user.keyboard("{Escape}");
	expect(screen.queryByRole("menu")).not.toBeInTheDocument();
	expect(await openButton()).toHaveFocus();
	expect(saved).toEqual([]);
});

test("says how far the reading is, and begins no second one", async () => {
	const { user } = await openMenu({ call: (action) => (action === "getHistory" ? { delayMs: 60_000 } : "deliver") });
	await user.click(screen.getByRole("menuitem", { name: "Save as Markdown" }));
	expect(await screen.findByText("Reading: 50 entries so far…")).toBeVisible();
	expect(screen.getByRole("menuitem", { name: "Save as JSON" })).toHaveAttribute("aria-disabled", "true");
});

test("is not there while there is nothing to save", async () => {
	renderWorkspaceChat({ items: [] });
	await screen.findByText("What should we work on?");
	expect(screen.queryByRole("button", { name: "Save, print, replay" })).not.toBeInTheDocument();
});

test("says in the saved Markdown when people wrote something, and what their notes are about", () => {
	const items = [
		prompt(0, { text: "Fix it", createdAt: START }),
		call(1, { title: "Run the tests" }),
		note(2, { text: "Look", createdAt: START, about: { itemId: "item-1", path: "src/a.ts", line: 12 } }),
		note(3, { text: "Again?", createdAt: START, about: { itemId: "item-1" } }),
		note(4, { text: "Hello", createdAt: START, about: null }),
	];
	const labels = { ...english, dateTime: () => "noon" };
	const transcript = { workspaceId: "web", title: null, agent: "claude", folder: null, exportedAt: START, items };
	expect(transcriptFileMarkdown(transcript as unknown as Transcript, labels)).toBe(`# web

web · As of noon

## Ben · noon

Fix it

## Claude

- **Run** \`Run the tests\` (Done)

> **Note by Ada** · \`src/a.ts:12\` · noon
> 
> Look

> **Note by Ada** · \`Run the tests\` · noon
> 
> Again?

> **Note by Ada** · noon
> 
> Hello
`);
});
