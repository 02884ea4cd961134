import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";
import { ACTION_NAMES, LIMITS } from "../../src/protocol/index.ts";
import { prompt, result } from "../../stories/fixtures/sampleItems.ts";
import { createStorage } from "../core/createStorage.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });
const picker = async () => {
	await screen.findByRole("button", { name: "Attach files" });
	return screen.getByLabelText<HTMLInputElement>("Attach files", { selector: "input" });
};
const tray = () => screen.findByRole("list", { name: "Attached files" });
/** What is being sent is another one than what has been. */
const bubble = () => screen.getByRole("article", { name: "Prompt by Ada" });
const fileOf = (name: string, size = 5) => new File(["x".repeat(size)], name, { type: "text/plain" });

describe("files", () => {
	test("are chosen, shown with name and size, and sent with the prompt", async () => {
		const { user } = renderWorkspaceChat({ onPrompt: async () => {} });
		await user.upload(await picker(), [fileOf("notes.txt"), fileOf("log.txt", 2_500)]);
		await waitFor(async () => expect(await tray()).toHaveTextContent(/notes\.txt5 bytes.*log\.txt2\.5 kB/));
		await user.type(await field(), "Read these{Enter}");
		await waitFor(() =>
			expect(within(bubble()).getByRole("list", { name: "Attached files" })).toHaveTextContent(/notes\.txt.*log\.txt/),
		);
		expect(screen.queryByRole("button", { name: "Remove notes.txt" })).not.toBeInTheDocument();
	});

	test("can be sent without text, and removed before", async () => {
		const { user } = renderWorkspaceChat({ onPrompt: async () => {} });
		await user.upload(await picker(), [fileOf("one.txt"), fileOf("two.txt")]);
		await user.click(await screen.findByRole("button", { name: "Remove one.txt" }));
		await user.click(screen.getByRole("button", { name: "Send" }));
		await waitFor(() => expect(bubble()).toHaveTextContent("two.txt"));
		expect(bubble()).not.toHaveTextContent("one.txt");
	});

	test("can be pasted and dropped", async () => {
		renderWorkspaceChat();
		await picker();
		fireEvent.paste(await field(), { clipboardData: { getData: () => "", files: [fileOf("pasted.txt")] } });
		const dropped = { types: ["Files"], files: [fileOf("dropped.txt")] };
		const chat = screen.getByRole("region", { name: "Workspace chat" });
		fireEvent.dragOver(chat, { dataTransfer: dropped });
		expect(screen.getByRole("form")).toHaveAttribute("data-dropping");
		expect(screen.getByText("Drop files to attach")).toBeVisible();
		fireEvent.drop(chat, { dataTransfer: dropped });
		expect(screen.getByRole("form")).not.toHaveAttribute("data-dropping");
		expect(screen.queryByText("Drop files to attach")).not.toBeInTheDocument();
		expect(await tray()).toHaveTextContent(/pasted\.txt.*dropped\.txt/);
	});

	test("that are too large show an error and block sending until they are removed", async () => {
		const { user } = renderWorkspaceChat({ onPrompt: async () => {} });
		const large = new File([new Uint8Array(LIMITS.attachmentBytes + 1)], "large.bin");
		await user.upload(await picker(), [large]);
		expect(await screen.findByRole("alert")).toHaveTextContent("The file is larger than 10 MB.");
		expect(screen.queryByRole("button", { name: "Retry" })).not.toBeInTheDocument();
		await user.type(await field(), "Look");
		expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
		expect(await field()).toHaveAccessibleDescription("Remove large.bin to send");
		await user.keyboard("{Enter}");
		expect(await field()).toHaveValue("Look");
		await user.click(screen.getByRole("button", { name: "Remove large.bin" }));
		expect(await field()).not.toHaveAccessibleDescription();
		expect(screen.getByRole("button", { name: "Send" })).toBeEnabled();
	});

	test("that cannot be read can be retried", async () => {
		const { user } = renderWorkspaceChat();
		const file = fileOf("lost.txt");
		const slice = file.slice.bind(file);
		file.slice = () => {
			throw new Error("It was moved away.");
		};
		await user.upload(await picker(), [file]);
		expect(await screen.findByRole("alert")).toHaveTextContent("“lost.txt” can’t be read");
		expect(await field()).toHaveAccessibleDescription("Retry or remove lost.txt to send");
		file.slice = slice;
		await user.click(screen.getByRole("button", { name: "Retry" }));
		const list = within(await tray());
		await waitFor(() => expect(list.getByRole("listitem")).toHaveAttribute("data-status", "ready"));
	});

	test("delay a prompt until they are uploaded, with a note", async () => {
		const { user, workspace } = renderWorkspaceChat({ onPrompt: async () => {} });
		const input = await picker();
		await field();
		workspace.dropConnections();
		await user.upload(input, [fileOf("slow.txt")]);
		await user.type(await field(), "Read it{Enter}");
		expect(await field()).toHaveAccessibleDescription("Sends once files are uploaded");
		expect(screen.queryByRole("article")).not.toBeInTheDocument();
		workspace.restoreConnections();
		expect(await screen.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("Read it");
		expect(await field()).toHaveValue("");
	});

	test("are restored after a reload, and sent with the draft", async () => {
		const storage = createStorage();
		const { user, workspace, unmount } = renderWorkspaceChat({ onPrompt: async () => {}, props: { storage } });
		await user.upload(await picker(), [fileOf("notes.txt")]);
		await waitFor(async () => expect(await tray()).toHaveTextContent("notes.txt5 bytes"));
		await user.type(await field(), "Read this");
		unmount();
		const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
		render(<WorkspaceChat workspaceId="memory" connect={connect} storage={storage} />);
		await waitFor(async () => expect(await tray()).toHaveTextContent("notes.txt5 bytes"));
		await user.type(await field(), "{Enter}");
		await waitFor(() => expect(bubble()).toHaveTextContent(/Read this.*notes\.txt|notes\.txt.*Read this/));
	});

	test("are not offered to users who may not upload", async () => {
		renderWorkspaceChat({ allowed: ACTION_NAMES.filter((name) => name !== "uploadAttachment") });
		await field();
		await screen.findByText("What should we work on?");
		expect(screen.queryByRole("button", { name: "Attach files" })).not.toBeInTheDocument();
	});
});

test("a failed prompt is retried with its files", async () => {
	const { user } = renderWorkspaceChat({
		onPrompt() {
			throw new Error("The agent fell over.");
		},
	});
	await user.upload(await picker(), [fileOf("notes.txt")]);
	await user.type(await field(), "Read it{Enter}");
	await user.click(await screen.findByRole("button", { name: "Retry" }));
	await waitFor(() => expect(screen.getAllByRole("article", { name: "Prompt by Ada" })).toHaveLength(2));
	for (const list of await screen.findAllByRole("list", { name: "Attached files" }))
		expect(list).toHaveTextContent("notes.txt");
});

test("a prompt that waited for its files carries the metadata of the moment it is sent", async () => {
	let ticket = "early";
	const { user, workspace } = renderWorkspaceChat({
		props: { promptMetadata: () => ({ ticket }) },
		onPrompt: async () => {},
	});
	const input = await picker();
	workspace.dropConnections();
	await user.upload(input, [fileOf("notes.txt")]);
	await user.type(await field(), "Read it{Enter}");
	ticket = "late";
	workspace.restoreConnections();
	await waitFor(() =>
		expect([...workspace.get().items.values()]).toContainEqual(
			expect.objectContaining({ text: "Read it", metadata: { ticket: "late" } }),
		),
	);
});

test("a thumbnail that is no image is not shown", async () => {
	const attachments = [
		{ id: "a", name: "a.png", mimeType: "image/png", size: 1, uri: "", thumbnail: "https://tracker.example/a.png" },
	];
	const { container } = renderWorkspaceChat({ items: [{ ...prompt, state: "done", result, attachments }] });
	expect(await screen.findByText("a.png")).toBeVisible();
	expect(container.querySelector("img")).toBeNull();
});

test("with `mod-enter`, Enter starts a new line and Ctrl+Enter sends", async () => {
	const { user } = renderWorkspaceChat({ onPrompt: async () => {}, props: { submitOn: "mod-enter" } });
	await user.type(await field(), "one{Enter}two");
	expect(await field()).toHaveValue("one\ntwo");
	await user.keyboard("{Control>}{Enter}{/Control}");
	expect(await screen.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("one two");
});
