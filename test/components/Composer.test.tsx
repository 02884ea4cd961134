import { cleanup, createEvent, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { LIMITS, type Person } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { ada, ben } from "../../stories/fixtures/people.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { createStorage } from "../core/createStorage.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });
const untilStopped = (_: unknown, agent: { readonly signal: AbortSignal }) =>
	new Promise<void>((resolve) => agent.signal.addEventListener("abort", () => resolve()));

test("Shift+Enter makes a new line and Enter sends", async () => {
	const { user } = renderWorkspaceChat({ onPrompt: async () => {} });
	await user.type(await field(), "one{Shift>}{Enter}{/Shift}two");
	expect(await field()).toHaveValue("one\ntwo");
	await user.keyboard("{Enter}");
	expect(await field()).toHaveValue("");
	await screen.findByText("The agent ended the turn without a response.");
	expect(screen.getByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("one two");
});

test("Enter that chooses a word of an input method does not send", async () => {
	const { user } = renderWorkspaceChat();
	await user.type(await field(), "にほん");
	fireEvent.keyDown(await field(), { key: "Enter", isComposing: true });
	const ofSafari = createEvent.keyDown(await field(), { key: "Enter", keyCode: 229 });
	fireEvent(await field(), ofSafari);
	expect(await field()).toHaveValue("にほん");
	expect(screen.queryByRole("article")).not.toBeInTheDocument();
});

test("the button that switches to a note, and back, leaves the focus in the text field", async () => {
	const { user } = renderWorkspaceChat();
	await user.click(await screen.findByRole("button", { name: "Note" }));
	expect(screen.getByRole("textbox", { name: "Note" })).toHaveFocus();
	await user.keyboard("for the people");
	await user.click(screen.getByRole("button", { name: "Note" }));
	expect(await field()).toHaveFocus();
	expect(await field()).toHaveValue("for the people");
});

test("white space and too many characters cannot be sent, and the latter is said", async () => {
	const { user } = renderWorkspaceChat();
	expect(await screen.findByRole("button", { name: "Send" })).toBeDisabled();
	await user.type(await field(), "   ");
	expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();

	fireEvent.change(await field(), { target: { value: "x".repeat(LIMITS.promptCharacters + 1) } });
	expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
	expect(await field()).toBeInvalid();
	const [typed, limit] = [LIMITS.promptCharacters + 1, LIMITS.promptCharacters].map((one) => one.toLocaleString("en"));
	expect(await field()).toHaveAccessibleDescription(`${typed} of ${limit} characters — too long to send`);
});

test("a prompt sent while a turn runs waits in the queue, and can be taken back", async () => {
	const { user } = renderWorkspaceChat({ onPrompt: untilStopped });
	await user.type(await field(), "first{Enter}");
	await screen.findByRole("button", { name: "Stop" });
	await user.type(await field(), "second");
	await user.click(screen.getByRole("button", { name: "Queue: Add to queue" }));

	expect(await screen.findByRole("region", { name: "1 queued" })).toHaveTextContent("second");
	await user.click(screen.getByRole("button", { name: "Remove “second” from queue" }));
	await waitFor(() => expect(screen.queryByRole("region", { name: "1 queued" })).not.toBeInTheDocument());
});

test("stop ends the turn", async () => {
	const { user } = renderWorkspaceChat({ onPrompt: untilStopped });
	await user.type(await field(), "go on{Enter}");
	await user.click(await screen.findByRole("button", { name: "Stop" }));
	await waitFor(() => expect(screen.queryByRole("button", { name: /^Stop(ping)?$/ })).not.toBeInTheDocument());
	expect(screen.getByRole("log")).toHaveTextContent("Stopped");
	// The line under the turn says it; the prompt does not say it again.
	expect(screen.getAllByText(/Stopped/)).toHaveLength(1);
});

describe("the host's metadata", () => {
	test("is sent with each prompt: an object as it is, a function's result as it is at that moment", async () => {
		let ticket = 1;
		const { user, workspace } = renderWorkspaceChat({ props: { promptMetadata: () => ({ ticket }) } });
		const metadataOf = (text: string) =>
			[...workspace.get().items.values()].find((item) => item.kind === "prompt" && item.text === text);
		await user.type(await field(), "first{Enter}");
		await waitFor(() => expect(metadataOf("first")).toMatchObject({ metadata: { ticket: 1 } }));
		await screen.findByText("Done");
		ticket = 2;
		await user.type(await field(), "second{Enter}");
		await waitFor(() => expect(metadataOf("second")).toMatchObject({ metadata: { ticket: 2 } }));
	});

	test.each([
		["is too large", () => ({ text: "x".repeat(LIMITS.promptMetadataBytes) }), "invalid_argument"],
		[
			"cannot be read",
			() => {
				throw Object.assign(new Error("No ticket"), { code: "no_ticket" });
			},
			"no_ticket",
		],
	])("that %s is reported to the page, and the draft stays", async (_, promptMetadata, code) => {
		const reported = vi.fn();
		vi.stubGlobal("reportError", reported);
		onTestFinished(() => void vi.unstubAllGlobals());
		const { user } = renderWorkspaceChat({ props: { promptMetadata } });
		await user.type(await field(), "Do not lose this{Enter}");
		expect(reported.mock.calls).toEqual([[expect.objectContaining({ code })]]);
		expect(await field()).toHaveValue("Do not lose this");
		expect(screen.queryByRole("article")).not.toBeInTheDocument();
	});
});

test("users who may not send prompts see a note instead", async () => {
	renderWorkspaceChat({ allowed: ["sync"] });
	expect(await screen.findByText(/You have view-only access/)).toBeVisible();
	expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
});

test("a draft outlasts a reload until it is sent", async () => {
	const storage = createStorage();
	const first = renderWorkspaceChat({ props: { storage } });
	await first.user.type(await field(), "half a thought");
	first.unmount();

	const { user } = renderWorkspaceChat({ props: { storage } });
	await waitFor(async () => expect(await field()).toHaveValue("half a thought"));
	await user.type(await field(), "{Enter}");
	await screen.findByText("Done");
	expect(await field()).toHaveValue("");
	expect(storage.entries()).toEqual([]);
});

const asked = (id: string, text: string, by: Person) =>
	({ ...prompt, id, clientId: id, text, by, state: "done" }) as const;
const history = sampleTimeline(
	asked("first", "first", ada),
	asked("of-ben", "of Ben", ben),
	asked("again", "second\nof two lines", ada),
	asked("last", "second\nof two lines", ada),
);

test("the arrows walk through one's own earlier prompts from an empty field, newest first", async () => {
	const { user } = renderWorkspaceChat({ items: history });
	await screen.findByRole("article", { name: "Prompt by Ben" });
	await user.click(await field());
	await user.keyboard("{ArrowDown}");
	expect(await field()).toHaveValue("");
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("second\nof two lines");
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("first");
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("first");
	await user.keyboard("{ArrowDown}{ArrowDown}");
	expect(await field()).toHaveValue("");
	await user.keyboard("{ArrowUp}{ArrowUp}{Escape}");
	expect(await field()).toHaveValue("");
});

test("the arrows stay the caret's in a draft, and in an earlier prompt once it is changed", async () => {
	const { user } = renderWorkspaceChat({ items: history });
	await screen.findByRole("article", { name: "Prompt by Ben" });
	await user.type(await field(), "mine{ArrowUp}");
	expect(await field()).toHaveValue("mine");
	await user.clear(await field());
	await user.keyboard("{ArrowUp}{ArrowUp}!{ArrowUp}{Escape}");
	expect(await field()).toHaveValue("first!");
});

test("an arrow inside of an earlier prompt moves the caret", async () => {
	const { user } = renderWorkspaceChat({ items: history });
	await screen.findByRole("article", { name: "Prompt by Ben" });
	await user.type(await field(), "{ArrowUp}");
	(await field()).setSelectionRange(3, 3);
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("second\nof two lines");
});

describe("slash commands", () => {
	const session = {
		commands: [
			{ name: "preview", description: "Show the page" },
			{ name: "review", description: "Look at the changes", hint: "<pull request>" },
			{ name: "reset", description: "Start again" },
		],
	};
	const open = async (text: string) => {
		const chat = renderWorkspaceChat({ session, onPrompt: async () => {} });
		await screen.findByText("What should we work on?");
		await chat.user.type(await field(), text);
		return chat;
	};
	const names = () => screen.queryAllByRole("option").map((option) => option.textContent?.split(" ")[0]);
	const active = () =>
		screen
			.getAllByRole("option")
			.find(({ id }) => id === document.activeElement?.getAttribute("aria-activedescendant"));

	test("show code in their description without its backticks", async () => {
		const { user } = renderWorkspaceChat({
			session: { commands: [{ name: "edit", description: "Writes `greeting.ts`" }] },
		});
		await screen.findByText("What should we work on?");
		await user.type(await field(), "/");
		expect(screen.getByRole("option")).toHaveTextContent("/edit Writes greeting.ts");
	});

	test("are offered from the first slash on, and fewer with each letter: commands with that prefix first", async () => {
		const { user } = await open("/");
		expect(screen.getByRole("listbox", { name: "Commands" })).toHaveAttribute(
			"id",
			(await field()).getAttribute("aria-controls"),
		);
		expect(names()).toEqual(["/preview", "/review", "/reset"]);
		await user.keyboard("RE");
		expect(names()).toEqual(["/review", "/reset", "/preview"]);
		await user.keyboard("v");
		expect(names()).toEqual(["/review", "/preview"]);
		await user.keyboard("x");
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
	});

	test.each(["{Enter}", "{Tab}"])(
		"are walked through with the arrows, round and round, and taken with %s",
		async (key) => {
			const { user } = await open("/re");
			expect(active()).toHaveTextContent("/review");
			await user.keyboard("{ArrowUp}");
			expect(active()).toHaveTextContent("/preview");
			await user.keyboard("{ArrowDown}{ArrowDown}");
			expect(active()).toHaveTextContent("/reset");
			expect(active()).toHaveAttribute("aria-selected", "true");
			await user.keyboard(key);
			expect(await field()).toHaveValue("/reset ");
			expect(await field()).toHaveFocus();
			expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
		},
	);

	test("say what may follow, until something does", async () => {
		const { user } = await open("/rev{Enter}");
		expect(await field()).toHaveAccessibleDescription("<pull request>");
		await user.keyboard("4");
		expect(await field()).not.toHaveAccessibleDescription();
		await user.keyboard("{Enter}");
		expect(await screen.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("/review 4");
	});

	test("are sent by Enter when they are typed out", async () => {
		await open("/reset{Enter}");
		expect(await screen.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("/reset");
	});

	test("are taken with the mouse, which leaves the focus in the field", async () => {
		const { user } = await open("/");
		await user.click(screen.getByRole("option", { name: /reset/ }));
		expect(await field()).toHaveValue("/reset ");
		expect(await field()).toHaveFocus();
	});

	test("that need another role are not offered", async () => {
		const commands = ["review", "permissions"].map((name) => ({ name, description: "" }));
		const workspace = createMemoryWorkspace({ session: { commands } });
		const connect = () => workspace.connect({ userId: "ed", name: "Ed", role: "editor" });
		const { user } = renderWorkspaceChat({ props: { connect } });
		await screen.findByText("What should we work on?");
		await user.type(await field(), "/");
		expect(names()).toEqual(["/review"]);
	});

	test("are put away by Escape until the next slash at the start", async () => {
		const { user } = await open("/re{Escape}");
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
		expect(await field()).toHaveValue("/re");
		await user.keyboard("v");
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
		await user.clear(await field());
		await user.keyboard("/");
		expect(screen.getByRole("listbox")).toBeVisible();
	});

	test("are not offered further on, nor by an agent that has none", async () => {
		await open("see /re");
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
		cleanup();
		const { user } = renderWorkspaceChat();
		await user.type(await field(), "/");
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
	});
});

describe("files after an @", () => {
	const files = { "README.md": "", "src/app.ts": "", "src/page.tsx": "", "docs/two words.md": "" };
	const open = async (text: string) => {
		const chat = renderWorkspaceChat({
			files,
			session: { commands: [{ name: "src", description: "" }] },
			onPrompt: async () => {},
		});
		await screen.findByText("What should we work on?");
		await chat.user.type(await field(), text);
		return chat;
	};
	const names = () => screen.queryAllByRole("option").map((option) => option.textContent?.trim());

	test("are offered at the beginning of a word, and fewer with each letter", async () => {
		const { user } = await open("look at @");
		await screen.findByRole("listbox", { name: "Files" });
		expect(names()).toHaveLength(4);
		await user.keyboard("src/");
		await waitFor(() => expect(names()).toEqual(["app.ts src", "page.tsx src"]));
		await user.keyboard("nothing");
		await waitFor(() => expect(screen.queryByRole("listbox")).not.toBeInTheDocument());
	});

	test.each(["{Enter}", "{Tab}"])(
		"are taken with %s into the middle of a text, and the caret goes on behind",
		async (key) => {
			const { user } = await open("see  today");
			(await field()).setSelectionRange(4, 4);
			await user.keyboard("@page");
			await screen.findByRole("option", { name: /page.tsx/ });
			await user.keyboard(key);
			expect(await field()).toHaveValue("see @src/page.tsx today");
			expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
			await user.keyboard("now");
			expect(await field()).toHaveValue("see @src/page.tsx nowtoday");
		},
	);

	test("with spaces in their path stand in quotes", async () => {
		const { user } = await open("@two");
		await user.click(await screen.findByRole("option", { name: /two words/ }));
		expect(await field()).toHaveValue('@"docs/two words.md" ');
		expect(await field()).toHaveFocus();
	});

	test("are put away by Escape until the next @, and sent by Enter when they are typed out", async () => {
		const { user } = await open("@app");
		await screen.findByRole("option", { name: /app.ts/ });
		await user.keyboard("{Escape}");
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
		await user.keyboard(" @src/app.ts");
		await screen.findByRole("option", { name: /app.ts/ });
		await user.keyboard("{Enter}");
		expect(await screen.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("@app @src/app.ts");
	});

	test("are of the person who was chosen, where two have one name", async () => {
		const { user, workspace } = renderWorkspaceChat({
			props: {
				suggestUsers: async () => ["b1", "b2"],
				resolveUsers: async ({ userIds }) => userIds.map((userId) => ({ userId, name: "Ben" })),
			},
		});
		const others = workspace.connect(ben);
		const notes: unknown[] = [];
		others({
			onOpen: () => {},
			onLost: () => {},
			onRefused: () => {},
			onPatches: (batch) => notes.push(JSON.stringify(batch)),
			onHead: () => {},
		});
		await user.type(await field(), "@");
		await user.click(await screen.findByRole("option", { name: /b2$/ }));
		await user.click(screen.getByRole("button", { name: "Note" }));
		await user.type(screen.getByRole("textbox", { name: "Note" }), "look{Enter}");
		await waitFor(() => expect(notes.join()).toContain('"mentions":[{"userId":"b2","name":"Ben"}]'));
		await user.type(screen.getByRole("textbox", { name: "Note" }), "@");
		await screen.findByRole("option", { name: /b1$/ });
		await user.keyboard("{Enter}again{Enter}");
		await waitFor(() => expect(notes.join()).toContain('"mentions":[{"userId":"b1","name":"Ben"}]'));
		await user.click(screen.getByRole("button", { name: "Note" }));
		await user.type(await field(), "@");
		await user.click(await screen.findByRole("option", { name: /b2$/ }));
		await user.type(await field(), "please{Enter}");
		await waitFor(() =>
			expect(notes.join()).toMatch(/"text":"@Ben please".*"mentions":\[\{"userId":"b2","name":"Ben"\}\]/),
		);
	});

	test("are not offered within a word", async () => {
		await open("ada@src @src");
		await screen.findByRole("listbox", { name: "Files" });
		(await field()).setSelectionRange(7, 7);
		fireEvent.select(await field());
		expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
	});
});
