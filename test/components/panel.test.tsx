import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { ACTION_NAMES } from "../../src/protocol/index.ts";
import { session } from "../../stories/fixtures/people.ts";
import { prompt, readCall } from "../../stories/fixtures/sampleItems.ts";
import { sampleProcesses } from "../../stories/fixtures/sampleProcesses.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const files = {
	"README.md": "# Read me\n",
	"src/app.ts": "one\ntwo\nthree\n",
	"src/lib/deep.ts": "deep\n",
	"long.log": Array.from({ length: 12_000 }, (_, index) => `line ${index + 1} of many\n`).join(""),
	"logo.png": new Uint8Array(3),
};
const items = sampleTimeline(prompt, { ...readCall, locations: [{ path: "long.log", line: 9_000 }] });

async function openPanel(options: Parameters<typeof renderWorkspaceChat>[0] = {}) {
	const chat = renderWorkspaceChat({
		files,
		items,
		session,
		processes: sampleProcesses,
		...options,
		props: { panel: true },
	});
	await chat.user.click(await screen.findByRole("button", { name: "Show files and processes" }));
	const panel = within(await screen.findByRole("complementary", { name: "Files and processes" }));
	return { ...chat, panel };
}

const focused = () => document.activeElement?.textContent;

test("there is no panel without the prop, nor for users who may not list files", async () => {
	const { unmount } = renderWorkspaceChat({ files, items });
	await screen.findByRole("textbox", { name: "Prompt" });
	expect(screen.queryByRole("button", { name: "Show files and processes" })).not.toBeInTheDocument();
	unmount();
	const allowed = ACTION_NAMES.filter((name) => name !== "listFiles");
	renderWorkspaceChat({ files, items, allowed, props: { panel: true } });
	await screen.findByRole("article", { name: "Prompt by Ada" });
	expect(screen.queryByRole("button", { name: "Show files and processes" })).not.toBeInTheDocument();
});

test("the panel takes the focus when it opens and gives it back when it closes", async () => {
	const { user, panel } = await openPanel();
	expect(panel.getByRole("tab", { name: "Files" })).toHaveFocus();
	await user.keyboard("{Escape}");
	expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
	const button = screen.getByRole("button", { name: "Show files and processes" });
	await waitFor(() => expect(button).toHaveFocus());
	expect(button).toHaveAttribute("aria-expanded", "false");
});

describe("the tree", () => {
	test("is walked, opened and closed by the keyboard alone", async () => {
		const { user, panel } = await openPanel();
		await panel.findByRole("treeitem", { name: "src" });
		await waitFor(() => expect(panel.getByRole("treeitem", { name: "src" })).toHaveAttribute("tabindex", "0"));
		panel.getByRole("treeitem", { name: "src" }).focus();
		await user.keyboard("{ArrowRight}");
		await panel.findByRole("treeitem", { name: "lib" });
		expect(panel.getByRole("treeitem", { name: "src" })).toHaveAttribute("aria-expanded", "true");
		await user.keyboard("{ArrowRight}");
		expect(focused()).toBe("lib");
		await user.keyboard("{ArrowDown}");
		expect(focused()).toBe("app.ts");
		await user.keyboard("{Enter}");
		expect(await panel.findByRole("region", { name: "src/app.ts" })).toHaveTextContent("one two three");
		expect(panel.getByRole("treeitem", { name: "app.ts" })).toHaveAttribute("aria-selected", "true");
		await user.keyboard("{ArrowLeft}");
		expect(focused()).toBe("src");
		await user.keyboard("{End}");
		expect(focused()).toBe("README.md");
		await user.keyboard("l");
		expect(focused()).toBe("lib");
		await user.keyboard("{Home}{ArrowLeft}");
		expect(panel.queryByRole("treeitem", { name: "lib" })).not.toBeInTheDocument();
	});

	test("says why a folder cannot be shown, and can be asked again", async () => {
		const { panel } = await openPanel({ files: undefined });
		expect(await panel.findByText("The sandbox isn’t ready yet.")).toBeVisible();
		expect(panel.getByRole("treeitem", { name: /Retry/ })).toBeVisible();
	});
});

describe("a file", () => {
	test("shows its text with line numbers, its path and its size", async () => {
		const { user, panel } = await openPanel();
		await user.click(await panel.findByText("README.md"));
		const file = await panel.findByRole("region", { name: "README.md" });
		expect(file).toHaveTextContent("# Read me");
		expect(file).toHaveTextContent("10 bytes");
		await user.click(within(file).getByRole("button", { name: "Close file" }));
		expect(panel.queryByRole("region")).not.toBeInTheDocument();
	});

	test("that is long shows more when it is asked", async () => {
		const { user, panel } = await openPanel();
		await user.click(await panel.findByText("long.log"));
		const file = await panel.findByRole("region", { name: "long.log" });
		expect(file).not.toHaveTextContent("line 12000 of many");
		await user.click(await within(file).findByRole("button", { name: "Show more" }));
		await waitFor(() => expect(file).toHaveTextContent("line 12000 of many"));
		expect(within(file).queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
	});

	test("that is no text is described as such", async () => {
		const { user, panel } = await openPanel();
		await user.click(await panel.findByText("logo.png"));
		expect(await panel.findByText(/Binary file/)).toBeVisible();
	});

	test("that a tool call names is opened at its line, however far down that is", async () => {
		const { user } = renderWorkspaceChat({ files, items, session, props: { panel: true } });
		await user.click(await screen.findByRole("button", { name: /Read/ }));
		await user.click(await screen.findByRole("button", { name: "long.log:9000" }));
		const file = await screen.findByRole("region", { name: "long.log" });
		await waitFor(() => expect(file).toHaveTextContent("line 9000 of many"));
		await waitFor(() => expect(file.querySelector("[data-line]")).toHaveAttribute("data-line", "9000"));
	});

	test("that a tool call changes is named once, and opened from its diff", async () => {
		const content = [{ type: "diff", path: "src/app.ts", oldText: "one\n", newText: "one\ntwo\n" }] as const;
		const edit = {
			...readCall,
			title: "Edit",
			toolKind: "edit",
			locations: [{ path: "src/app.ts" }],
			content,
		} as const;
		const { user } = renderWorkspaceChat({
			files,
			items: sampleTimeline(prompt, edit),
			session,
			props: { panel: true },
		});
		await user.click(await screen.findByRole("button", { name: /^Edit(?! and resend)/ }));
		await user.click(await screen.findByRole("button", { name: "src/app.ts" }));
		expect(await screen.findByRole("region", { name: "src/app.ts" })).toHaveTextContent("one two three");
	});
});

test("processes are listed with their state, and the output of the chosen one is shown", async () => {
	const { user, panel } = await openPanel();
	await user.click(panel.getByRole("tab", { name: "Processes" }));
	expect(await panel.findByText(/http:\/\/localhost:5173/)).toBeVisible();
	expect(panel.getByRole("button", { name: /npm run dev/ })).toHaveTextContent("Running");
	const failed = panel.getByRole("button", { name: /npm run build/ });
	expect(failed).toHaveTextContent("Exit 1");
	await user.click(failed);
	expect(failed).toHaveAttribute("aria-current", "true");
	expect(await panel.findByText(/is declared but never used/)).toBeVisible();
});
