import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { english, ToolCallCard } from "../../src/index.ts";
import { commandCall, editApproval, editCall } from "../../stories/fixtures/sampleItems.ts";
import { renderRoom } from "./renderRoom.tsx";

test("a rejected edit keeps its line count and its diff", async () => {
	const { workspace } = renderRoom();
	await screen.findByText("Nothing here yet");
	const state = { status: "answered", optionId: "no", by: { userId: "ada", name: "Ada" }, answeredAt: 1 } as const;
	const content = [{ type: "content", content: { type: "text", text: "The user refused." } }] as const;
	act(() => workspace.apply({ kind: "item", item: { ...editCall, status: "failed", content } }));
	act(() => workspace.apply({ kind: "item", item: { ...editApproval, state } }));
	const line = await screen.findByRole("button", { name: /Edit src\/upload\.ts.*Reject/ });
	expect(line).toHaveTextContent(english.linesChanged(7, 3));
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
	const { user, workspace } = renderRoom();
	await screen.findByText("Nothing here yet");
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
