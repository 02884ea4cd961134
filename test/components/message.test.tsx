import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { message, prompt } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

test("a message is busy while it streams, so that a screen reader waits for its end", async () => {
	const growing = { ...message, text: "Growing", open: true } as const;
	const { workspace } = renderWorkspaceChat({ items: sampleTimeline(growing) });
	const part = (await screen.findByText("Growing")).closest(".wsc-message");
	expect(part).toHaveAttribute("aria-busy", "true");
	act(() => workspace.apply({ kind: "item", item: { ...growing, open: false } }));
	await waitFor(() => expect(part).not.toHaveAttribute("aria-busy"));
});

test("each turn has a heading for its prompt and one for what the agent did, above those of the answer", async () => {
	const items = sampleTimeline(prompt, { ...message, text: "# Cause\n\nA timeout.\n\n## Details\n\nNone." });
	renderWorkspaceChat({ items, session: { agent: "claude" } });
	await screen.findByRole("heading", { name: "Cause" });
	const outline = screen.getAllByRole("heading").map((heading) => {
		const name = heading.getAttribute("aria-label") ?? heading.textContent;
		return `${heading.tagName} ${name}`;
	});
	expect(outline).toEqual(["H2 memory", "H3 Prompt by Ada", "H3 Answer by Claude", "H4 Cause", "H5 Details"]);
});
