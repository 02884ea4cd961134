import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { english } from "../../src/index.ts";
import { commandCall, editApproval, editCall } from "../../stories/fixtures/sampleItems.ts";
import { renderRoom } from "./renderRoom.tsx";

test("a refused edit keeps the lines it was about, as its body keeps the diff", async () => {
	const { workspace } = renderRoom();
	await screen.findByText("Nothing here yet");
	const state = { status: "answered", optionId: "no", by: { userId: "ada", name: "Ada" }, answeredAt: 1 } as const;
	const content = [{ type: "content", content: { type: "text", text: "The user refused." } }] as const;
	act(() => workspace.apply({ kind: "item", item: { ...editCall, status: "failed", content } }));
	act(() => workspace.apply({ kind: "item", item: { ...editApproval, state } }));
	const line = await screen.findByRole("button", { name: /Edit src\/upload\.ts.*Reject/ });
	expect(line).toHaveTextContent(english.linesChanged(7, 3));
});

test("a command shows what it says while it runs, and closes when it is done", async () => {
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

test("a first answer that costs next to nothing does not cost nothing", () => {
	expect(english.cost(0.0042, "USD")).toBe("$0.004");
	expect(english.cost(0.42, "USD")).toBe("$0.42");
	expect(english.cost(0, "USD")).toBe("$0.00");
});
