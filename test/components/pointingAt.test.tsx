import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { editCall } from "../../stories/fixtures/sampleItems.ts";
import { choice } from "../../stories/fixtures/sampleQuestions.ts";
import { renderBesideBen } from "./renderWorkspaceChat.tsx";

/** Ada's window, and what Ben sees of her. */
function renderSeenByBen(item: TimelineItem) {
	const rendered = renderBesideBen(item);
	const seen = () => rendered.ben.get().presence.people.get("ada")?.itemId ?? null;
	return { ...rendered, seen };
}

test("whoever points at a question is seen there by the others, and sees them", async () => {
	const { user, ben, seen } = renderSeenByBen(choice);
	const card = await screen.findByRole("region", { name: /asks/ });
	await user.hover(card);
	await waitFor(() => expect(seen()).toBe(choice.id));
	await user.unhover(card);
	await waitFor(() => expect(seen()).toBeNull());
	ben.updatePresence({ openItemId: choice.id });
	expect(await within(card).findByText("Ben is looking at this")).toBeVisible();
});

test("whoever reads an open diff is seen at its call, and no longer once it is closed", async () => {
	const { user, seen, container } = renderSeenByBen(editCall);
	const line = await screen.findByRole("button", { name: /^Edit/ });
	await user.click(line);
	const diff = await waitFor(() => {
		const found = container.querySelector(".wsc-call-diff");
		if (!found) throw new Error("The diff is not there yet.");
		return found;
	});
	await user.hover(diff);
	await waitFor(() => expect(seen()).toBe(editCall.id));
	await user.click(line);
	await waitFor(() => expect(seen()).toBeNull());
});
