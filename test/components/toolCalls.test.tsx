import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { english, ToolCallCard } from "../../src/index.ts";
import { commandCall, editApproval, editCall } from "../../stories/fixtures/sampleItems.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

test("a rejected edit has changed no lines", async () => {
	const { workspace } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	const state = { status: "answered", optionId: "no", by: { userId: "ada", name: "Ada" }, answeredAt: 1 } as const;
	const content = [{ type: "content", content: { type: "text", text: "The user refused." } }] as const;
	act(() => workspace.apply({ kind: "item", item: { ...editCall, status: "failed", content } }));
	act(() => workspace.apply({ kind: "item", item: { ...editApproval, state } }));
	const line = await screen.findByRole("button", { name: /Edit src\/upload\.ts.*Reject/ });
	expect(line).not.toHaveTextContent(english.linesChanged(7, 3));
	act(() => workspace.apply({ kind: "item", item: editCall }));
	expect(line).not.toHaveTextContent(english.linesChanged(7, 3));
	act(() => workspace.apply({ kind: "item", item: { ...editApproval, state: { ...state, optionId: "once" } } }));
	await waitFor(() => expect(line).toHaveTextContent(english.linesChanged(7, 3)));
});

test("a title that begins with the kind of the call is not read twice", () => {
	const { rerender } = render(<ToolCallCard item={{ ...editCall, title: "Edit src/upload.ts" }} />);
	expect(screen.getByRole("button")).toHaveAccessibleName(/^Edit src\/upload/);
	rerender(<ToolCallCard item={{ ...editCall, title: "Rewrite the upload" }} />);
	expect(screen.getByRole("button")).toHaveAccessibleName(/^Edit\s*Rewrite the upload/);
});

test.each(["Escape ` in names", "Replace ``` by `~~~`", "Add ``"])("no character of a title is lost: %j", (title) => {
	const { container } = render(<ToolCallCard item={{ ...editCall, title }} />);
	expect(container.querySelector(".wsc-row-title")).toHaveTextContent(title.replace("`~~~`", "~~~"));
});

test.each(["call-edit", "", "  "])("a call without a title is named by its kind, not by its id: %j", (title) => {
	render(<ToolCallCard item={{ ...editCall, title }} />);
	expect(screen.getByRole("button")).toHaveAccessibleName(/^Edit/);
	expect(screen.queryByText("call-edit")).not.toBeInTheDocument();
});

test.each([
	[{ exit_code: 3, signal: null }, "Exit code 3"],
	[{ metadata: { exit: 1 } }, "Exit code 1"],
	[{ exit_code: null, signal: "SIGTERM" }, "Ended by signal SIGTERM"],
])("a command that ended with %j says so", async (rawOutput, words) => {
	render(<ToolCallCard item={{ ...commandCall, status: "failed", rawOutput }} />);
	await userEvent.click(screen.getByRole("button"));
	expect(screen.getByText(words)).toBeVisible();
});

test("a command that its title shows as a whole is not repeated below it", async () => {
	const { container, rerender } = render(<ToolCallCard item={commandCall} />);
	await userEvent.click(screen.getByRole("button", { expanded: false }));
	expect(screen.getAllByText("npm test -- upload")).toHaveLength(1);
	for (const command of ["npm  test", "echo `id`", "npm test\nrm -rf .", "npm te\u200bst"]) {
		rerender(<ToolCallCard item={{ ...commandCall, title: command, rawInput: { command } }} />);
		expect(container.querySelector(".wsc-command")).toBeVisible();
	}
});

test("a call shows what its permission request asked for, if a later one has replaced its input", async () => {
	const rawInput = { path: "/srv/notes.md", content: "New" };
	const approval = { ...editApproval, toolCall: { ...editApproval.toolCall, rawInput } };
	const { rerender } = render(<ToolCallCard item={{ ...editCall, rawInput }} approval={approval} />);
	await userEvent.click(screen.getByRole("button", { name: /Edit src/ }));
	expect(screen.queryByRole("button", { name: "Requested input" })).not.toBeInTheDocument();
	rerender(<ToolCallCard item={{ ...editCall, rawInput: { directory: "/srv" } }} approval={approval} />);
	await userEvent.click(screen.getByRole("button", { name: "Requested input" }));
	expect(screen.getByText(/notes\.md/)).toBeVisible();
});

test("a command that succeeded has no exit code", async () => {
	render(<ToolCallCard item={{ ...commandCall, rawOutput: { exit_code: 0, signal: null } }} />);
	await userEvent.click(screen.getByRole("button", { expanded: false }));
	expect(screen.queryByText(/Exit code/)).not.toBeInTheDocument();
});

test("a call that was allowed runs, even if its agent calls it pending until it is over", () => {
	const state = { status: "answered", optionId: "once", by: { userId: "ada", name: "Ada" }, answeredAt: 1 } as const;
	const approval = { ...editApproval, state };
	const { container, rerender } = render(
		<ToolCallCard item={{ ...editCall, status: "pending" }} approval={approval} />,
	);
	expect(container.querySelector(".wsc-tool")).toHaveAttribute("data-status", "in_progress");
	const rejected = { ...approval, state: { ...state, optionId: "no" } };
	rerender(<ToolCallCard item={{ ...editCall, status: "pending" }} approval={rejected} />);
	expect(container.querySelector(".wsc-tool")).toHaveAttribute("data-status", "pending");
});

test.each(["make\nmake install", "make\r\nmake install"])(
	"a title of several lines shows that it goes on: %j",
	(title) => {
		const { container } = render(<ToolCallCard item={{ ...commandCall, title }} />);
		expect(container.querySelector(".wsc-row-title")?.textContent).toBe("make …");
	},
);

