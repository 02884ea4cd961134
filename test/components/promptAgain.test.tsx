import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { type ConnectWorkspace, WorkspaceError } from "../../src/core/index.ts";
import { WorkspaceChat } from "../../src/index.ts";
import type { Attachment, NoteItem, PromptItem, Role } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";

const TEXT = `${"one more line of a log\n".repeat(500)}What is wrong in it?`;
const ADA = { userId: "ada", name: "Ada" };

/** A workspace whose prompt was truncated for the wire. */
function renderTruncated(result: PromptItem["result"] = sample.result, isLoadable = true) {
	const whole: PromptItem = { ...sample.prompt, by: ADA, state: "done", text: TEXT, result };
	const prompt: PromptItem = { ...whole, text: TEXT.slice(0, 1_000), truncated: true };
	const onPrompt = vi.fn();
	const items = sampleTimeline(prompt, { ...sample.message, text: "Nothing is." });
	const workspace = createMemoryWorkspace({ items, onPrompt: ({ text }) => onPrompt(text) });
	const full = { ...whole, ...items[0], text: TEXT, truncated: undefined };
	const connect: ConnectWorkspace = (listener) => {
		const connection = workspace.connect(ADA)(listener);
		const lost = new WorkspaceError({ code: "not_found", message: "It is gone." });
		return {
			...connection,
			call(action, request, options) {
				if (action !== "getItem") return connection.call(action, request, options);
				return isLoadable ? (Promise.resolve(full) as never) : Promise.reject(lost);
			},
		};
	};
	render(<WorkspaceChat workspaceId="memory" connect={() => connect} storage={null} />);
	return { user: userEvent.setup(), onPrompt };
}

const inRow = (name: string) =>
	waitFor(() => {
		const button = screen.queryAllByRole("button", { name }).find((one) => one.closest(".wsc-row-actions"));
		if (!button) throw new Error(`No row has a button ${name}`);
		return button;
	});
const field = () => screen.getByRole("textbox", { name: "Prompt" });

describe("a prompt that was truncated for the wire", () => {
	test("is sent again with its end", async () => {
		const { user, onPrompt } = renderTruncated();
		await user.click(await inRow("Retry"));
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(TEXT));
	});

	test("is sent again with its end after a failed turn", async () => {
		const error = { code: "agent_failed", message: "It failed." } as const;
		const { user, onPrompt } = renderTruncated({ ...sample.result, stopReason: null, error });
		await screen.findByText("It failed.");
		const [retry] = screen.getAllByRole("button", { name: "Retry" }).filter((one) => one.closest(".wsc-turn-end"));
		await user.click(retry as HTMLElement);
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(TEXT));
	});

	test("is edited with its end", async () => {
		const { user } = renderTruncated();
		await user.click(await inRow("Edit and resend"));
		await waitFor(() => expect(field()).toHaveValue(TEXT));
	});

	test("is not sent without its end when that cannot be loaded", async () => {
		const { user, onPrompt } = renderTruncated(sample.result, false);
		await user.click(await inRow("Retry"));
		expect(await screen.findByText("It is gone.")).toBeVisible();
		expect(onPrompt).not.toHaveBeenCalled();
	});

	test("is not recalled without its end", async () => {
		const { user } = renderTruncated();
		await inRow("Retry");
		await user.click(field());
		await user.keyboard("{ArrowUp}");
		expect(field()).toHaveValue("");
	});

	test("says that it is not shown whole, and can be", async () => {
		const { user } = renderTruncated();
		await user.click(await screen.findByRole("button", { name: "Show all" }));
		expect(await screen.findByText(/What is wrong in it/)).toBeInTheDocument();
		expect(screen.queryByRole("button", { name: "Show all" })).not.toBeInTheDocument();
	});
});

