import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderRoom } from "./renderRoom.tsx";

test("a message is busy while it streams, so that a screen reader waits for its end", async () => {
	const growing = { ...message, text: "Growing", open: true } as const;
	const { workspace } = renderRoom({ items: sampleTimeline(growing) });
	const part = (await screen.findByText("Growing")).closest(".wsc-message");
	expect(part).toHaveAttribute("aria-busy", "true");
	act(() => workspace.apply({ kind: "item", item: { ...growing, open: false } }));
	await waitFor(() => expect(part).not.toHaveAttribute("aria-busy"));
});