test("a command in the working directory does not name it", async () => {
	const { workspace } = renderWorkspaceChat({ session: { cwd: "/workspace/demo" } });
	await screen.findByText("What should we work on?");
	const locations = [{ path: "/workspace/demo/" }];
	act(() => workspace.apply({ kind: "item", item: { ...commandCall, locations } }));
	const line = await screen.findByRole("button", { name: /npm test/ });
	expect(line).not.toHaveTextContent("demo");
	act(() => workspace.apply({ kind: "item", item: { ...commandCall, locations: [{ path: "/workspace/demo/sub" }] } }));
	await waitFor(() => expect(line).toHaveTextContent("sub"));
});

test("only a call of a second or more has a duration, and the column is there for all", () => {
	const { container, rerender } = render(<ToolCallCard item={editCall} />);
	expect(container.querySelector(".wsc-elapsed")).toBeEmptyDOMElement();
	rerender(<ToolCallCard item={{ ...editCall, endedAt: editCall.createdAt + 1_400 }} />);
	expect(container.querySelector(".wsc-elapsed")).toHaveTextContent("1s");
});

function diffOf(oldText: string, newText: string) {
	return { type: "diff", path: "/workspace/src/upload.ts", oldText, newText } as const;
}

/** The old and new line numbers of the diffs. */
function numbersIn(container: HTMLElement): readonly (string | null)[] {
	return [...container.querySelectorAll("[data-line]")].map((number) => number.getAttribute("data-line"));
}

test("the diffs of a Claude edit are numbered by the locations that come with them", async () => {
	const path = "/workspace/src/upload.ts";
	const content = [diffOf("a\nb", "a\nb\nc"), diffOf("x", "y")];
	const locations = [
		{ path, line: 10 },
		{ path, line: 41 },
	];
	const { container } = render(<ToolCallCard item={{ ...editCall, content, locations }} />);
	await userEvent.click(screen.getByRole("button", { expanded: false }));
	await waitFor(() => expect(numbersIn(container)).toEqual(["10", "10", "11", "11", "12", "40", "41"]));
});

test("strings to be replaced have no line numbers while their position is not known, and a whole file has them", async () => {
	const content = [diffOf("beta", "BETA")];
	const edit = { ...editCall, content, rawInput: { file_path: "upload.ts", old_string: "beta", new_string: "BETA" } };
	const { container, rerender } = render(<ToolCallCard item={edit} />);
	await userEvent.click(screen.getByRole("button", { expanded: false, name: /Edit/ }));
	expect(await screen.findByText("BETA")).toBeVisible();
	expect(numbersIn(container)).toEqual([]);
	rerender(<ToolCallCard item={{ ...edit, rawInput: { changes: {} } }} />);
	expect(numbersIn(container)).toEqual(["1", "1"]);
});

test("a command is expanded while it runs and has output, and collapses when it is done", async () => {
	const { user, workspace } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	const running = { ...commandCall, status: "in_progress", endedAt: null } as const;
	act(() => workspace.apply({ kind: "item", item: { ...running, content: [] } }));
	const line = await within(screen.getByRole("log")).findByRole("button", { name: /^Run\s*npm test/ });
	expect(line).toHaveAttribute("aria-expanded", "false");
	act(() => workspace.apply({ kind: "item", item: running }));
	await waitFor(() => expect(line).toHaveAttribute("aria-expanded", "true"));
	act(() => workspace.apply({ kind: "item", item: commandCall }));
	await waitFor(() => expect(line).toHaveAttribute("aria-expanded", "false"));
	await user.click(line);
	expect(line).toHaveAttribute("aria-expanded", "true");
});

test("a very small cost is not shown as zero", () => {
	expect(english.cost(0.0042, "USD")).toBe("$0.004");
	expect(english.cost(0.42, "USD")).toBe("$0.42");
	expect(english.cost(0, "USD")).toBe("$0.00");
});

test("a call's title, its path and its command have the codes of their invisible characters", async () => {
	const hidden = "\u200b\u202e\u{e0041}";
	const shown = "[U+200B][U+202E][U+E0041]";
	const call = { title: `Read a${hidden}`, locations: [{ path: `/workspace/b${hidden}.ts` }] };
	const { container, rerender } = render(<ToolCallCard item={{ ...editCall, content: [], ...call }} />);
	expect(screen.getByRole("button")).toHaveTextContent(`Read a${shown}`);
	expect(screen.getByRole("button")).toHaveTextContent(`b${shown}.ts`);
	const command = `npm test${" ".repeat(60)}; rm${hidden} -rf .\nls`;
	rerender(<ToolCallCard item={{ ...commandCall, title: command, rawInput: { command } }} />);
	if (!screen.queryByText("[U+200B]")) await userEvent.click(screen.getByRole("button", { expanded: false }));
	expect(container.querySelector(".wsc-command")).toHaveTextContent(`npm test[60 spaces]; rm${shown} -rf .`);
	expect(container.textContent).not.toContain("\u202e");
});

test("the coloured output of any tool is shown as a terminal shows it", async () => {
	const text = "\u001b[32m✓\u001b[0m 12 *passed*\rx";
	const content = [{ type: "content", content: { type: "text", text } }] as const;
	render(<ToolCallCard item={{ ...editCall, toolKind: "other", content }} />);
	await userEvent.click(screen.getByRole("button", { expanded: false }));
	expect(await screen.findByRole("figure", { name: english.terminalOutput })).toHaveTextContent("x 12 *passed*");
});