describe("a prompt with a file, a quoted note and the host's data", () => {
	const file: Attachment = {
		id: "file-1",
		name: "plan.md",
		mimeType: "text/markdown",
		size: 5,
		uri: "attachment:file-1",
	};
	const note: NoteItem = {
		...sample.note,
		id: "note-1",
		by: { userId: "ben", name: "Ben" },
		text: "Rather on staging",
	};
	const sentWith = { attachments: [file], notes: [note], metadata: { ticket: 7 } };

	function renderSent(prompt: Partial<PromptItem>, role: Role = "owner") {
		const onPrompt = vi.fn();
		const items = sampleTimeline(note, { ...sample.prompt, by: ADA, ...sentWith, ...prompt });
		const workspace = createMemoryWorkspace({ items, onPrompt: (received) => onPrompt(received) });
		const connect: ConnectWorkspace = (listener) => {
			const connection = workspace.connect({ ...ADA, role })(listener);
			return {
				...connection,
				call(action, request, options) {
					if (action !== "prompt" && action !== "suggestPrompt") return connection.call(action, request, options);
					onPrompt(request);
					return Promise.resolve({ promptId: "prompt-2", position: 0 } as never);
				},
			};
		};
		render(<WorkspaceChat workspaceId="memory" connect={() => connect} storage={null} />);
		return { user: userEvent.setup(), onPrompt };
	}
	const again = { text: "Deploy it", attachments: ["file-1"], notes: ["note-1"], metadata: { ticket: 7 } };

	test.each([
		["has failed", { state: "failed", result: { ...sample.result, stopReason: null } }],
		["was stopped", { state: "cancelled", result: { ...sample.result, stopReason: "cancelled", stoppedBy: ADA } }],
		["was withdrawn", { state: "withdrawn", result: null, turnId: null }],
	] as const)("that %s is in the composer with all of it", async (_what, prompt) => {
		const { user, onPrompt } = renderSent({ text: "Deploy it", ...prompt });
		await user.click(await inRow("Edit and resend"));
		expect(field()).toHaveValue("Deploy it");
		const composer = within(screen.getByRole("form", { name: "Prompt" }));
		expect(composer.getByRole("list", { name: "Quoted notes" })).toHaveTextContent("Ben: Rather on staging");
		expect(composer.getByRole("list", { name: "Attached files" })).toHaveTextContent("plan.md");
		await user.click(field());
		await user.keyboard("{Enter}");
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(expect.objectContaining(again)));
		expect(screen.queryByRole("list", { name: "Quoted notes" })).not.toBeInTheDocument();
	});

	test("and without a text is edited as well, and a quote can be taken out", async () => {
		const { user, onPrompt } = renderSent({ text: "", state: "done", result: sample.result });
		await user.click(await inRow("Edit and resend"));
		await user.click(screen.getByRole("button", { name: "Remove the note by Ben" }));
		expect(field()).toHaveFocus();
		await user.keyboard("{Enter}");
		const files = { text: "", attachments: ["file-1"], notes: undefined };
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(expect.objectContaining(files)));
	});

	test("becomes a prompt again, although a note was to be written", async () => {
		const { user, onPrompt } = renderSent({ text: "Deploy it", state: "done", result: sample.result });
		await user.click(await inRow("Edit and resend"));
		await user.keyboard("{Control>}{Shift>}m{/Shift}{/Control}");
		await user.click(await inRow("Edit and resend"));
		expect(field()).toHaveValue("Deploy it");
		await user.click(field());
		await user.keyboard("{Enter}");
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(expect.objectContaining(again)));
	});

	test("is suggested again by somebody who may only suggest", async () => {
		const { user, onPrompt } = renderSent(
			{ text: "Deploy it", state: "withdrawn", result: null, turnId: null },
			"commenter",
		);
		await user.click(await inRow("Edit and resend"));
		await user.click(screen.getByRole("textbox", { name: "Suggestion" }));
		await user.keyboard("{Enter}");
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(expect.objectContaining(again)));
	});
});
